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
