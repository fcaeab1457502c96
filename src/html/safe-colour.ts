const number = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:%|deg)?`;

/** Hexadecimal, `rgb()`, `hsl()` with literal numbers, or one bare word (`rebeccapurple`). */
const colour = new RegExp(
  `^(?:#(?:[\\da-f]{3,4}|[\\da-f]{6}|[\\da-f]{8})|(?:rgb|hsl)a?\\(\\s*${number}(?:[\\s,/]+${number}){2,3}\\s*\\)|[a-z]{3,20})$`,
  'i',
);

/** Words that are valid for any property and would take a colour from somewhere else. */
const inheriting = /^(?:inherit|initial|unset|revert|currentcolor)$/i;

/**
 * A colour that came over the wire (badges), or null if it is anything but a literal one. No `url()`,
 * `var()` or other function gets through; a bare word that is no colour is ignored by the browser.
 */
export function safeColour(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text.length < 64 && colour.test(text) && !inheriting.test(text) ? text : null;
}
