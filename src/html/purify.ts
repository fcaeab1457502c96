/**
 * What makes hostile markup safe to walk: the browser's own sanitizer, or DOMPurify, which is loaded
 * where there is none. See `native-sanitizer.ts` and `dom-purify.ts`.
 */
import type * as DOMPurifying from './dom-purify.js';
import { hasNativeSanitizer, purifyNatively } from './native-sanitizer.js';
import { canParse } from './trusted-types-policy.js';
import type { WideList } from './wide-list.js';

let library: Pick<typeof DOMPurifying, 'purifyByLibrary'> | null = null;
let loading: Promise<boolean> | null = null;
/** Whether it could not be loaded. Comments are text then. */
let isMissing = false;

/** Whether markup can be made safe now. */
export function canPurify(): boolean {
  return library !== null || hasNativeSanitizer();
}

/** Whether `purify` does what it can now; before, `loadPurifier` has to be waited for. */
export function isPurifierReady(): boolean {
  return isMissing || canPurify();
}

/**
 * Loads DOMPurify, once, with a second try: for browsers without a sanitizer, and for frames, which
 * no browser's sanitizer lets through. Resolves to false if it could not be loaded; asked again, it
 * is tried again.
 */
export function loadPurifier(): Promise<boolean> {
  const load = () => import('./dom-purify.js');
  if (!loading) isMissing = false;
  loading ??= load()
    .catch(() => new Promise((resolve) => setTimeout(resolve, 500)).then(load))
    .then(
      (loaded) => {
        library = loaded;
        return true;
      },
      () => {
        isMissing = true;
        loading = null;
        return false;
      },
    );
  return loading;
}

/**
 * Parses hostile markup in an inert document and returns what the mode's list lets through, still
 * inert. Null if markup cannot be parsed on this page, or nothing is there to make it safe.
 */
export function purify(
  html: string,
  mode: DOMPurifying.PurifyMode,
  wide?: WideList,
): DocumentFragment | null {
  if (!canParse()) return null;
  return (
    (mode === 'embeds' ? library?.purifyByLibrary(html, mode, wide) : undefined) ??
    purifyNatively(html, wide) ??
    library?.purifyByLibrary(html, mode, wide) ??
    null
  );
}
