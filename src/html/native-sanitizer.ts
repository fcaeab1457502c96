import { allowedTags, attributeRules, droppedWhole } from './allow-list.js';
import type { WideList } from './wide-list.js';

/**
 * The browser's own sanitizer, as far as it is used here. Source: the HTML Standard's
 * `Element.setHTML`, Chrome 146, Firefox 148.
 */
type SetHTML = (this: Element, html: string, options: { sanitizer: object }) => void;

/** What is made of settings once, and used for every comment. */
type SanitizerClass = new (settings: object) => object;

const xhtml = 'http://www.w3.org/1999/xhtml';

/** What is used of the browser, as it was when it was tried. */
interface Native {
  readonly setHTML: SetHTML;
  readonly Sanitizer: SanitizerClass;
}

/** What the browser takes out: what can do anything it takes out unasked. */
const sanitizerFor = ({ Sanitizer }: Pick<Native, 'Sanitizer'>, attributes: readonly string[]) =>
  new Sanitizer({
    removeElements: [
      ...droppedWhole,
      { name: 'svg', namespace: 'http://www.w3.org/2000/svg' },
      { name: 'math', namespace: 'http://www.w3.org/1998/Math/MathML' },
    ],
    attributes,
    comments: false,
    dataAttributes: false,
  });

/** Makes the attributes of a list, and what may stand, into a function that parses markup safely. */
function sanitizerOf(
  browser: Native,
  tags: readonly string[],
  rules: WideList['rules'],
): (html: string) => DocumentFragment {
  // `is` makes an element the page's own, also after it was taken off: it stays to be seen here.
  const sanitizer = sanitizerFor(browser, [...Object.keys(rules), 'is']);
  // A page of its own, in which nothing is fetched.
  const inert = document.implementation.createHTMLDocument('');
  const other = `:not(${tags.join()}),[is]`;
  return (html) => {
    const root = inert.createElement('div');
    browser.setHTML.call(root, html, { sanitizer });
    // Of elements that are not allowed, what stands in them stays.
    for (const element of root.querySelectorAll(other)) {
      if (element.namespaceURI === xhtml && !element.hasAttribute('is'))
        element.replaceWith(...element.childNodes);
      else element.remove();
    }
    const fragment = inert.createDocumentFragment();
    fragment.append(...root.childNodes);
    return fragment;
  };
}

let native: Native | null | undefined;

/** Markup to try a sanitizer with, and what is to come of it. No handlers: a strict page reports them. */
const probe =
  '<p id=a class=b lang=c>d<script>e</script><svg></svg><i>f</i><template shadowrootmode=open>g</template>';
const passed = '<p class="b">d<i>f</i></p>';

/**
 * The browser's sanitizer, if it has one that does what is asked of it: early ones let shadow roots
 * through, in which nothing is looked at. One that a page put there is not used: nobody knows where it
 * parses.
 */
function nativeSanitizer(): Native | null {
  if (native === undefined) {
    native = null;
    try {
      const { setHTML } = Element.prototype as { setHTML?: SetHTML };
      const { Sanitizer } = globalThis as { Sanitizer?: SanitizerClass };
      if (
        setHTML &&
        Sanitizer &&
        Function.prototype.toString.call(setHTML).includes('[native code]')
      ) {
        const { body } = document.implementation.createHTMLDocument('');
        setHTML.call(body, probe, { sanitizer: sanitizerFor({ Sanitizer }, ['class']) });
        if (body.innerHTML === passed && !body.firstElementChild?.shadowRoot) {
          native = { setHTML, Sanitizer };
        }
      }
    } catch {
      // It is another one than the standard's.
    }
  }
  return native;
}

/** Whether the browser can do it alone. */
export function hasNativeSanitizer(): boolean {
  return nativeSanitizer() !== null;
}

let comments: ((html: string) => DocumentFragment) | undefined;

/**
 * Parses hostile markup with the browser's own sanitizer; null where there is none. What is returned
 * is inert. Frames never pass. URLs, class names and other values are not looked at here.
 */
export function purifyNatively(html: string, wide: WideList | undefined): DocumentFragment | null {
  const browser = nativeSanitizer();
  if (browser === null) return null;
  if (wide) return sanitizerOf(browser, wide.tags, wide.rules)(html);
  comments ??= sanitizerOf(browser, allowedTags, attributeRules);
  return comments(html);
}
