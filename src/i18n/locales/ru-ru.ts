import type { LocaleTexts } from '../locale-texts.js';

/** Russian. */
export const texts: LocaleTexts = {
  comments: 'Комментарии',
  reply: 'Ответить',
  cancel: 'Отмена',
};
