/** Text with a selection, as an edit leaves it. Offsets are UTF-16 units, as in a text box. */
export interface Edit {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const around = {
  bold: ['**', '**'],
  italic: ['*', '*'],
  strike: ['~~', '~~'],
  underline: ['<u>', '</u>'],
  code: ['<code>', '</code>'],
  spoiler: ['<spoiler>', '</spoiler>'],
} as const satisfies Record<string, readonly [string, string]>;

const before = {
  quote: () => '> ',
  list: () => '- ',
  ordered: (line: number) => `${line}. `,
} as const;

/** What the toolbar can do to a selection; each in a form the service accepts. */
export type Mark = keyof typeof around | keyof typeof before | 'link';

/** Every {@link Mark}, in the order of the toolbar. */
export const marks: readonly Mark[] = [
  'bold',
  'italic',
  'underline',
  'strike',
  'link',
  'quote',
  'code',
  'list',
  'ordered',
  'spoiler',
];

/** A line that already begins as a quote or an item of a list. */
const lineStart = { quote: /^> ?/, list: /^- /, ordered: /^\d+\. / } as const;

/**
 * Puts a mark on the selected text, or takes it off if it is there. With nothing selected, an inline
 * mark is written with the caret inside it, and a line mark goes to the caret's line. `link` writes
 * `https://` after the selection and selects it, since the service links bare URLs only.
 */
export function wrapSelection(text: string, start: number, end: number, mark: Mark): Edit {
  if (mark in before) return markLines(text, start, end, mark as keyof typeof before);
  // Marks do not bind to white space, which a double click selects along with a word.
  while (start < end && /\s/.test(text[start] ?? '')) start++;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  if (mark === 'link') return markLink(text, start, end);
  const selected = text.slice(start, end);
  if (mark === 'code' && selected.includes('\n')) {
    return replace(text, start, end, `\`\`\`\n${selected}\n\`\`\``);
  }
  const [open, close] = around[mark as keyof typeof around];
  if (wraps(text.slice(0, start), text.slice(end), open, close)) {
    const shorter = text.slice(0, start - open.length) + selected + text.slice(end + close.length);
    return { text: shorter, start: start - open.length, end: end - open.length };
  }
  if (selected === '') {
    const caret = start + open.length;
    return {
      text: text.slice(0, start) + open + close + text.slice(end),
      start: caret,
      end: caret,
    };
  }
  // An inline mark ends with its line, so each line gets its own.
  const lines = selected.split('\n');
  const isMarked = (line: string) =>
    line.length > open.length + close.length &&
    line.startsWith(open) &&
    line.endsWith(close) &&
    (mark !== 'italic' || !/^\*\*(?!\*)/.test(line));
  const filled = lines.filter((line) => line.trim());
  const off = filled.every(isMarked);
  const changed = lines.map((line) => {
    if (!line.trim()) return line;
    return off ? line.slice(open.length, line.length - close.length) : open + line + close;
  });
  return replace(text, start, end, changed.join('\n'));
}

function wraps(head: string, tail: string, open: string, close: string): boolean {
  if (!head.endsWith(open) || !tail.startsWith(close)) return false;
  if (open !== '*') return true;
  // `*` is also half of `**`: one or three of them are italic, two are bold.
  const stars = (/\*+$/.exec(head)?.[0] ?? '').length;
  return stars !== 2;
}

function replace(text: string, start: number, end: number, insert: string): Edit {
  return {
    text: text.slice(0, start) + insert + text.slice(end),
    start,
    end: start + insert.length,
  };
}

function markLines(text: string, start: number, end: number, mark: keyof typeof before): Edit {
  const from = start > 0 ? text.lastIndexOf('\n', start - 1) + 1 : 0;
  const found = text.indexOf('\n', end);
  const to = found < 0 ? text.length : found;
  const lines = text.slice(from, to).split('\n');
  const off = lines.every((line) => lineStart[mark].test(line));
  const changed = lines.map((line, index) =>
    off
      ? line.replace(lineStart[mark], '')
      : before[mark](index + 1) + line.replace(/^(?:- |\d+\. )/, ''),
  );
  const edit = replace(text, from, to, changed.join('\n'));
  return start === end ? { ...edit, start: edit.end } : edit;
}

function markLink(text: string, start: number, end: number): Edit {
  if (/^https?:\/\/\S+$/i.test(text.slice(start, end))) return { text, start: end, end };
  const gap = start < end ? ' ' : '';
  const edit = replace(text, end, end, `${gap}https://`);
  return { ...edit, start: edit.start + gap.length };
}

/** Writes `[img]url[/img]` in the selection's place, set off by spaces; the caret ends up after it. */
export function insertImage(text: string, start: number, end: number, url: string): Edit {
  const lead = start > 0 && !/\s/.test(text[start - 1] ?? '') ? ' ' : '';
  const trail = /^\s/.test(text.slice(end)) ? '' : ' ';
  const edit = replace(text, start, end, `${lead}[img]${url}[/img]${trail}`);
  return { ...edit, start: edit.end };
}
