import { droppedWhole } from './allow-list.js';
import { parseInert } from './trusted-types-policy.js';

// eslint-disable-next-line no-control-regex -- the parser changes or drops these
const needsParser = /[<&\0-\x08\x0b-\x1f\x7f]/;

/**
 * Whether a comment's HTML is text and nothing else: what a parser would make of it is one text node
 * with these very characters. Then neither a parser nor a sanitiser is needed.
 */
export function isPlain(html: string): boolean {
  return !needsParser.test(html);
}

/** Elements within a line, with attributes in which nothing strange stands. */
const simpleTag =
  /<(?:\/?(?:b|em|u|i|strike|span|code|a|strong)(?: [a-z]+="[^"<>&]*")*|(br)(?: ?\/)?)>/g;
// eslint-disable-next-line no-control-regex -- the parser changes or drops these
const notSimple = /<|&(?!(?:amp|lt|gt|quot|#39);)|[\0-\x08\x0b-\x1f\x7f]/;
const references: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
};

/** The text of markup as the service writes most of it; null if only a parser can tell. */
function simpleText(html: string): string | null {
  const text = html.replace(simpleTag, (_, br: string | undefined) => (br ? '\n' : ''));
  if (notSimple.test(text)) return null;
  return text.replace(/&([a-z#39]+);/g, (_, name: string) => references[name] ?? '');
}

/** Characters of markup up to which no parser takes long, whatever stands in it. */
const easyLength = 5_000;
/** Tags in longer markup. */
export const maxTags = 1_000;
/**
 * A tag as it is in longer markup. No tag can begin within its values, so that whatever the parser
 * takes for a tag is looked at, wherever the parser is then.
 */
const ordinaryTag = /<\/?[a-z][\w-]*(?:\s+[\w:-]+(?:="[^"<]*")?){0,20}\s*\/?>/gi;
const anyTag = /<spoiler\b[^]*?(?:<\/spoiler[^>]*>?|$)|<[^>]*>?/gi;

/**
 * Whether some markup may take a browser long to parse: time grows with the square of the elements
 * that are open and of the attributes of one. It is long, and has too many tags, or tags with too
 * many attributes, or something where tags cannot be told from text without a parser.
 */
export function isHeavy(html: string): boolean {
  return (
    html.length > easyLength &&
    (html.split('<').length > maxTags || /<[a-z/!?]/i.test(html.replace(ordinaryTag, '')))
  );
}

const dropped = new Set(droppedWhole);
const blocks = new Set(
  'p div li ul ol pre blockquote h1 h2 h3 h4 h5 h6 tr table section figure hr dl dt dd'.split(' '),
);

/** What stands for the hidden text of a spoiler. */
const masked = '▒▒▒';

/**
 * The text of a comment's HTML, with newlines for `<br>` and between blocks. Nothing of the markup
 * runs or is fetched. An image counts as its alternative text. The text of a spoiler is masked, since
 * this is what stands on the screen until the comment is sanitised; `withSpoilers` keeps it.
 *
 * Of heavy markup only what stands between the tags is read. Where parsing is forbidden, spoilers are
 * left out, and entities stand as they are; in Node, see `stripMarkup`.
 */
export function plainText(html: string, withSpoilers = false): string {
  const simple = isPlain(html) ? html : simpleText(html);
  if (simple !== null) return simple.trim();
  const fragment = parseInert(isHeavy(html) ? html.replace(anyTag, ' ') : html);
  // Nothing may be parsed here: what is left is a plain reading of the markup. See `stripMarkup`.
  if (fragment === null) return html.replace(anyTag, ' ').trim();
  // A form's named children hide its members (`nodeName`, `lastChild`), so it is taken out first, with
  // nothing read from it.
  for (const form of fragment.querySelectorAll('form')) {
    const range = document.createRange();
    range.selectNodeContents(form);
    Element.prototype.replaceWith.call(form, range.extractContents());
  }
  let text = '';
  const breakLine = () => {
    if (text !== '' && !text.endsWith('\n')) text += '\n';
  };
  // An explicit stack: hostile markup may nest deeper than the call stack allows. A string on it is
  // the line break that ends a block.
  const stack: (Node | string)[] = [fragment];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (typeof node === 'string') {
      breakLine();
      continue;
    }
    if (node.nodeType === Node.TEXT_NODE) {
      text += (node as Text).data;
      continue;
    }
    const name = node.nodeName.toLowerCase();
    if (name === 'br') text += '\n';
    else if (name === 'img') text += (node as Element).getAttribute('alt') ?? '';
    else if (name === 'spoiler' && !withSpoilers) text += masked;
    else if (!dropped.has(name)) {
      if (blocks.has(name)) {
        breakLine();
        stack.push('\n');
      }
      for (let child = node.lastChild; child; child = child.previousSibling) stack.push(child);
    }
  }
  return text.trim();
}
