import { localeTag, textDirection } from './locale.js';
import { makeTexts, type TextLayers, type Texts } from './make-texts.js';

/** Makes the texts of one widget for a locale in any form `normaliseLocale` understands. */
export function createTexts({ locale, ...layers }: TextLayers): Texts {
  return makeTexts({ ...layers, tag: localeTag(locale), dir: textDirection(locale) });
}
