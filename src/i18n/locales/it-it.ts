import type { LocaleTexts } from '../locale-texts.js';

/** Italian. */
export const texts: LocaleTexts = {
  comments: 'Commenti',
  reply: 'Rispondi',
  cancel: 'Annulla',
};
