import type { Texts } from './make-texts.js';

/** Texts for dates that only the service's translations have; else `Intl` writes them. */
export type DateKey =
  | 'oneMinuteAgo'
  | 'minutesAgo'
  | 'oneHourAgo'
  | 'hoursAgo'
  | 'yesterday'
  | 'daysAgo'
  | 'weekAgo'
  | 'weeksAgo'
  | 'monthsAgo'
  | 'yearsAgo';

const minute = 60_000;

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number, DateKey, DateKey])[] = [
  ['year', 525_600, 'yearsAgo', 'yearsAgo'],
  ['month', 43_200, 'monthsAgo', 'monthsAgo'],
  ['week', 10_080, 'weekAgo', 'weeksAgo'],
  ['day', 1440, 'yesterday', 'daysAgo'],
  ['hour', 60, 'oneHourAgo', 'hoursAgo'],
  ['minute', 1, 'oneMinuteAgo', 'minutesAgo'],
];

const formats = new Map<string, Intl.RelativeTimeFormat>();

/**
 * How long ago something was: "3 hours ago", "1 day ago"; under a minute, and for what a wrong clock
 * puts into the future, "just now". `age` in milliseconds. Never "yesterday" or "last week" by
 * itself: what is a day old by the clock may be two days old by the calendar.
 */
export function relativeTime(t: Texts, age: number): string {
  for (const [unit, minutes, one, many] of steps) {
    const count = Math.floor(age / (minutes * minute));
    if (!(count >= 1)) continue;
    const key = count === 1 ? one : many;
    // The service writes the number of some as `[v]`.
    if (t.override(key)) return (t as Texts<string>)(key, { count, v: count });
    // As `Intl` writes it. To wake that up takes longer than to draw the first screen.
    if (/^en\b/.test(t.locale) && count < 1000) {
      return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
    }
    let format = formats.get(t.locale);
    if (!format) formats.set(t.locale, (format = new Intl.RelativeTimeFormat(t.locale)));
    return format.format(-count, unit);
  }
  return t('justNow');
}
