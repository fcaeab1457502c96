/** The named character references that comments are likely to hold; numbers are all understood. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\xa0',
  hellip: '…',
  ndash: '–',
  mdash: '—',
};

function decode(entity: string, number: string | undefined, name: string): string {
  if (number === undefined) return named[name] ?? entity;
  const code = /^x/i.test(number) ? parseInt(number.slice(1), 16) : parseInt(number, 10);
  return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : '\ufffd';
}

/** Turns character references into the characters they stand for. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(x[\da-f]{1,6}|\d{1,7})|([a-z]{2,6}));?/gi, decode);
}

/**
 * The text of some markup, found without a parser: for Node, for pages that forbid parsing, and for
 * comparing. Close to what `plainText` finds, and only ever to be used as text.
 */
export function stripMarkup(html: string, withSpoilers = false): string {
  return decodeEntities(
    (withSpoilers ? html : html.replace(/<spoiler\b[^]*?(?:<\/spoiler\s*>|$)/gi, '▒▒▒'))
      .replace(/<!--[^]*?(?:-->|$)/g, '')
      .replace(
        /<(script|style|template|svg|math|noscript|iframe|object|textarea|select|title|xmp)\b[^]*?(?:<\/\1\s*>|$)/gi,
        '',
      )
      .replace(/<br\b[^>]*>\n?/gi, '\n')
      // A form feed stands for the edge of a block, which is one line break however many meet.
      .replace(/<\/?(?:p|div|li|ul|ol|pre|blockquote|h[1-6]|tr|table)\b[^>]*>/gi, '\f')
      .replace(/<[/!?a-z][^>]*(?:>|$)/gi, ''),
  )
    .replace(/\s+/g, (gap) => (gap.includes('\f') ? '\n' : gap))
    .trim();
}
