import type { LocaleTexts } from '../locale-texts.js';

/** Japanese. */
export const texts: LocaleTexts = {
  comments: 'コメント',
  reply: '返信',
  cancel: 'キャンセル',
};
