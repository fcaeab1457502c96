import type { Failure } from '../core/index.js';
import type { TextLayer, Texts } from './make-texts.js';

/** What is loaded once it may be needed; see `fullTexts`. */
export interface RareTexts {
  readonly english: TextLayer;
  failure(texts: Texts<string>, failure: Failure, act: string): string | null;
  help(texts: Texts<string>, failure: Failure): string;
}

/** null until it is loaded; then it is there for every widget of the page, whatever its language. */
export let rare: RareTexts | null = null;

/** Adds it to the texts that there are, and to those that are made later. */
export function provideRare(texts: RareTexts): void {
  rare = texts;
}
