const first = 0x80;
const base = 36;

/** Decodes one `xn--` label (RFC 3492), or null if it is not one. */
function decodeLabel(label: string): string | null {
  const digits = label.slice(4);
  const dash = digits.lastIndexOf('-');
  const output = dash > 0 ? digits.slice(0, dash).split('') : [];
  let code = first;
  let bias = 72;
  let index = 0;
  for (let at = dash > 0 ? dash + 1 : 0; at < digits.length;) {
    const before = index;
    for (let weight = 1, step = base; ; step += base) {
      const digit = parseInt(digits[at++] ?? '', base);
      if (Number.isNaN(digit)) return null;
      // In this code letters come before digits.
      const value = digit < 10 ? digit + 26 : digit - 10;
      index += value * weight;
      if (index > 0x10ffff * 64) return null;
      const threshold = Math.min(Math.max(step - bias, 1), 26);
      if (value < threshold) break;
      weight *= base - threshold;
    }
    const length = output.length + 1;
    let delta = before === 0 ? Math.floor(index / 700) : (index - before) >> 1;
    delta += Math.floor(delta / length);
    bias = 0;
    for (; delta > 455; bias += base) delta = Math.floor(delta / 35);
    bias += Math.floor((36 * delta) / (delta + 38));
    code += Math.floor(index / length);
    if (code > 0x10ffff) return null;
    index %= length;
    output.splice(index++, 0, String.fromCodePoint(code));
  }
  return output.join('');
}

/** Scripts whose letters are told apart from Latin ones at a glance. */
const oneScript =
  /^(?:[\p{Script=Latin}\p{N}-]+|[\p{Script=Hebrew}\p{N}-]+|[\p{Script=Arabic}\p{N}-]+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{N}-]+|[\p{Script=Hangul}\p{N}-]+|[\p{Script=Thai}\p{M}\p{N}-]+|[\p{Script=Devanagari}\p{M}\p{N}-]+)$/u;

/**
 * A host as a person reads it: punycode is decoded where the label is all of one script that cannot
 * pass for another. Cyrillic and Greek stay in their ASCII form, because their letters can.
 */
export function readableHost(host: string): string {
  return host
    .split('.')
    .map((label) => {
      const decoded = label.startsWith('xn--') ? decodeLabel(label) : null;
      return decoded !== null && oneScript.test(decoded) ? decoded : label;
    })
    .join('.');
}
