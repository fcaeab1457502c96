/** A picture over the author's initials, which stay while it loads and if it does not come. */
import { html, nothing, type TemplateResult } from 'lit';
import { safeUrl } from '../html/index.js';
import type { Spec } from './patch.js';

/** `src` is a wire value; `otherwise` the thread's default picture. */
export function avatarTemplate(
  src: string | null,
  name: string,
  otherwise: string | undefined,
): TemplateResult {
  const url = safeUrl(src ?? otherwise ?? '', 'image');
  return html`<span class="avatar t${toneOf(name)}" part="avatar" aria-hidden="true"
    ><span>${initialsOf(name)}</span>${
      url
        ? html`<img
            src=${url}
            alt=""
            loading="lazy"
            decoding="async"
            referrerpolicy="no-referrer"
            data-act="avatar"
          />`
        : nothing
    }</span
  >`;
}

/** What an image from elsewhere has: it comes late and tells nothing. */
export const quietImage = {
  loading: 'lazy',
  decoding: 'async',
  referrerpolicy: 'no-referrer',
} as const;

/** The same for a row: off the screen the initials are all there is. */
export function avatarSpec(
  src: string | null,
  name: string,
  otherwise: string | undefined,
  isSeen: boolean,
): Spec {
  const url = isSeen ? safeUrl(src ?? otherwise ?? '', 'image') : null;
  return [
    'span',
    { class: `avatar t${toneOf(name)}`, part: 'avatar', 'aria-hidden': true },
    ['span', {}, initialsOf(name)],
    url ? ['img', { ...quietImage, src: url, alt: '', 'data-act': 'avatar' }] : null,
  ];
}

/** One of eight quiet tones for an author without a picture, always the same for one name. */
function toneOf(name: string): number {
  let sum = 0;
  for (let index = 0; index < name.length; index++) sum = (sum * 31 + name.charCodeAt(index)) | 0;
  return Math.abs(sum) % 8;
}

/** Up to two initials of a name. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map(initialOf).join('').toUpperCase();
}

/** The first letter of a word with the marks on it. */
function initialOf(word = ''): string {
  return /^.\p{M}*/u.exec(word)?.[0] ?? '';
}
