import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  absoluteTime,
  createTexts,
  loadTexts,
  officialLocales,
  relativeTime,
} from '../../src/i18n/index.js';
import { translateOfficial } from '../../src/i18n/official-keys.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const english = createTexts({ locale: 'en_us' });

/** Newer data writes a narrow space before "PM"; that is not what is tested here. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

beforeAll(() => {
  process.env.TZ = 'Europe/Berlin';
});

describe('a relative time', () => {
  it.each([
    [-5 * day, 'just now'],
    [0, 'just now'],
    [minute - 1, 'just now'],
    [minute, '1 minute ago'],
    [2 * minute, '2 minutes ago'],
    [hour - 1, '59 minutes ago'],
    [hour, '1 hour ago'],
    [3.9 * hour, '3 hours ago'],
    [day - 1, '23 hours ago'],
    [day, '1 day ago'],
    [2 * day - 1, '1 day ago'],
    [6.9 * day, '6 days ago'],
    [7 * day, '1 week ago'],
    [29 * day, '4 weeks ago'],
    [30 * day, '1 month ago'],
    [60 * day, '2 months ago'],
    [364 * day, '12 months ago'],
    [365 * day, '1 year ago'],
    [3650 * day, '10 years ago'],
    [NaN, 'just now'],
  ])('of %d ms reads %s', (age, expected) => {
    expect(relativeTime(english, age)).toBe(expected);
  });

  it.each([
    ['de_de', 'gerade eben', 'vor 5 Minuten', 'vor 3 Tagen'],
    ['he', 'ממש עכשיו', 'לפני 5 דקות', 'לפני 3 ימים'],
    ['pl_pl', 'przed chwilą', '5 minut temu', '3 dni temu'],
    ['ja_jp', 'たった今', '5 分前', '3 日前'],
  ])('is written in %s', async (locale, now, minutes, days) => {
    const { texts } = await loadTexts({ locale });
    expect(relativeTime(texts, 0)).toBe(now);
    expect(relativeTime(texts, 5 * minute)).toBe(minutes);
    expect(relativeTime(texts, 3 * day)).toBe(days);
  });

  it('uses the official texts where the host or the server has them', () => {
    const official = {
      JUST_NOW: 'This instant',
      ONE_MINUTE_AGO: 'a minute back',
      MINUTES_AGO: '[v] minutes back',
      ONE_HOUR_AGO: 'an hour back',
      HOURS_AGO: '[v] hours back',
      YESTERDAY: 'a day back',
      DAYS_AGO: '[v] days back',
      WEEK_AGO: 'a week back',
      WEEKS_AGO: '[v] weeks back',
      YEARS_AGO: '[v] years back',
    };
    const t = createTexts({ locale: 'en_us', server: translateOfficial(official) });
    expect([0, 1, 5].map((count) => relativeTime(t, count * minute))).toEqual([
      'This instant',
      'a minute back',
      '5 minutes back',
    ]);
    expect([1, 5].map((count) => relativeTime(t, count * hour))).toEqual([
      'an hour back',
      '5 hours back',
    ]);
    expect([1, 5, 8, 15].map((count) => relativeTime(t, count * day))).toEqual([
      'a day back',
      '5 days back',
      'a week back',
      '2 weeks back',
    ]);
    // Months are not among them.
    expect(relativeTime(t, 70 * day)).toBe('2 months ago');
    expect(relativeTime(t, 800 * day)).toBe('2 years back');
  });

  it('is never empty and never in the future', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...officialLocales),
        fc.integer({ min: -day, max: 9000 * day }),
        (locale, age) => {
          const t = createTexts({ locale });
          const text = relativeTime(t, age);
          expect(text).not.toBe('');
          if (locale === 'en_us') expect(text).toMatch(/ago$|^just now$/);
        },
      ),
    );
  });

  it('names the largest unit that fits, rounded down', () => {
    const units: readonly (readonly [string, number])[] = [
      ['year', 365 * day],
      ['month', 30 * day],
      ['week', 7 * day],
      ['day', day],
      ['hour', hour],
      ['minute', minute],
    ];
    fc.assert(
      fc.property(fc.integer({ min: minute, max: 9000 * day }), (age) => {
        const [name = '', length = 1] = units.find((unit) => age >= unit[1]) ?? [];
        const count = Math.floor(age / length);
        expect(relativeTime(english, age)).toBe(`${count} ${name}${count === 1 ? '' : 's'} ago`);
      }),
    );
  });
});

describe('an absolute time', () => {
  const date = Date.UTC(2026, 4, 3, 22, 5);

  it('is in the zone of the reader', () => {
    expect(plain(absoluteTime(english, date))).toBe('May 4, 2026, 12:05 AM');
    expect(absoluteTime(english, date, 'day')).toBe('May 4, 2026');
  });

  it('is in the language of the reader', () => {
    const write = (locale: string, style?: 'full' | 'day') =>
      plain(absoluteTime(createTexts({ locale }), date, style));
    expect(write('en-GB')).toBe('4 May 2026, 00:05');
    expect(write('de_de')).toBe('04.05.2026, 00:05');
    expect(write('de_de', 'day')).toBe('4. Mai 2026');
    expect(write('ja_jp', 'day')).toBe('2026年5月4日');
    expect(write('he', 'day')).toBe('4 במאי 2026');
  });

  it('is empty for what is no date', () => {
    for (const value of [NaN, Infinity, -Infinity, 8.64e15 + 1, -9e15]) {
      expect(absoluteTime(english, value)).toBe('');
    }
    expect(absoluteTime(english, 8.64e15)).not.toBe('');
  });
});

describe('English, which is written without Intl', () => {
  const at = fc.integer({ min: -8.64e14, max: 8.64e14 });

  it('names days as Intl does', () => {
    const format = new Intl.DateTimeFormat('en-US', {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    });
    const t = createTexts({ locale: 'en_us' });
    fc.assert(
      fc.property(at, (date) => {
        expect(absoluteTime(t, date, 'day')).toBe(format.format(date));
      }),
    );
  });

  it('tells ages as Intl does', () => {
    const format = new Intl.RelativeTimeFormat('en-US');
    for (const [unit, minutes] of [
      ['minute', 1],
      ['hour', 60],
      ['week', 10_080],
    ] as const) {
      for (const count of [1, 2, 3]) {
        expect(relativeTime(english, count * minutes * 60_000)).toBe(format.format(-count, unit));
      }
    }
    const year = 525_600 * 60_000;
    for (const count of [1, 999, 1000, 12_345]) {
      expect(relativeTime(english, count * year)).toBe(format.format(-count, 'year'));
    }
  });

  it('counts as Intl does', () => {
    const rules = new Intl.PluralRules('en');
    const numbers = new Intl.NumberFormat('en-US');
    fc.assert(
      fc.property(fc.oneof(fc.nat(30), fc.integer(), fc.double({ noNaN: true })), (count) => {
        const text = english('votes', { count });
        if (count === 0) return;
        expect(text).toContain(numbers.format(count));
        expect(/\bvote\b/.test(text)).toBe(rules.select(count) === 'one');
      }),
    );
  });
});
