import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  localeTag,
  normaliseLocale,
  officialLocales,
  textDirection,
} from '../../src/i18n/index.js';

/** Every official locale with its BCP 47 tag. */
const official: Readonly<Record<string, string>> = {
  bg_bg: 'bg-BG',
  zh_cn: 'zh-CN',
  zh_tw: 'zh-TW',
  hr_hr: 'hr-HR',
  da_dk: 'da-DK',
  nl_nl: 'nl-NL',
  en_us: 'en-US',
  fr_fr: 'fr-FR',
  de_de: 'de-DE',
  el_gr: 'el-GR',
  el_cy: 'el-CY',
  he: 'he-IL',
  it_it: 'it-IT',
  ja_jp: 'ja-JP',
  ko_kr: 'ko-KR',
  pl_pl: 'pl-PL',
  pt_br: 'pt-BR',
  ru_ru: 'ru-RU',
  ru_ua: 'ru-UA',
  sr_rs: 'sr-RS',
  sr_ba: 'sr-BA',
  sr_latn_rs: 'sr-Latn-RS',
  sr_me: 'sr-Latn-ME',
  sl_sl: 'sl-SI',
  es_es: 'es-ES',
  uk_ua: 'uk-UA',
  tr_tr: 'tr-TR',
};

it('knows every official locale', () => {
  expect([...officialLocales].sort()).toEqual(Object.keys(official).sort());
});

describe.each(Object.entries(official))('%s', (locale, tag) => {
  it('is itself in every spelling', () => {
    const upper = locale.replace(/_(\w+)$/, (_, country: string) => `_${country.toUpperCase()}`);
    for (const form of [
      locale,
      upper,
      locale.toUpperCase(),
      locale.replaceAll('_', '-'),
      upper.replaceAll('_', '-'),
      ` ${locale} `,
    ]) {
      expect(normaliseLocale(form), form).toBe(locale);
      expect(localeTag(form), form).toBe(tag);
    }
  });

  it('has a tag that every formatter takes and that leads back to it', () => {
    expect(Intl.getCanonicalLocales(localeTag(locale))).toEqual([tag]);
    expect(Intl.PluralRules.supportedLocalesOf(localeTag(locale))).toEqual([tag]);
    if (locale !== 'sl_sl') expect(normaliseLocale(tag)).toBe(locale);
    expect(normaliseLocale(localeTag(locale)).split('_')[0]).toBe(locale.split('_')[0]);
  });
});

it.each([
  ['he_il', 'he', 'he-IL'],
  ['he-IL', 'he', 'he-IL'],
  ['iw', 'he', 'he-IL'],
  ['iw-IL', 'he', 'he-IL'],
  ['en', 'en_us', 'en-US'],
  ['en-US', 'en_us', 'en-US'],
  ['en-GB', 'en_us', 'en-GB'],
  ['de', 'de_de', 'de-DE'],
  ['de-AT', 'de_de', 'de-AT'],
  ['fr-CA', 'fr_fr', 'fr-CA'],
  ['es-419', 'es_es', 'es-419'],
  ['pt-PT', 'pt_br', 'pt-PT'],
  ['el', 'el_gr', 'el-GR'],
  ['el-CY', 'el_cy', 'el-CY'],
  ['ru-KZ', 'ru_ru', 'ru-KZ'],
  ['sl', 'sl_sl', 'sl-SI'],
  ['sl-SI', 'sl_sl', 'sl-SI'],
  ['zh', 'zh_cn', 'zh-CN'],
  ['zh-Hans', 'zh_cn', 'zh-Hans'],
  ['zh-Hans-SG', 'zh_cn', 'zh-Hans-SG'],
  ['zh-Hant', 'zh_tw', 'zh-Hant'],
  ['zh-Hant-HK', 'zh_tw', 'zh-Hant-HK'],
  ['zh-HK', 'zh_tw', 'zh-HK'],
  ['sr', 'sr_rs', 'sr-RS'],
  ['sr-Latn', 'sr_latn_rs', 'sr-Latn-RS'],
  ['sr-Cyrl-RS', 'sr_rs', 'sr-Cyrl-RS'],
  ['sr-Latn-ME', 'sr_me', 'sr-Latn-ME'],
  ['fr-FR-u-nu-latn', 'fr_fr', 'fr-FR-u-nu-latn'],
  ['en_US.UTF-8', 'en_us', 'en-US'],
  ['de_de@euro', 'de_de', 'de-DE'],
  ['C', 'en_us', 'en-US'],
  ['ar-EG', 'en_us', 'en-US'],
  ['', 'en_us', 'en-US'],
  [null, 'en_us', 'en-US'],
  [undefined, 'en_us', 'en-US'],
])('reads %s as %s, %s', (given, locale, tag) => {
  expect(normaliseLocale(given)).toBe(locale);
  expect(localeTag(given)).toBe(tag);
});

it('writes Hebrew from the right and everything else from the left', () => {
  for (const locale of officialLocales) {
    expect(textDirection(locale), locale).toBe(locale === 'he' ? 'rtl' : 'ltr');
  }
  for (const form of ['he-IL', 'he_il', 'iw', 'HE']) expect(textDirection(form)).toBe('rtl');
  // There are no Arabic words, so what is shown is English.
  expect(textDirection('ar-EG')).toBe('ltr');
});

it('makes an official locale and a valid tag of anything', () => {
  const parts = fc.array(fc.stringMatching(/^[A-Za-z0-9.@]{0,9}$/), { maxLength: 5 });
  const anything = fc.oneof(
    fc.string(),
    fc.tuple(parts, fc.constantFrom('-', '_')).map(([list, joint]) => list.join(joint)),
  );
  fc.assert(
    fc.property(anything, (given) => {
      expect(officialLocales).toContain(normaliseLocale(given));
      const tag = localeTag(given);
      expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
      expect(() => new Intl.PluralRules(tag).select(1)).not.toThrow();
    }),
    { numRuns: 500 },
  );
});
