/** What rows and lists need of the element they stand in. */
import type { ThreadStore } from '../store/index.js';
import type { Texts } from '../i18n/index.js';
import type { SanitiseOptions } from '../html/index.js';
import type { Times } from './times.js';

/** The element, as its inner parts see it. */
export interface ThreadHost {
  readonly store: ThreadStore;
  /** Texts in the visitor's language. */
  readonly t: Texts;
  readonly times: Times;
  /** How the body of a comment by this author is sanitised. */
  readonly bodyOptions: (author: string) => SanitiseOptions;
  /** Where style sheets are adopted, menus are put and focus is looked for. */
  readonly root: ShadowRoot;
}

/** One of eight quiet tones for an author without a picture, always the same for one name. */
export function toneOf(name: string): number {
  let sum = 0;
  for (let index = 0; index < name.length; index++) sum = (sum * 31 + name.charCodeAt(index)) | 0;
  return Math.abs(sum) % 8;
}

/** Up to two initials of a name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}
