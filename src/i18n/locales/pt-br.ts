import type { LocaleTexts } from '../locale-texts.js';

/** Brazilian Portuguese. */
export const texts: LocaleTexts = {
  comments: 'Comentários',
  reply: 'Responder',
  cancel: 'Cancelar',
};
