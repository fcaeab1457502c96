import type { Edit } from './composer-marks.js';

/** An `@name` being typed. */
export interface MentionToken {
  /** Offset of the `@`. */
  readonly start: number;
  /** Offset after the last character that belongs to it, which may lie behind the caret. */
  readonly end: number;
  /** What stands between `@` and the caret; may be empty. */
  readonly query: string;
}

/**
 * The mention the caret stands in, or null. It begins at the start or after white space, and holds
 * none itself.
 */
export function mentionAt(text: string, caret: number): MentionToken | null {
  const query = /(?:^|\s)@([^\s@]*)$/.exec(text.slice(0, caret))?.[1];
  if (query === undefined) return null;
  const rest = /^[^\s@]*/.exec(text.slice(caret))?.[0] ?? '';
  return { start: caret - query.length - 1, end: caret + rest.length, query };
}

/**
 * Puts `@name` and a no-break space in a token's place, with the caret after it. The space keeps the
 * next letter from becoming part of the name.
 */
export function insertMention(text: string, token: MentionToken, name: string): Edit {
  const head = `${text.slice(0, token.start)}@${name}\xa0`;
  return {
    text: head + text.slice(token.end).replace(/^[ \xa0]/, ''),
    start: head.length,
    end: head.length,
  };
}

/**
 * Of the people picked while writing, those whose `tag` (`@Ann`) still stands in the text, each
 * place counting for the longest tag that fits: `@Ann Lee` does not mention `@Ann`.
 */
export function stillMentioned<T extends { readonly tag: string }>(
  text: string,
  picked: readonly T[],
): T[] {
  let rest = text;
  const found = new Set<string>();
  const tags = [...new Set(picked.map(({ tag }) => tag))].sort((a, b) => b.length - a.length);
  for (const tag of tags) {
    for (let at = rest.indexOf(tag); at >= 0; at = rest.indexOf(tag, at + 1)) {
      const end = at + tag.length;
      if (!/^$|\s$/.test(rest.slice(0, at)) || /^[\p{L}\p{N}_]/u.test(rest.slice(end))) continue;
      found.add(tag);
      rest = rest.slice(0, at) + '\0'.repeat(tag.length) + rest.slice(end);
    }
  }
  return picked.filter(({ tag }) => found.has(tag));
}
