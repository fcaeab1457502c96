import { decodeEntities } from './strip-markup.js';

/**
 * Reduces the raw text of a comment, and the HTML the service made of it, to the same characters:
 * letters, digits, pictographs and a few signs that no mark is made of. Two comments with one
 * fingerprint say the same. It is how a post whose answer was lost is found again.
 *
 * Left out on both sides is whatever the service may change: tags, entities, Markdown, list numbers,
 * URLs (they are linked and may be shortened), white space. If nothing else is left, the URLs are the
 * fingerprint, and after them the bare characters.
 */
export function textFingerprint(textOrHtml: string): string {
  let text = textOrHtml.normalize('NFC');
  const urls = text.match(/https?:\/\/[^\s"'<>[\]]+/gi) ?? [];
  for (let before = ''; before !== text;) {
    before = text;
    text = decodeEntities(
      text
        .replace(/<a\b[^>]*>\s*https?:[^<]*<\/a\s*>|<!--[^]*?-->|\[img][^[]*\[\/img]/gi, ' ')
        .replace(/<(?:br|\/?(?:p|div|li|ul|ol))\b[^<>]*>/gi, '\n')
        .replace(/<\/?[a-z][^<>]*>/gi, ''),
    );
  }
  text = text.replace(/https?:\/\/\S+/gi, ' ').replace(/^[ \t>]*\d{1,9}[.)][ \t]+/gm, '');
  return (
    text.replace(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}+?!=%€$]+/gu, '') ||
    [...new Set(urls)].join(' ') ||
    text.replace(/\s+/g, '')
  );
}
