/** The locales of the service, in its own form. `he` is the only one without a country. */
export const officialLocales = (
  'bg_bg zh_cn zh_tw hr_hr da_dk nl_nl en_us fr_fr de_de el_gr el_cy he it_it ja_jp ko_kr pl_pl ' +
  'pt_br ru_ru ru_ua sr_rs sr_ba sr_latn_rs sr_me sl_sl es_es uk_ua tr_tr'
).split(' ');

/** BCP 47 tags that do not follow from the service's own form. */
const tags: Readonly<Record<string, string>> = {
  he: 'he-IL',
  sl_sl: 'sl-SI',
  sr_latn_rs: 'sr-Latn-RS',
  sr_me: 'sr-Latn-ME',
};

const parts = (locale: string) => locale.trim().toLowerCase().split(/[-_]/);

/**
 * The service's name for a locale given in any form (`en_us`, `he_il`, `pt-PT`, `zh-Hant-HK`): the
 * same one, else the nearest of its language, else `en_us`.
 */
export function normaliseLocale(locale: string | null | undefined): string {
  const [language = '', ...rest] = parts(locale ?? '');
  const has = (...subtags: string[]) => subtags.some((subtag) => rest.includes(subtag));
  if (language === 'zh') return has('hant', 'tw', 'hk', 'mo') ? 'zh_tw' : 'zh_cn';
  if (language === 'iw') return 'he';
  if (language === 'sr' && has('me')) return 'sr_me';
  if (language === 'sr' && has('latn')) return 'sr_latn_rs';
  const exact = [language, ...rest].join('_');
  const near = [language, rest.at(-1)].join('_');
  return (
    [exact, near].find((name) => officialLocales.includes(name)) ??
    officialLocales.find((name) => name.split('_')[0] === language && language !== '') ??
    'en_us'
  );
}

/**
 * The BCP 47 tag for `Intl` and `lang`. A regional form of a known language keeps its region
 * (`en-GB` writes dates its own way); what no text exists for is `en-US`, so that dates and numbers
 * match the words around them.
 */
export function localeTag(locale: string | null | undefined): string {
  const official = normaliseLocale(locale);
  const [language, ...rest] = parts(locale ?? '');
  if (official.split('_')[0] === language && rest.length > 0 && !tags[official]) {
    try {
      return Intl.getCanonicalLocales([language, ...rest].join('-'))[0] ?? 'en-US';
    } catch {
      // Not a tag; the official one is.
    }
  }
  const [code = '', country = ''] = official.split('_');
  return tags[official] ?? `${code}-${country.toUpperCase()}`;
}

/**
 * The direction a locale is written in. Of the service's locales only Hebrew runs from the right; what
 * no text exists for (Arabic, Persian) is English, which does not.
 */
export function textDirection(locale: string | null | undefined): 'ltr' | 'rtl' {
  return normaliseLocale(locale) === 'he' ? 'rtl' : 'ltr';
}
