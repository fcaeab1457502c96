import createDOMPurify from 'dompurify';
import type { Config, DOMPurify } from 'dompurify';
import { allowedTags, attributeRules, droppedWhole } from './allow-list.js';
import { htmlPolicy } from './trusted-types-policy.js';
import type { WideList } from './wide-list.js';

/** What is let through: a comment's subset, the same with frames, or what a site's owner may use. */
export type PurifyMode = 'comment' | 'embeds' | 'wide';

const purifiers = new Map<PurifyMode, DOMPurify>();

/**
 * Instances of our own, one for each mode: a page that shares the `dompurify` package with us may
 * have hooks and settings on the common one, and ours must know nothing of them.
 */
function purifierFor(mode: PurifyMode, wide: WideList | undefined): DOMPurify {
  let purifier = purifiers.get(mode);
  if (purifier === undefined) {
    purifier = createDOMPurify(window);
    const embeds = mode === 'embeds';
    purifier.setConfig({
      // `body` is the root of what is parsed. Named here, it is kept and not cloned.
      ALLOWED_TAGS: ['body', ...(wide?.tags ?? allowedTags), ...(embeds ? ['iframe'] : [])],
      ALLOWED_ATTR: Object.keys(wide?.rules ?? attributeRules),
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
      ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
      FORBID_CONTENTS: [...droppedWhole],
      RETURN_DOM_FRAGMENT: true,
      // `null` keeps DOMPurify from making a policy of its own name.
      TRUSTED_TYPES_POLICY: htmlPolicy() as Config['TRUSTED_TYPES_POLICY'],
    });
    if (embeds) {
      // What stands inside a frame's tags is for browsers without frames.
      purifier.addHook('beforeSanitizeElements', (node) => {
        if (node.nodeName === 'IFRAME') node.textContent = '';
      });
    }
    purifiers.set(mode, purifier);
  }
  return purifier;
}

/**
 * The only place where DOMPurify is called, for browsers without a sanitizer of their own, and for
 * frames. Parses hostile markup in an inert document and returns what the mode's list lets through,
 * still inert (nothing is fetched before it is inserted). URLs, class names and other values are not
 * looked at here.
 */
export function purifyByLibrary(
  html: string,
  mode: PurifyMode,
  wide: WideList | undefined,
): DocumentFragment {
  // The settings return a fragment; the declared type knows only what is passed with the call.
  return purifierFor(mode, wide).sanitize(html) as unknown as DocumentFragment;
}
