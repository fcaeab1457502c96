import type { Texts } from './make-texts.js';

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A date in the visitor's zone and language: with the time of day (`full`), or as day, month and
 * year. `date` is epoch milliseconds; what is no date gives an empty text.
 */
export function absoluteTime(t: Texts, date: number, style: 'full' | 'day' = 'full'): string {
  if (!(Math.abs(date) <= 8.64e15)) return '';
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
