import type { TextKey } from './english.js';
import type { RareTextKey } from './english-rare.js';
import type { Text } from './text.js';

/**
 * The texts of one locale, under the keys of the English master. A test reports what is missing; on
 * the screen English stands in for it.
 */
export type LocaleTexts = Readonly<Partial<Record<TextKey | RareTextKey, Text>>>;
