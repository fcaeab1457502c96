import { describe, expect, it } from 'vitest';
import { localeTag, type Text } from '../../src/i18n/index.js';
import { everyEnglish, formsOf, locales, placeholders, textsOf } from './every-text.js';

/** The plural forms of a language that stand for one number only, and so may write it as a word. */
function formsOfOneNumber(tag: string): readonly string[] {
  const rules = new Intl.PluralRules(tag);
  const counts: Record<string, number> = {};
  for (let count = 0; count <= 1000; count++) {
    const form = rules.select(count);
    counts[form] = (counts[form] ?? 0) + 1;
  }
  return ['zero', ...Object.keys(counts).filter((form) => counts[form] === 1)];
}

const other = (text: Text) => (typeof text === 'string' ? text : text.other);

it('knows the locales that are promised', () => {
  expect(locales).toEqual(
    'de_de es_es fr_fr he it_it ja_jp nl_nl pl_pl pt_br ru_ru zh_cn'.split(' '),
  );
});

describe('the English master', () => {
  it('has both forms in every plural', () => {
    for (const [key, text] of Object.entries(everyEnglish)) {
      if (typeof text !== 'string') expect(Object.keys(text), key).toContain('one');
    }
  });

  it('has the number in every form that is not about nothing', () => {
    for (const [key, text] of Object.entries(everyEnglish)) {
      if (typeof text === 'string') continue;
      for (const [form, words] of formsOf(text)) {
        if (form !== 'zero') expect(placeholders(words), `${key}.${form}`).toContain('count');
      }
    }
  });
});

describe.each(locales)('%s', (locale) => {
  const tag = localeTag(locale);
  const ofOneNumber = formsOfOneNumber(tag);
  const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();

  it('has every text, and none that English has not', async () => {
    expect(Object.keys(await textsOf(locale)).sort()).toEqual(Object.keys(everyEnglish).sort());
  });

  it('has the same placeholders as English', async () => {
    const texts = await textsOf(locale);
    for (const [key, master] of Object.entries(everyEnglish)) {
      const expected = placeholders(other(master));
      for (const [form, words] of formsOf(texts[key] ?? '')) {
        const found = placeholders(words);
        // "One comment", "two comments" and "no comments" may do without a number.
        const mayDoWithout = ofOneNumber.includes(form) && !found.includes('count');
        expect(found, `${key}.${form}`).toEqual(
          mayDoWithout ? expected.filter((name) => name !== 'count') : expected,
        );
      }
    }
  });

  it('has every plural form of its language', async () => {
    const texts = await textsOf(locale);
    for (const [key, master] of Object.entries(everyEnglish)) {
      if (typeof master === 'string') continue;
      const text = texts[key] ?? '';
      const forms = formsOf(text).map(([form]) => form);
      const expected = [...pluralCategories, ...('zero' in master ? ['zero'] : [])];
      expect(forms.sort(), key).toEqual(expected.sort());
    }
  });

  it('has a plural only where English has one', async () => {
    for (const [key, text] of Object.entries(await textsOf(locale))) {
      if (typeof text !== 'string') expect(typeof everyEnglish[key], key).toBe('object');
    }
  });

  it('is translated: only single words may be the same as in English', async () => {
    for (const [key, text] of Object.entries(await textsOf(locale))) {
      const words = other(text);
      expect(words.trim(), key).not.toBe('');
      if (/\w+ \w+/.test(words.replace(/\[\w+\]/g, ''))) {
        expect(words, key).not.toBe(other(everyEnglish[key] ?? ''));
      }
    }
  });

  it('is typeset: no markup, doubled or stray spaces, straight apostrophes, dots in a row', async () => {
    for (const [key, text] of Object.entries(await textsOf(locale))) {
      for (const [form, words] of formsOf(text)) {
        expect(words, `${key}.${form}`).not.toMatch(/[<>&]|\s\s|^\s|\s$|'|\.\.\.| [,.]/);
      }
    }
  });

  it('names the reply button so that its visible text comes first', async () => {
    const { reply, replyTo, writeReply } = await textsOf(locale);
    expect(other(replyTo ?? '')).toMatch(new RegExp(`^${other(reply ?? '-')}`));
    expect(writeReply).toBeTruthy();
  });
});
