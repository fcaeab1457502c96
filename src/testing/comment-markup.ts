/*
 * Longer than a file should be: blocks, inline marks and what counts as a mark are one grammar, and
 * its safety is read in one piece.
 */
import { highlight } from './highlight.js';

/** What a text may use beside plain markup. */
export interface MarkupOptions {
  /** Names in the text that are mentions, with their `@`. */
  readonly mentions?: readonly string[];
  /** Where hashtags lead, by tag with its `#` in lower case. A tag without a page is no link. */
  readonly hashTagUrls?: Readonly<Record<string, string | null>>;
  /** Whether `<spoiler>` is allowed. Default true. */
  readonly spoilers?: boolean;
  /** Whether addresses become links. Default true. */
  readonly links?: boolean;
}

/** A rendered text and what was found in it. */
export interface Markup {
  readonly html: string;
  readonly hasImages: boolean;
  readonly hasLinks: boolean;
  readonly hasCode: boolean;
}

/** Tags a writer may use, and the element each becomes. */
const elements: Readonly<Record<string, string>> = {
  b: 'b',
  strong: 'b',
  i: 'i',
  em: 'i',
  strike: 'strike',
  u: 'u',
  spoiler: 'spoiler',
};

/** Marks around text, longest first, and the element each becomes. */
const marks: readonly (readonly [mark: string, element: string])[] = [
  ['**', 'b'],
  ['~~', 'strike'],
  ['*', 'i'],
];

/** Text that may stand in HTML, in attributes too. */
function escapeHTML(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** An http(s) address in its normal form, or null. */
function httpAddress(text: string): string | null {
  try {
    const url = new URL(text.trim());
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

/** What a scan of a line finds. */
type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'open' | 'close'; readonly element: string }
  | {
      readonly kind: 'mark';
      readonly mark: string;
      readonly canOpen: boolean;
      readonly canClose: boolean;
    };

/** Where something else than plain text may begin. */
const special = /[<`[@#*~]|https?:/gi;
const tag = /^<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*)?\/?>/i;
const image = /^\[img\]([^[\]<>"'\s]{1,3000})\[\/img\]/i;
const address = /^https?:\/\/[^\s<>"'[\]`]+/i;
const hashTag = /^#[a-z0-9_-]+/i;
/** Elements whose text is code or style, not prose. */
const unread =
  /<(script|style|template|svg|math|iframe|object|noscript|textarea|title|xmp)\b[\s\S]*?<\/\1\s*>/gi;

/** One pass over one text. Holds what was found. */
class Renderer {
  readonly #options: MarkupOptions;
  readonly #mentions: readonly string[];
  hasImages = false;
  hasLinks = false;
  hasCode = false;

  constructor(options: MarkupOptions) {
    this.#options = options;
    this.#mentions = [...(options.mentions ?? [])]
      .filter((name) => name.length > 1)
      .sort((a, b) => b.length - a.length);
  }

  /** A whole comment. */
  blocks(text: string): string {
    const parts: string[] = [];
    const fence = /```([\w+#-]*)[ \t]*\n([\s\S]*?)\n?```|```([\s\S]+?)```/g;
    let from = 0;
    for (const match of text.matchAll(fence)) {
      parts.push(this.#lines(text.slice(from, match.index)));
      parts.push(this.#code(match[2] ?? match[3] ?? '', match[1] ?? ''));
      from = match.index + match[0].length;
    }
    parts.push(this.#lines(text.slice(from)));
    return parts.join('');
  }

  #code(code: string, language: string): string {
    this.hasCode = true;
    const name = language.toLowerCase().replaceAll(/[^\w-]/g, '');
    const attribute = name === '' ? '' : ` class="language-${name}"`;
    return `<pre><code${attribute}>${highlight(code, name, escapeHTML)}</code></pre>`;
  }

  /** Quotes, lists, indented code and plain lines. */
  #lines(text: string): string {
    const lines = text.split('\n');
    const parts: string[] = [];
    let plain: string[] = [];
    const flush = (): void => {
      const joined = plain.join('\n').replace(/^\n+|\n+$/g, '');
      if (joined !== '') parts.push(this.inline(joined));
      plain = [];
    };
    for (let at = 0; at < lines.length;) {
      const taken = this.#block(lines, at, at === 0 || lines[at - 1]?.trim() === '');
      if (taken) {
        flush();
        parts.push(taken.html);
        at = taken.next;
      } else {
        plain.push(lines[at] ?? '');
        at += 1;
      }
    }
    flush();
    return parts.join('');
  }

  /** The block that begins at a line, if one does. */
  #block(lines: string[], at: number, afterBlank: boolean): { html: string; next: number } | null {
    const run = (form: RegExp): { inner: string[]; next: number } => {
      const inner: string[] = [];
      let next = at;
      for (; next < lines.length; next += 1) {
        const match = form.exec(lines[next] ?? '');
        if (!match) break;
        inner.push(match[1] ?? '');
      }
      return { inner, next };
    };
    const line = lines[at] ?? '';
    if (/^>\s?/.test(line)) {
      const { inner, next } = run(/^>\s?(.*)$/);
      return { html: `<blockquote>${this.inline(inner.join('\n'))}</blockquote>`, next };
    }
    for (const [list, form] of [
      ['ul', /^\s{0,3}[-•]\s+(.*)$/],
      ['ol', /^\s{0,3}\d{1,3}[.)]\s+(.*)$/],
    ] as const) {
      if (!form.test(line)) continue;
      const { inner, next } = run(form);
      const items = inner.map((item) => `<li>${this.inline(item)}</li>`).join('');
      return { html: `<${list}>${items}</${list}>`, next };
    }
    if (afterBlank && /^(?: {4}|\t)\S/.test(line)) {
      const { inner, next } = run(/^(?: {4}|\t)(.*)$/);
      if (inner.length > 1) return { html: this.#code(inner.join('\n'), ''), next };
    }
    return null;
  }

  /** Text within a block. What is opened here is closed here, in order. */
  inline(text: string): string {
    const tokens = this.#scan(text);
    const open: { element: string; mark: string | null }[] = [];
    let html = '';
    const closeDownTo = (depth: number): void => {
      while (open.length > depth) html += `</${open.pop()?.element ?? ''}>`;
    };
    tokens.forEach((token, at) => {
      switch (token.kind) {
        case 'text':
          html += escapeHTML(token.text).replaceAll('\n', '<br>');
          break;
        case 'html':
          html += token.html;
          break;
        case 'open': {
          const { element } = token;
          const isClosed = tokens
            .slice(at + 1)
            .some((later) => later.kind === 'close' && later.element === element);
          if (!isClosed || open.some((held) => held.element === element)) break;
          open.push({ element, mark: null });
          html += `<${element}>`;
          break;
        }
        case 'close': {
          const depth = open.findLastIndex(
            (held) => held.mark === null && held.element === token.element,
          );
          if (depth >= 0) closeDownTo(depth);
          break;
        }
        case 'mark': {
          const { mark } = token;
          const depth = open.findLastIndex((held) => held.mark === mark);
          if (depth >= 0 && token.canClose) {
            closeDownTo(depth);
            break;
          }
          const element = marks.find(([held]) => held === mark)?.[1] ?? 'b';
          const closes = tokens
            .slice(at + 1)
            .some((later) => later.kind === 'mark' && later.mark === mark && later.canClose);
          if (depth < 0 && token.canOpen && closes && !open.some((o) => o.element === element)) {
            open.push({ element, mark });
            html += `<${element}>`;
          } else {
            html += escapeHTML(mark);
          }
          break;
        }
      }
    });
    closeDownTo(0);
    return html;
  }

  #scan(text: string): Token[] {
    const tokens: Token[] = [];
    let plain = '';
    const push = (token: Token): void => {
      if (plain !== '') tokens.push({ kind: 'text', text: plain });
      plain = '';
      tokens.push(token);
    };
    let at = 0;
    for (const match of text.matchAll(special)) {
      // Something found earlier may reach past this place.
      if (match.index < at) continue;
      plain += text.slice(at, match.index);
      at = match.index;
      const found = this.#at(text, at);
      if (found?.token) push(found.token);
      else if (!found) plain += text.charAt(at);
      at += found?.length ?? 1;
    }
    plain += text.slice(at);
    if (plain !== '') tokens.push({ kind: 'text', text: plain });
    return tokens;
  }

  /** What begins at a place, if it is not plain text. A null token means: leave it out. */
  #at(text: string, at: number): { token: Token | null; length: number } | null {
    const character = text.charAt(at);
    const before = at === 0 ? ' ' : text.charAt(at - 1);
    switch (character) {
      case '<':
        return this.#tag(text.slice(at, at + 5000));
      case '`': {
        const match = /^`([^`\n]+)`/.exec(text.slice(at, at + 2000));
        return match ? this.#inlineCode(match[1] ?? '', match[0].length) : null;
      }
      case '[':
        return this.#image(text.slice(at, at + 3020));
      case 'h':
      case 'H':
        return /\w/.test(before) ? null : this.#link(text.slice(at, at + 3000));
      case '@':
        return /[\w.]/.test(before) ? null : this.#mention(text, at);
      case '#':
        return /[\w&/]/.test(before) ? null : this.#hashTag(text.slice(at, at + 101));
      case '*':
      case '~': {
        // Three marks open as `**` and `*`, so they close as `*` and `**`.
        const closing = text.startsWith('***', at) && !/[\s*]/.test(before);
        const mark = closing ? '*' : marks.find(([held]) => text.startsWith(held, at))?.[0];
        if (mark === undefined) return null;
        const after = text.charAt(at + mark.length);
        const canOpen = after !== '' && !/\s/.test(after) && (mark !== '*' || !/\w/.test(before));
        const canClose = !/\s/.test(before) && (mark !== '*' || !/\w/.test(after));
        return { token: { kind: 'mark', mark, canOpen, canClose }, length: mark.length };
      }
      default:
        return null;
    }
  }

  #tag(rest: string): { token: Token | null; length: number } | null {
    const code = /^<code>([\s\S]*?)<\/code>/i.exec(rest);
    if (code) return this.#inlineCode(code[1] ?? '', code[0].length);
    const match = tag.exec(rest);
    if (!match) return null;
    const length = match[0].length;
    const element = elements[(match[2] ?? '').toLowerCase()];
    const allowed =
      element !== undefined && (element !== 'spoiler' || this.#options.spoilers !== false);
    // Everything else goes without a trace; the text inside it stays.
    if (!allowed) return { token: null, length };
    return { token: { kind: match[1] === '/' ? 'close' : 'open', element }, length };
  }

  #inlineCode(code: string, length: number): { token: Token; length: number } {
    this.hasCode = true;
    const html = escapeHTML(code).replaceAll('\n', '<br>');
    return { token: { kind: 'html', html: `<code>${html}</code>` }, length };
  }

  #image(rest: string): { token: Token; length: number } | null {
    const match = image.exec(rest);
    const source = match ? httpAddress(match[1] ?? '') : null;
    if (!match || source === null) return null;
    this.hasImages = true;
    const src = escapeHTML(source);
    const html = `<a class="inline-image" href="${src}"><img src="${src}"></a>`;
    return { token: { kind: 'html', html }, length: match[0].length };
  }

  #link(rest: string): { token: Token; length: number } | null {
    if (this.#options.links === false) return null;
    const match = address.exec(rest);
    // Punctuation at the end belongs to the sentence, a bracket only if none was opened.
    let found = (match?.[0] ?? '').replace(/[.,;:!?*~]+$/, '');
    if (found.endsWith(')') && !found.includes('(')) found = found.slice(0, -1);
    const target = httpAddress(found);
    if (target === null) return null;
    this.hasLinks = true;
    const href = escapeHTML(target);
    const html = `<a href="${href}" rel="nofollow noopener">${escapeHTML(found)}</a>`;
    return { token: { kind: 'html', html }, length: found.length };
  }

  #mention(text: string, at: number): { token: Token; length: number } | null {
    const name = this.#mentions.find(
      (held) => text.startsWith(held, at) && !/^[\p{L}\p{N}_]/u.test(text.slice(at + held.length)),
    );
    if (name === undefined) return null;
    const html = `<b class="mention">${escapeHTML(name)}</b>`;
    return { token: { kind: 'html', html }, length: name.length };
  }

  #hashTag(rest: string): { token: Token; length: number } | null {
    const name = hashTag.exec(rest)?.[0];
    if (name === undefined) return null;
    const target = httpAddress(this.#options.hashTagUrls?.[name.toLowerCase()] ?? '');
    const html =
      target === null
        ? `<span class="hashtag">${escapeHTML(name)}</span>`
        : `<a class="hashtag" href="${escapeHTML(target)}">${escapeHTML(name)}</a>`;
    return { token: { kind: 'html', html }, length: name.length };
  }
}

/**
 * Line breaks as one kind, `<p>` without a trace (the service glues paragraphs), elements whose text
 * is code or style away with it, and no more than one empty line in a row. Code keeps its lines.
 */
function prepare(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\u0000', '')
    .replaceAll(unread, '')
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .replaceAll(/<\/?p(?:\s[^<>]*)?>/gi, '')
    .replaceAll('&nbsp;', ' ')
    .split(/(```[\s\S]*?```)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replaceAll(/\n{3,}/g, '\n\n')))
    .join('');
}

/**
 * Renders the subset of markup the service takes (bold, italic, strike, underline, quotes,
 * lists, code, bare addresses, `[img]`, spoilers, mentions, hashtags) as safe, well-formed HTML. All
 * else is text, or left out.
 */
export function renderComment(text: string, options: MarkupOptions = {}): Markup {
  const renderer = new Renderer(options);
  const html = renderer.blocks(prepare(text));
  const { hasImages, hasLinks, hasCode } = renderer;
  return { html, hasImages, hasLinks, hasCode };
}

/** Whether nothing is left of a text without markup and white space. An image alone is something. */
export function isBlank(text: string): boolean {
  const plain = text
    .replaceAll(/\[img\][^[\]]+\[\/img\]/gi, 'x')
    .replaceAll(/<[^<>]*>|&nbsp;/gi, '');
  return plain.replaceAll(/[\s\u200B-\u200D\u2060\uFEFF]/g, '') === '';
}

/** Hashtags in a text, each once, in the form they were written first. */
export function hashTagsIn(text: string): string[] {
  const found = new Map<string, string>();
  for (const [name] of text
    .replaceAll(/```[\s\S]*?```|`[^`]*`|https?:\S+/g, ' ')
    .matchAll(/\B#[a-z0-9_-]+/gi)) {
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), name);
  }
  return [...found.values()];
}
