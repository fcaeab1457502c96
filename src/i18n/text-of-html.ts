const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\xa0',
};

/**
 * Reduces a text of the service or of a site's owner, some of which hold HTML, to what is read of it.
 * The result is only ever used as text, so this need not be a parser.
 */
export function textOfHtml(html: string): string {
  return html
    .replace(/<(?:br|\/?(?:p|div|li))\b[^>]*>/gi, ' ')
    .replace(/<[/!]?[a-z-][^>]*>/gi, '')
    .replace(
      /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
      (whole, hex: string, decimal: string, name: string) => {
        if (name) return entities[name.toLowerCase()] ?? whole;
        const point = hex ? parseInt(hex, 16) : Number(decimal);
        return point > 0 && point < 0x110000 ? String.fromCodePoint(point) : '';
      },
    )
    .replace(/[ \n]+/g, ' ')
    .trim();
}
