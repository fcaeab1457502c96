import type { LocaleTexts } from '../locale-texts.js';

/** Spanish. */
export const texts: LocaleTexts = {
  comments: 'Comentarios',
  reply: 'Responder',
  cancel: 'Cancelar',
};
