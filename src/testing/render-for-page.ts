import { renderComment, type Markup } from './comment-markup.js';
import type { HashTag, Mention } from './documents.js';
import type { Page } from './settings.js';

/** Renders a text as this page does. */
export function renderForPage(
  page: Page,
  text: string,
  mentions: readonly Mention[],
  hashTags: readonly HashTag[],
): Markup {
  return renderComment(text, {
    mentions: mentions.map(({ tag }) => tag),
    hashTagUrls: Object.fromEntries(hashTags.map(({ tag, url }) => [tag.toLowerCase(), url])),
    spoilers: page.is('enableSpoilers'),
    links: page.number('commentHTMLRenderingMode', 0) !== 1,
  });
}
