import { english } from '../../src/i18n/english.js';
import { englishRare } from '../../src/i18n/english-rare.js';
import { loadLocale, translatedLocales, type Text } from '../../src/i18n/index.js';

/** The English master, both halves of it. */
export const everyEnglish: Readonly<Record<string, Text>> = { ...english, ...englishRare };

/** The texts of a locale that has some. */
export async function textsOf(locale: string): Promise<Readonly<Record<string, Text>>> {
  const loaded = await loadLocale(locale);
  if (!loaded.ok || !loaded.value) throw new Error(`no texts for ${locale}`);
  return loaded.value as Readonly<Record<string, Text>>;
}

/** Locales with texts of their own, each file once. */
export const locales = translatedLocales.filter((locale) => locale !== 'ru_ua');

/** The forms of a text: a plural's, or the one it has. */
export function formsOf(text: Text): readonly (readonly [string, string])[] {
  return typeof text === 'string' ? [['other', text]] : Object.entries(text);
}

/** The names of the placeholders of one form, sorted. */
export function placeholders(form: string): readonly string[] {
  return [...form.matchAll(/\[(\w+)\]/g)].map((match) => match[1] ?? '').sort();
}
