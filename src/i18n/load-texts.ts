import { fail, succeed } from '../core/index.js';
import type { Failure, Result } from '../core/index.js';
import { createTexts } from './create-texts.js';
import type { TextLayer, Texts } from './make-texts.js';
import { normaliseLocale } from './locale.js';

/** The locales that have texts of their own; English is built in. */
const locales: Readonly<Record<string, () => Promise<{ readonly texts: TextLayer }>>> = {
  de_de: () => import('./locales/de-de.js'),
  es_es: () => import('./locales/es-es.js'),
  fr_fr: () => import('./locales/fr-fr.js'),
  he: () => import('./locales/he.js'),
  it_it: () => import('./locales/it-it.js'),
  ja_jp: () => import('./locales/ja-jp.js'),
  nl_nl: () => import('./locales/nl-nl.js'),
  pl_pl: () => import('./locales/pl-pl.js'),
  pt_br: () => import('./locales/pt-br.js'),
  ru_ru: () => import('./locales/ru-ru.js'),
  ru_ua: () => import('./locales/ru-ru.js'),
  zh_cn: () => import('./locales/zh-cn.js'),
};

/** The locales with texts of their own, in the service's form, without English. */
export const translatedLocales: readonly string[] = Object.keys(locales);

async function attempt<T>(load: () => Promise<T>): Promise<Result<T>> {
  try {
    return succeed(await load());
  } catch {
    return fail({
      kind: 'network',
      code: 'texts-missing',
      reason: 'A file with texts could not be loaded; it may be gone after a deploy.',
      retryable: true,
    });
  }
}

/**
 * The texts of a locale, or null where there are none (English then stands for them, with the
 * locale's own dates and numbers). Fails if the file cannot be loaded.
 */
export async function loadLocale(locale: string): Promise<Result<TextLayer | null>> {
  const load = locales[normaliseLocale(locale)];
  return load ? attempt(async () => (await load()).texts) : succeed(null);
}

/** Official translations by official key, as they come from a host or a server. */
export type OfficialTexts = Readonly<Record<string, unknown>>;

/** What a widget's texts are made of. */
export interface TextSources {
  readonly locale: string;
  readonly host?: OfficialTexts | null | undefined;
  readonly server?: OfficialTexts | null | undefined;
}

/**
 * The texts of a widget with everything that has to be loaded for them. They are whole in any case:
 * what could not be loaded is English, and `failure` says so.
 */
export async function loadTexts({
  locale,
  host,
  server,
}: TextSources): Promise<{ readonly texts: Texts; readonly failure: Failure | null }> {
  const isOfficial = [host, server].some((layer) => layer && Object.keys(layer).length > 0);
  const [own, official] = await Promise.all([
    loadLocale(locale),
    isOfficial ? attempt(() => import('./official-keys.js')) : null,
  ]);
  const translate = official?.ok ? official.value.translateOfficial : () => undefined;
  return {
    texts: createTexts({
      locale,
      host: translate(host),
      server: translate(server),
      texts: own.ok ? own.value : null,
    }),
    failure: own.ok ? (official?.ok === false ? official.failure : null) : own.failure,
  };
}
