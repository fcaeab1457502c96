import { localeTag, officialLocales } from '../src/i18n/locale.js';

/** Every locale of the service, with its name in its own language. */
export const toolbarLocales = officialLocales.map((value) => {
  const tag = localeTag(value);
  const title = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? value;
  return { value, title, right: value };
});
