import type { Texts } from './create-texts.js';
import type { TextKey } from './english.js';
import { englishRare } from './english-rare.js';
import type { RareTextKey } from './english-rare.js';
import { failureHelp, failureText } from './failure-text.js';

/** Texts with every key: those of menus, dialogs, tools and refusals too. */
export type FullTexts = Texts<TextKey | RareTextKey>;

/**
 * The same texts with every key. Import this from lazily loaded parts only: it brings
 * `english-rare.ts` and the texts of refusals along. From then on `failure` and `help` of the texts
 * it was given are exact too.
 */
export function fullTexts(texts: Texts): FullTexts {
  texts.extend({ english: englishRare, failure: failureText, help: failureHelp });
  return texts as FullTexts;
}
