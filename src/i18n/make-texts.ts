import type { Failure } from '../core/index.js';
import { english } from './english.js';
import type { TextKey } from './english.js';
import { rare } from './rare-texts.js';
import type { PluralText, Text } from './text.js';
import { textOfHtml } from './text-of-html.js';

/** What stands for the placeholders of a text. Numbers are written as the locale writes them. */
export type TextParams = Readonly<Record<string, string | number>>;

/** Some forms of a plural; for the others the next layer is asked. */
type Forms = Partial<PluralText>;

/** Texts by our own keys, as many as there are. */
export type TextLayer = Readonly<Record<string, Text | Forms>>;

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

/** The texts of one widget: called with a key, returns the text. */
export interface Texts<Key extends string = TextKey> {
  /**
   * The text of a key with its placeholders filled; a plural goes by `params.count`. Empty for a key
   * that is not loaded yet (see `fullTexts`).
   */
  (key: Key, params?: TextParams): string;
  /** BCP 47, for `Intl`. */
  readonly locale: string;
  /** BCP 47, for `lang`: the language the words are in, which is English where there are no others. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** What the host or the server put in a key's place, if they did. */
  override(key: string): Text | Forms | undefined;
  /** Reduces a text of the service or the owner to what is read of it: no tags, no entities. */
  plain(text: string): string;
  /**
   * What to tell the visitor about a failure of `act` (`load`, `post`, `edit`, `delete`, `vote`,
   * `flag`, `block`, `pin`, `lock`, `login`, `logout`, `upload`). More exact once `fullTexts` was
   * called.
   */
  failure(failure: Failure, act: string): string;
  /** How the failure is mended, by the visitor or the site's owner; empty if there is no more to say. */
  help(failure: Failure): string;
}

const pluralRules = new Map<string, Intl.PluralRules>();

function formOf(forms: Forms, language: string, count: unknown): string | undefined {
  if (typeof count !== 'number') return forms.other;
  if (/^en\b/.test(language)) return (Math.abs(count) === 1 ? forms.one : undefined) ?? forms.other;
  let rules = pluralRules.get(language);
  if (!rules) pluralRules.set(language, (rules = new Intl.PluralRules(language)));
  return forms[rules.select(count)] ?? forms.other;
}

function own(layer: TextLayer | null | undefined, key: string): Text | Forms | undefined {
  return layer && Object.hasOwn(layer, key) ? layer[key] : undefined;
}

// Hebrew, Arabic and their presentation forms: enough to tell a name that runs the other way.
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const leftToRight = /(?![\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])\p{L}/u;

/** Texts that are kept at once. */
const mostFound = 2000;

/**
 * Makes the texts of one widget; see {@link TextLayers} for what wins over what. `tag` is BCP 47; who
 * has only a locale's name uses `createTexts`.
 */
export function makeTexts({
  tag,
  dir,
  host,
  server,
  texts,
}: Omit<TextLayers, 'locale'> & {
  readonly tag: string;
  readonly dir: 'ltr' | 'rtl';
}): Texts {
  const foreign = dir === 'rtl' ? leftToRight : rightToLeft;
  const isEnglish = /^en\b/.test(tag);
  let numbers: Intl.NumberFormat | undefined;

  const show = (value: string | number): string => {
    if (typeof value === 'number') {
      // As `Intl` writes it. To wake that up takes longer than to draw the first screen.
      if (Number.isSafeInteger(value)) {
        if (Math.abs(value) < 1000 && isEnglish) return String(value);
        if (tag === 'en-US') return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
      }
      return (numbers ??= new Intl.NumberFormat(tag)).format(value);
    }
    // A name must not turn the words around it, neither by its letters nor by control characters.
    const calm = value.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
    return foreign.test(calm) ? `\u2068${calm}\u2069` : calm;
  };

  /** The first layer's text for a key, or the form `pick` finds. English has its own plural rules. */
  const look = (key: string, pick: (forms: Forms, language: string) => string | undefined) => {
    for (const layer of [host, server, texts, english, rare?.english]) {
      const text = own(layer, key);
      const found =
        typeof text === 'object'
          ? pick(text, layer === english || layer === rare?.english ? 'en' : tag)
          : text;
      if (found !== undefined) return found;
    }
    return undefined;
  };

  /** Texts that were found, by key and count: a long thread asks for the same few again and again. */
  const found = new Map<string, string>();

  const t = (key: string, params: TextParams = {}): string => {
    const { count } = params;
    const asked = count === undefined ? key : `${key}:${count}`;
    let text = found.get(asked);
    if (text === undefined) {
      text =
        // Nothing has words of its own, which a stronger layer's number does not replace.
        (count === 0 ? look(key, ({ zero }) => zero) : undefined) ??
        look(key, (forms, language) => formOf(forms, language, count));
      // What is not there may come later.
      if (text === undefined) return '';
      if (found.size >= mostFound) found.clear();
      found.set(asked, text);
    }
    if (!text.includes('[')) return text;
    return (
      // Official texts have a number in some places where we give none.
      (count === undefined ? text.replace(/ ?\(?\[count\]\)?/g, '').trim() : text).replace(
        /\[(\w+)\]/g,
        (whole, name: string) => {
          const value = Object.hasOwn(params, name) ? params[name] : undefined;
          return value === undefined ? whole : show(value);
        },
      )
    );
  };

  const result: Texts<string> = Object.assign(t, {
    locale: tag,
    lang: (host ?? server ?? texts) || isEnglish ? tag : 'en',
    dir,
    plain: textOfHtml,
    override: (key: string) => own(host, key) ?? own(server, key),
    failure(failure: Failure, act: string): string {
      const { kind, text } = failure;
      return (
        rare?.failure(result, failure, act) ??
        ((text && textOfHtml(text)) ||
          t(
            kind === 'network'
              ? 'errorNetwork'
              : kind === 'timeout'
                ? 'errorTimeout'
                : 'errorGeneric',
          ))
      );
    },
    help: (failure: Failure) => rare?.help(result, failure) ?? '',
  });
  return result;
}
