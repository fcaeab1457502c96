import type { LocaleTexts } from '../locale-texts.js';

/** French. */
export const texts: LocaleTexts = {
  comments: 'Commentaires',
  reply: 'Répondre',
  cancel: 'Annuler',
};
