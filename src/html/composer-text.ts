/**
 * What a text box holds, made into what the service takes: its Markdown subset with line breaks as
 * newlines. Source: the service glues paragraphs together when it is sent `<p>`, so none is sent.
 *
 * No-break spaces become plain ones (one ends every mention in the box), except beside the
 * punctuation that wants them.
 */
export function toWireText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/<\/p>\s*<p\b[^>]*>|<\/?p\b[^>]*>/gi, '\n')
    .replace(/(?<!«)\xa0(?![?!:;»%])/g, ' ')
    .trim();
}

/** Marks that show nothing by themselves: breaks, empty elements and images, white space. */
const nothing =
  /<\/?(?:br|p|div|span|b|strong|i|em|u|strike|pre|code|ul|ol|li|blockquote|spoiler)\b[^>]*>|\[img]\s*\[\/img]|&nbsp;|[\s\u200b-\u200f\u2060]/gi;

/**
 * Whether there is nothing to send: `<br>`, `&nbsp;`, empty marks and white space alone are empty, an
 * image alone is not.
 */
export function isEmptyText(text: string): boolean {
  return text.replace(nothing, '') === '';
}

/**
 * The length that counts against the limit: of the whole text as it is sent, marks and image URLs
 * included, in UTF-16 units as the service's own client counts.
 */
export function wireLength(text: string): number {
  return toWireText(text).length;
}
