import { safeUrl } from './safe-url.js';

/**
 * What of a comment's HTML may reach the page, as data. Whatever is not named here does not.
 * Source of the tags: the service's own list of what it lets through, plus what its default style
 * sheet shows it emits (`blockquote`, `spoiler`).
 */

/** A list written as one text. */
export const words = (text: string): readonly string[] => text.split(' ');

/** Elements of a comment. */
export const allowedTags = words(
  'b em u i strike pre span code img a strong ul ol li br blockquote spoiler',
);

/**
 * Elements that go with everything in them. Of every other element that is not allowed, the text
 * stays.
 */
export const droppedWhole = words(
  'script style template svg math noscript iframe object embed applet audio video canvas textarea ' +
    'select option optgroup datalist title head meta link base frame frameset noframes noembed ' +
    'plaintext xmp annotation-xml foreignobject desc mi mn mo ms mtext param source track ' +
    'selectedcontent',
);

/** Keeps whole numbers between two bounds. */
export const numberFrom = (least: number, most: number) => (value: string) =>
  /^-?\d{1,6}$/.test(value) && +value >= least && +value <= most ? String(+value) : null;

/** Keeps what a pattern fits, in lower case. */
export const oneOf = (pattern: RegExp) => (value: string) =>
  pattern.test(value) ? value.toLowerCase() : null;

const size = numberFrom(1, 4096);

/** Classes that may stay; others are taken off one by one. */
const allowedClass =
  /^(?:(?:inline|comment)-image|react|mention|hashtag|(?:hljs|token)(?:-[\w-]+)?|language-[\w-]+)$/;

const readable = (value: string) => value.trim().slice(0, 300) || null;

/** What an attribute may say, and where. */
export interface AttributeRule {
  /** Elements it may stand on; on all if absent. */
  readonly on?: string;
  /** The value that stays, or null if the attribute goes. */
  readonly keep: (value: string) => string | null;
}

/** Attributes of a comment's elements, with what their values may be. */
export const attributeRules: Readonly<Record<string, AttributeRule>> = {
  href: { on: 'a', keep: (value) => safeUrl(value, 'link') },
  src: { on: 'img', keep: (value) => safeUrl(value, 'image') },
  alt: { on: 'img', keep: readable },
  width: { on: 'img', keep: size },
  height: { on: 'img', keep: size },
  start: { on: 'ol', keep: numberFrom(-99_999, 999_999) },
  // A link's tooltip is where its real host is shown, so the author does not write it.
  title: { on: 'b em u i strike pre span code img strong ul ol li blockquote', keep: readable },
  dir: { keep: oneOf(/^(?:ltr|rtl|auto)$/i) },
  lang: { keep: oneOf(/^[a-z]{2,8}(?:-[a-z\d]{1,8}){0,4}$/i) },
  class: {
    keep: (value) =>
      value
        .split(/\s+/, 20)
        .filter((name) => allowedClass.test(name))
        .join(' ') || null,
  },
};
