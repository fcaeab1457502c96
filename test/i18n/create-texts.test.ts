import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fullTexts } from '../../src/i18n/full-texts.js';
import { createTexts, officialLocales, type TextLayer, type Texts } from '../../src/i18n/index.js';
import { everyEnglish, formsOf, locales, placeholders, textsOf } from './every-text.js';

const texts = (
  locale: string,
  layers: Partial<Record<'host' | 'server' | 'texts', TextLayer>> = {},
) => createTexts({ locale, ...layers }) as Texts<string>;

/** What stands between the invisible marks that keep a name from turning the words around it. */
const visible = (text: string) => text.replace(/[\u2068\u2069]/g, '');

beforeAll(() => {
  fullTexts(createTexts({ locale: 'en_us' }));
});

describe('a count', () => {
  it('of comments reads as the contract says', () => {
    const t = texts('en_us');
    expect(t('commentCount', { count: 0 })).toBe('No comments yet');
    expect(t('commentCount', { count: 1 })).toBe('1 comment');
    expect(t('commentCount', { count: 12 })).toBe('12 comments');
    expect(t('commentCount', { count: 12_345 })).toBe('12,345 comments');
    expect(t('showMoreReplies', { count: 3 })).toBe('Show 3 more replies');
    expect(t('showMoreReplies', { count: 1 })).toBe('Show 1 more reply');
    expect(t('showNewComments', { count: 2 })).toBe('Show 2 new comments');
    expect(t('showNewReplies', { count: 1 })).toBe('Show 1 new reply');
    expect(t('votes', { count: 0 })).toBe('0 votes');
    expect(t('votes', { count: -1 })).toMatch(/^-1 votes?$/);
  });

  it.each([
    ['pl_pl', ['0 głosów', '1 głos', '2 głosy', '5 głosów', '12 głosów', '22 głosy', '1,5 głosu']],
    [
      'ru_ru',
      ['0 голосов', '1 голос', '2 голоса', '5 голосов', '12 голосов', '22 голоса', '1,5 голоса'],
    ],
    ['fr_fr', ['0 vote', '1 vote', '2 votes', '5 votes', '12 votes', '22 votes', '1,5 vote']],
    ['ja_jp', ['0票', '1票', '2票', '5票', '12票', '22票', '1.5票']],
    ['he', ['0 הצבעות', '1 הצבעה', '2 הצבעות', '5 הצבעות', '12 הצבעות', '22 הצבעות', '1.5 הצבעות']],
  ])('is inflected in %s', async (locale, expected) => {
    const t = texts(locale, { texts: await textsOf(locale) });
    const counts = [0, 1, 2, 5, 12, 22, 1.5];
    expect(counts.map((count) => t('votes', { count }))).toEqual(expected);
  });

  it('has a form of its own for two where the language has', async () => {
    const t = texts('he', { texts: await textsOf('he') });
    const told = [1, 2, 5].map((count) => t('showReplies', { count }));
    expect(told).toEqual(['הצגת תשובה אחת', 'הצגת שתי תשובות', 'הצגת 5 תשובות']);
  });

  it('has English forms where the words are English, and the numerals of the locale', () => {
    const t = texts('uk_ua');
    expect(t('votes', { count: 22 })).toBe('22 votes');
    // One of the forms that Ukrainian calls "one".
    expect(t('votes', { count: 21 })).toBe('21 votes');
    expect(t('votes', { count: 1 })).toBe('1 vote');
    expect(t('votes', { count: 1234.5 })).toBe('1\xa0234,5 votes');
  });

  it('that is not given leaves no gap', () => {
    const t = texts('en_us', {
      host: { showComments: 'Show [count] comments', loadMoreComments: 'Next ([count])' },
    });
    expect(t('showComments')).toBe('Show comments');
    expect(t('loadMoreComments')).toBe('Next');
    expect(t('showComments', { count: 4 })).toBe('Show 4 comments');
    expect(t('loadMoreComments', { count: 4 })).toBe('Next (4)');
  });
});

describe('layers', () => {
  const keys = ['reply', 'edit', 'commentCount', 'votes', 'banEnds'] as const;
  const strength = ['host', 'server', 'texts'] as const;

  it('win in the order host, server, locale, English', () => {
    const layer = fc.dictionary(fc.constantFrom(...keys), fc.constant(true));
    fc.assert(
      fc.property(
        fc.record({ host: layer, server: layer, texts: layer }),
        fc.constantFrom(...keys),
        fc.nat({ max: 30 }),
        (given, key, count) => {
          const layers = Object.fromEntries(
            strength.map((name) => [
              name,
              Object.fromEntries(Object.keys(given[name]).map((own) => [own, `${name} ${own}`])),
            ]),
          );
          const t = texts('pl_pl', layers);
          const winner = strength.find((name) => given[name][key]);
          const shown = t(key, { count, endsText: 'never' });
          if (winner) expect(shown).toBe(`${winner} ${key}`);
          else expect(shown).toBe(texts('en_us')(key, { count, endsText: 'never' }));
          const override = winner === 'texts' ? undefined : winner;
          expect(t.override(key)).toBe(override && `${override} ${key}`);
        },
      ),
    );
  });

  it('fall through for the forms they lack', async () => {
    const own = await textsOf('de_de');
    const t = texts('de_de', { texts: own, server: { commentCount: { one: 'Nur [count]' } } });
    expect(t('commentCount', { count: 1 })).toBe('Nur 1');
    expect(t('commentCount', { count: 2 })).toBe('2 Kommentare');
    expect(t('commentCount', { count: 0 })).toBe('Noch keine Kommentare');
  });

  it('use their number for every other form, but not for nothing', async () => {
    const own = await textsOf('pl_pl');
    const host = { commentCount: { one: '[count] głos', other: '[count] głosów' } };
    const t = texts('pl_pl', { texts: own, host });
    expect(t('commentCount', { count: 3 })).toBe('3 głosów');
    expect(t('commentCount', { count: 0 })).toBe('Nie ma jeszcze komentarzy');
    const said = texts('pl_pl', { texts: own, host: { commentCount: 'Głosy: [count]' } });
    expect(said('commentCount', { count: 0 })).toBe('Głosy: 0');
  });

  it('are not the prototype of an object', () => {
    const t = texts('en_us', { host: {} });
    expect(t('toString')).toBe('');
    expect(t('constructor')).toBe('');
    expect(t.override('hasOwnProperty')).toBeUndefined();
  });
});

describe('placeholders', () => {
  const plain = fc.string({ unit: 'grapheme', maxLength: 20 });

  it('of every text of every language are filled, and only once', async () => {
    for (const locale of ['en_us', ...locales]) {
      const own = locale === 'en_us' ? everyEnglish : await textsOf(locale);
      const t = texts(locale, { texts: own });
      for (const [key, text] of Object.entries(own)) {
        const names = new Set(formsOf(text).flatMap(([, form]) => placeholders(form)));
        fc.assert(
          fc.property(fc.nat({ max: 3_000_000 }), plain, (count, value) => {
            const params = Object.fromEntries(
              [...names].map((name) => [name, name === 'count' ? count : `[${name}] ${value}`]),
            );
            const shown = visible(t(key, params));
            // Every value is there as it is, and nothing in it was taken for a placeholder.
            const values = Object.values(params).filter((given) => typeof given === 'string');
            let rest = shown;
            for (const given of values) {
              const calm = given.replace(/[\u2066-\u2069\u202a-\u202e]/g, '');
              expect(rest).toContain(calm);
              rest = rest.replace(calm, () => '');
            }
            for (const name of names) expect(rest).not.toContain(`[${name}]`);
          }),
          { numRuns: 6 },
        );
      }
    }
  });

  it('that nothing is known of stay, as in the official "[deleted]"', () => {
    const t = texts('en_us', { host: { deletedComment: '[deleted]', reply: '[__proto__] [x]' } });
    expect(t('deletedComment')).toBe('[deleted]');
    expect(t('deletedComment', { count: 1 })).toBe('[deleted]');
    expect(t('reply', { name: 'Ann' })).toBe('[__proto__] [x]');
  });

  it('take a value with replacement patterns as it is', () => {
    expect(texts('en_us')('replyTo', { name: "$& $1 $$ $'" })).toBe("Reply to $& $1 $$ $'");
  });
});

describe('direction', () => {
  it('of a name is kept apart from that of the words around it', async () => {
    const english = texts('en_us');
    const hebrew = texts('he', { texts: await textsOf('he') });
    expect(english('replyTo', { name: 'דנה' })).toBe('Reply to \u2068דנה\u2069');
    expect(english('replyTo', { name: 'Ann' })).toBe('Reply to Ann');
    expect(english('replyTo', { name: 'Ann דנה' })).toBe('Reply to \u2068Ann דנה\u2069');
    expect(hebrew('replyTo', { name: 'Ann' })).toBe('תשובה אל \u2068Ann\u2069');
    expect(hebrew('replyTo', { name: 'דנה' })).toBe('תשובה אל דנה');
    expect(hebrew('replyTo', { name: 'דנה Ann' })).toBe('תשובה אל \u2068דנה Ann\u2069');
    expect(english('replyTo', { name: '\u202eAnn\u2069' })).toBe('Reply to Ann');
  });

  it('and language are those of the words', async () => {
    const facts = ({ dir, lang, locale }: Texts) => ({ dir, lang, locale });
    expect(facts(createTexts({ locale: 'he', texts: await textsOf('he') }))).toEqual({
      dir: 'rtl',
      lang: 'he-IL',
      locale: 'he-IL',
    });
    expect(facts(createTexts({ locale: 'en-GB' }))).toEqual({
      dir: 'ltr',
      lang: 'en-GB',
      locale: 'en-GB',
    });
    // No Bulgarian words, unless the host or the service brings them.
    expect(facts(createTexts({ locale: 'bg_bg', texts: null }))).toMatchObject({
      lang: 'en',
      locale: 'bg-BG',
    });
    expect(createTexts({ locale: 'bg_bg', server: { reply: 'Отговор' } }).lang).toBe('bg-BG');
  });
});

it('makes texts for every official locale', () => {
  for (const locale of officialLocales) {
    expect(texts(locale)('votes', { count: 2 }), locale).toMatch(/2 votes/);
  }
});
