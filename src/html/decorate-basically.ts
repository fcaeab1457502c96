/** What every link and image of a body gets at once, whatever else comes later. */
import type { Decoration } from './decoration.js';

/** Whether an image moves, as far as its address tells. */
export function isGif(source: string): boolean {
  return /\.gif$/i.test(new URL(source).pathname);
}

/**
 * Links open elsewhere and tell nothing; images are lazy, have alternative text and tell nothing
 * either. An image that has to wait for a press does so from the start: its address stands in
 * `data-fc-src`.
 */
export function decorateBasically(
  element: HTMLElement,
  { authorName, deferImages, labels, reduceMotion, wide }: Decoration & { readonly wide?: unknown },
): void {
  if (element.localName === 'a') {
    const link = element as HTMLAnchorElement;
    if (!link.hasAttribute('href')) return;
    link.rel = 'ugc nofollow noopener noreferrer';
    link.target = '_blank';
    link.setAttribute('part', 'link');
  } else if (element.localName === 'img') {
    const image = element as HTMLImageElement;
    const isReact = image.classList.contains('react');
    if (!image.alt) image.alt = isReact || wide || !authorName ? '' : labels.image(authorName);
    image.loading = 'lazy';
    image.decoding = 'async';
    image.referrerPolicy = 'no-referrer';
    image.setAttribute('part', isReact ? 'react' : 'comment-image');
    const source = image.getAttribute('src');
    if (!source || isReact || !(deferImages || (reduceMotion && isGif(source)))) return;
    image.removeAttribute('src');
    image.dataset.fcSrc = source;
  }
}
