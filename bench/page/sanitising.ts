/** Texts of 64 kB that are hard to sanitise, and how long each takes in the page. */
import { fullDecorator } from '../../src/html/decorate.js';
import { provideDecorator, type BodyLabels } from '../../src/html/decoration.js';
import { plainText } from '../../src/html/plain-text.js';
import { sanitise } from '../../src/html/sanitise.js';

provideDecorator(fullDecorator);

const size = 64 * 1024;

/** How much of a kind there is. */
interface Amount {
  readonly characters: number;
  readonly tags: number;
}

/**
 * The whole of it; what is just not too heavy to be parsed, with words to the end; what is never too
 * heavy, since it is short.
 */
const amounts: Readonly<Record<string, Amount>> = {
  '64 kB': { characters: size, tags: Infinity },
  '950 tags in 64 kB': { characters: size, tags: 950 },
  '5,000 characters': { characters: 5_000, tags: Infinity },
};

/** Makes the text of a kind. */
type Kind = (amount: Amount) => string;

const tagsOf = (text: string) => text.split('<').length - 1;

/** A piece again and again. */
function fill(piece: (index: number) => string): Kind {
  return ({ characters, tags }) => {
    let text = '';
    let left = tags;
    for (let index = 0; text.length < characters && left > 0; index++) {
      const next = piece(index);
      text += next;
      left -= tagsOf(next);
    }
    return text.slice(0, characters);
  };
}

/** An element in itself. */
function nest(...names: readonly string[]): Kind {
  const open = names.map((name) => `<${name}>`).join('');
  const close = names
    .toReversed()
    .map((name) => `</${name}>`)
    .join('');
  return ({ characters, tags }) => {
    const byLength = Math.floor(characters / (open.length + close.length));
    const times = Math.min(byLength, Math.floor(tags / 2 / names.length));
    return `${open.repeat(times)}x${close.repeat(times)}`;
  };
}

/** One element with as many attributes. */
function attributes(start: string, piece: (index: number) => string): Kind {
  return (amount) => `<b ${start}${fill(piece)(amount)}>x</b>`;
}

/** The texts by what is in them. */
const kinds: Readonly<Record<string, Kind>> = {
  'one long text': fill(() => 'w'),
  words: fill((index) => `word${index} `),
  entities: fill(() => '&amp;&#x41;&notin;'),
  'one element nested': nest('b'),
  'lists nested': nest('ul', 'li'),
  'quotes nested': nest('blockquote'),
  'elements that go, nested': nest('div'),
  'frames of frames nested': nest('svg', 'g'),
  'tables nested': nest('table', 'tr', 'td'),
  'spoilers in links': fill(() => '<a href="https://a.example/"><spoiler>x'),
  'elements that are not closed': fill(() => '<b><i>'),
  'elements closed in the wrong order': fill(() => '<b><i></b>x</i>'),
  'formatting over blocks': fill((index) => `<a href=x${index}><b><blockquote>`),
  'formatting over items': fill(() => '<li><b>'),
  'formatting over tables': fill(() => '<table><b>'),
  'small elements': fill(() => '<b>x</b>'),
  'line breaks': fill(() => '<br>'),
  'elements that go': fill(() => '<x-y>x</x-y>'),
  comments: fill(() => '<!--x-->'),
  'one element with attributes without values': attributes('', (index) => `${index.toString(36)} `),
  'attributes round a bracket': attributes('a=">" ', (index) => `${index.toString(36)}=">"`),
  'one element with many attributes': attributes('', (index) => `a${index}=x `),
  'elements with attributes': fill(() => '<b onclick=x title=y class="hljs z" lang=en>x</b>'),
  links: fill((index) => `<a href="https://a.example/${index}">b.example</a> `),
  images: fill((index) => `<img src="https://a.example/${index}.png">`),
  hashtags: fill((index) => `#t${index} `),
  names: fill((index) => `@n${index} `),
  spoilers: fill(() => '<spoiler>x</spoiler>'),
  'scripts and styles': fill(() => '<script>x</script><style>x</style>'),
  'text nested in code': fill(() => '<pre><code>x</code></pre>'),
  'tags that are none': fill(() => '<'),
};

/** Every text by its kind and how much there is of it. */
const texts = new Map(
  Object.entries(kinds).flatMap(([name, make]) =>
    Object.entries(amounts).map(([much, amount]): [string, string] => {
      const text = make(amount);
      const words = much.endsWith('kB') ? ' word'.repeat(Math.max(0, size - text.length) / 5) : '';
      return [`${name}, ${much}`, text + words];
    }),
  ),
);

/** Their names. */
export const textNames = [...texts.keys()];

const labels: BodyLabels = {
  image: (author) => `Image posted by ${author}`,
  spoiler: 'Spoiler',
  playGif: 'Play GIF',
  loadImage: 'Load image',
  embed: (host) => `Load content from ${host}`,
};

/** Makes a text safe, and plain first, as a row does. */
export function makeSafe(name: string): void {
  const html = texts.get(name) ?? '';
  plainText(html);
  sanitise(html, { labels, authorName: 'Ann' });
}
