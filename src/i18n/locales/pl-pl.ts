import type { LocaleTexts } from '../locale-texts.js';

/** Polish. */
export const texts: LocaleTexts = {
  comments: 'Komentarze',
  reply: 'Odpowiedz',
  cancel: 'Anuluj',
};
