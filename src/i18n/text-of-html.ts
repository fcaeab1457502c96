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
    .replace(/<\/?[a-z!][^>]*>/gi, '')
    .replace(
      /&(?:#(x?)([\da-f]{1,6})|([a-z]+));/gi,
      (whole, hex: string, code: string, name: string) => {
        if (name) return entities[name.toLowerCase()] ?? whole;
        const point = parseInt(code, hex ? 16 : 10);
        return point > 0 && point < 0x110000 ? String.fromCodePoint(point) : '';
      },
    )
    .trim();
}
