import type { Failure } from '../core/index.js';
import { english } from './english.js';
import type { TextKey } from './english.js';
import { localeTag, textDirection } from './locale.js';
import type { Text } from './text.js';
import { textOfHtml } from './text-of-html.js';

/** What stands for the placeholders of a text. Numbers are written as the locale writes them. */
export type TextParams = Readonly<Record<string, string | number>>;

/** Texts by our own keys, as many as there are. */
export type TextLayer = Readonly<Record<string, Text>>;

/** Where texts come from, the strongest first; English is always beneath. */
export interface TextLayers {
  /** In any form `normaliseLocale` understands. */
  readonly locale: string;
  /** The host's `translations`, through `translateOfficial`. */
  readonly host?: TextLayer | undefined;
  /** The server's `customConfig.translations`, likewise. */
  readonly server?: TextLayer | undefined;
  /** The locale's own texts, from `loadLocale`. */
  readonly texts?: TextLayer | null | undefined;
}

/** What the lazily loaded part brings; see `fullTexts`. */
export interface RareTexts {
  readonly english: TextLayer;
  failure(texts: Texts<string>, failure: Failure, act: string): string | null;
  help(texts: Texts<string>, failure: Failure): string;
}

/** The texts of one widget: called with a key, returns the text. */
export interface Texts<Key extends string = TextKey> {
  /** The text of a key with its placeholders filled; a plural goes by `params.count`. */
  (key: Key, params?: TextParams): string;
  /** BCP 47, for `Intl` and `lang`. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  /** Whether there is a text for the key. */
  has(key: string): key is Key;
  /** What the host or the server put in a key's place, if they did. */
  override(key: string): Text | undefined;
  /** Reduces a text of the service or the owner to what is read of it: no tags, no entities. */
  plain(text: string): string;
  /**
   * What to tell the visitor about a failure of `act` (`load`, `post`, `edit`, `delete`, `vote`,
   * `flag`, `block`, `pin`, `lock`, `login`, `logout`). More exact once `fullTexts` was called.
   */
  failure(failure: Failure, act: string): string;
  /** How the failure is mended, by the visitor or the site's owner; empty if there is no more to say. */
  help(failure: Failure): string;
  /** Adds the texts that are loaded when they are needed. */
  extend(rare: RareTexts): void;
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Makes the texts of one widget; see {@link TextLayers} for what wins over what. */
export function createTexts({ locale, host, server, texts }: TextLayers): Texts {
  const tag = localeTag(locale);
  const dir = textDirection(locale);
  const known: readonly (TextLayer | null | undefined)[] = [host, server, texts];
  let rare: RareTexts | null = null;
  const rules = new Map<string, Intl.PluralRules>();
  let numbers: Intl.NumberFormat | undefined;

  const choose = (text: Text, language: string, count: unknown): string => {
    if (typeof text === 'string') return text;
    if (count === 0 && text.zero) return text.zero;
    let rule = rules.get(language);
    if (!rule) rules.set(language, (rule = new Intl.PluralRules(language)));
    return (typeof count === 'number' ? text[rule.select(count)] : undefined) ?? text.other;
  };

  const show = (value: string | number): string => {
    if (typeof value === 'number') return (numbers ??= new Intl.NumberFormat(tag)).format(value);
    // A name of the other direction must not turn the words around it.
    return /\p{L}/u.test(value) && rightToLeft.test(value) !== (dir === 'rtl')
      ? `\u2068${value}\u2069`
      : value;
  };

  const own = (layer: TextLayer | null | undefined, key: string): Text | undefined =>
    layer && Object.hasOwn(layer, key) ? layer[key] : undefined;

  const inLocale = (key: string): Text | undefined => {
    for (const layer of known) {
      const text = own(layer, key);
      if (text !== undefined) return text;
    }
    return undefined;
  };
  const inEnglish = (key: string) => own(english, key) ?? own(rare?.english, key);

  const t = (key: string, params: TextParams = {}): string => {
    const text = inLocale(key);
    const chosen =
      text === undefined
        ? choose(inEnglish(key) ?? '', 'en', params.count)
        : choose(text, tag, params.count);
    return chosen.replace(/\[(\w+)\]/g, (whole, name: string) => {
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      return value === undefined ? whole : show(value);
    });
  };

  const result: Texts = Object.assign(t, {
    locale: tag,
    dir,
    has: (key: string): key is TextKey => (inLocale(key) ?? inEnglish(key)) !== undefined,
    plain: textOfHtml,
    override: (key: string) => own(host, key) ?? own(server, key),
    failure(failure: Failure, act: string): string {
      const { kind, text } = failure;
      return (
        rare?.failure(result as Texts<string>, failure, act) ??
        (text ? textOfHtml(text) : null) ??
        t(
          kind === 'network'
            ? 'errorNetwork'
            : kind === 'timeout'
              ? 'errorTimeout'
              : 'errorGeneric',
        )
      );
    },
    help: (failure: Failure) => rare?.help(result as Texts<string>, failure) ?? '',
    extend(more: RareTexts) {
      rare = more;
    },
  });
  return result;
}
