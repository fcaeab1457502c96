import type { LocaleTexts } from '../locale-texts.js';

/** Dutch. */
export const texts: LocaleTexts = {
  comments: 'Reacties',
  reply: 'Beantwoorden',
  cancel: 'Annuleren',
};
