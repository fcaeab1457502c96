import type { LocaleTexts } from '../locale-texts.js';

/** Simplified Chinese. */
export const texts: LocaleTexts = {
  comments: '评论',
  reply: '回复',
  cancel: '取消',
};
