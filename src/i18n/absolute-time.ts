import type { Texts } from './make-texts.js';

const formats = new Map<string, Intl.DateTimeFormat>();

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * A date in the visitor's zone and language: with the time of day (`full`), or as day, month and
 * year. `date` is epoch milliseconds; what is no date gives an empty text.
 */
export function absoluteTime(t: Texts, date: number, style: 'full' | 'day' = 'full'): string {
  if (!(Math.abs(date) <= 8.64e15)) return '';
  if (style === 'day' && t.locale === 'en-US') {
    // As `Intl` writes it. To wake that up takes longer than to draw the first screen.
    const local = new Date(date);
    const year = local.getFullYear();
    if (year > 0) return `${months[local.getMonth()] ?? ''} ${local.getDate()}, ${year}`;
  }
  const key = t.locale + style;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(
      t.locale,
      style === 'full'
        ? { dateStyle: 'medium', timeStyle: 'short' }
        : { day: 'numeric', month: 'short', year: 'numeric' },
    );
    formats.set(key, format);
  }
  return format.format(date);
}
