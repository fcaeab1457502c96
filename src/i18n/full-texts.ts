import type { Texts } from './make-texts.js';
import type { TextKey } from './english.js';
import { englishRare } from './english-rare.js';
import type { RareTextKey } from './english-rare.js';
import { failureHelp, failureText } from './failure-text.js';
import { provideRare } from './rare-texts.js';

/** Texts with every key: those of menus, dialogs, tools and refusals too. */
export type FullTexts = Texts<TextKey | RareTextKey>;

const rareTexts = { english: englishRare, failure: failureText, help: failureHelp };

/**
 * The same texts with every key. Import this from lazily loaded parts only: it brings
 * `english-rare.ts` and the texts of refusals along. From the first call on all texts of the page
 * have every key, and their `failure` and `help` are exact, also those that are made later.
 */
export function fullTexts(texts: Texts): FullTexts {
  provideRare(rareTexts);
  return texts as FullTexts;
}
