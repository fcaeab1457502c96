/**
 * The thread that is measured: made from a seed, so that every run and every subject has the same.
 * Nothing in it is fetched from elsewhere.
 */

/** A comment as the answer carries it. */
export interface Comment {
  readonly _id: string;
  readonly userId: string;
  readonly anonUserId: null;
  readonly commenterName: string;
  readonly commenterLink: null;
  readonly commentHTML: string;
  readonly parentId: string | null;
  readonly date: string;
  readonly votes: number;
  readonly votesUp: number;
  readonly votesDown: number;
  readonly verified: true;
  readonly avatarSrc: string | null;
  hasChildren: boolean;
  childCount: number;
  nestedChildrenCount: number;
  readonly children: Comment[];
}

/** A whole thread. */
export interface Thread {
  /** Top-level comments, each with all its replies. */
  readonly roots: readonly Comment[];
  /** For each comment with markup, an element its body shows once the markup stands there. */
  readonly marked: Readonly<Record<string, string>>;
}

/** How many pictures there are for authors. */
export const avatarCount = 24;

const deepestLevel = 6;
const shortest = 2;
const longest = 1200;
const shareWithMarkup = 0.35;
const firstDate = Date.UTC(2026, 7, 3, 6, 12);

/** Numbers from 0 to 1 (sfc32). */
type Random = () => number;

function randomFrom(seed: number): Random {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let turn = 0; turn < 20; turn += 1) next();
  return next;
}

function pick<T>(random: Random, from: readonly T[]): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error('Nothing to pick from.');
  return found;
}

const alphabets = {
  latin: 'a ko ten mi ra sol per una da vel tri os gan el fo rest qui bra lo ment',
  cyrillic: 'по ра ко нет ми да гор ве сло тра лю жи на зем ро',
  greek: 'κα λη με ρα σο φι το να θα λασ',
  hebrew: 'של ום מה כל תו דה אור גן בית',
  arabic: 'سلا كت با نو قل شم من دار',
  japanese: 'これ です ねこ 本当 に 思う 今日 面白 い から',
  devanagari: 'नम स्ते है कि ताब सम य दो',
} as const;

type Script = keyof typeof alphabets;

const syllables: Readonly<Record<Script, readonly string[]>> = Object.fromEntries(
  Object.entries(alphabets).map(([script, text]) => [script, text.split(' ')]),
) as Record<Script, string[]>;

/** Most are written in Latin letters. */
const scripts: readonly Script[] = [
  ...Array.from<Script>({ length: 18 }).fill('latin'),
  'cyrillic',
  'cyrillic',
  'greek',
  'hebrew',
  'arabic',
  'japanese',
  'devanagari',
];

const names = [
  'Björk Ólafsdóttir',
  'Wanjirũ Kamau',
  'Łucja Wiśniewska',
  'Tomás Quiroga',
  'Анна Белова',
  'Дмитро Шевчук',
  'Ελένη Παπαδάκη',
  'יעל ברקוביץ',
  'ليلى حداد',
  '佐藤 健',
  '王小明',
  '김서연',
  'प्रिया शर्मा',
  'Nguyễn Thị Hoa',
  'Ines',
  'm4rgin_walker',
  'Dr. Hermione van der Westhuizen-Oyelaran',
  'Ze',
  'Şebnem Yıldız',
  'O’Neill',
];

function word(random: Random, script: Script): string {
  const length = 1 + Math.floor(random() ** 2 * 4);
  return Array.from({ length }, () => pick(random, syllables[script])).join('');
}

/** Words up to about so many characters, at least one. */
function words(random: Random, script: Script, length: number): string {
  let text = word(random, script);
  while (text.length < length) {
    const end = random();
    const link = end < 0.08 ? '. ' : end < 0.16 ? ', ' : ' ';
    text += link + word(random, script);
  }
  return text.slice(0, Math.max(shortest, length)).trim() || 'ok';
}

/** From {@link shortest} to {@link longest}, half of them under 70, with a long tail. */
function bodyLength(random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.round(Math.min(longest, Math.max(shortest, Math.exp(4.2 + 1.1 * normal))));
}

/** A kind of markup: the element to look for, and what makes it around words. */
interface Mark {
  readonly tag: string;
  readonly share: number;
  write(say: (share: number) => string): string;
}

const marks: readonly Mark[] = [
  { tag: 'b', share: 24, write: (say) => `${say(0.6)} <b>${say(0.2)}</b> ${say(0.2)}` },
  { tag: 'i', share: 8, write: (say) => `<i>${say(0.3)}</i> ${say(0.7)}` },
  {
    tag: 'a',
    share: 22,
    write: (say) =>
      `${say(0.7)} <a href="https://example.org/${say(0)}">${say(0.2)}</a> ${say(0.1)}`,
  },
  { tag: 'br', share: 20, write: (say) => `${say(0.4)}<br>${say(0.3)}<br><br>${say(0.3)}` },
  {
    tag: 'li',
    share: 9,
    write: (say) =>
      `${say(0.4)}<ul><li>${say(0.2)}</li><li>${say(0.2)} <b>${say(0.1)}</b></li><li>${say(0.1)}</li></ul>`,
  },
  { tag: 'code', share: 8, write: (say) => `${say(0.5)} <code>${say(0.3)}</code> ${say(0.2)}` },
  {
    tag: 'blockquote',
    share: 6,
    write: (say) => `<blockquote>${say(0.4)}</blockquote>${say(0.5)} <i>${say(0.1)}</i>`,
  },
  // A spoiler may be shown as some other element.
  { tag: '*', share: 3, write: (say) => `${say(0.5)} <spoiler>${say(0.5)}</spoiler>` },
];

function pickMark(random: Random): Mark {
  let at = random() * marks.reduce((sum, { share }) => sum + share, 0);
  for (const mark of marks) {
    at -= mark.share;
    if (at < 0) return mark;
  }
  return pick(random, marks);
}

/** A thread of so many comments. Avatars are files of the given origin. */
export function makeThread(count: number, origin: string): Thread {
  const random = randomFrom(count * 7919 + 17);
  const roots: Comment[] = [];
  const marked: Record<string, string> = {};
  /** The newest comment of each level. */
  const path: Comment[] = [];
  let date = firstDate;
  for (let at = 0; at < count; at += 1) {
    let depth = 0;
    while (depth < Math.min(path.length, deepestLevel) && random() < 0.52) depth += 1;
    const parent = depth === 0 ? null : (path[depth - 1] ?? null);
    const script = pick(random, scripts);
    const length = bodyLength(random);
    const id = `s${count.toString(36)}-${at.toString(36).padStart(4, '0')}`;
    let html: string;
    if (random() < shareWithMarkup) {
      const mark = pickMark(random);
      html = mark.write((share) => words(random, script, Math.max(shortest, length * share)));
      marked[id] = mark.tag;
    } else html = words(random, script, length);
    const author = Math.floor(random() ** 1.5 * Math.max(12, count / 6));
    const votesUp = Math.floor(random() ** 4 * 60);
    const votesDown = Math.floor(random() ** 6 * 15);
    date += Math.floor(random() * 90_000_000 * (50 / count + 0.01));
    const comment: Comment = {
      _id: id,
      userId: `writer-${author}`,
      anonUserId: null,
      commenterName: `${names[author % names.length] ?? ''}${author < names.length ? '' : ` ${author}`}`,
      commenterLink: null,
      commentHTML: html,
      parentId: parent?._id ?? null,
      date: new Date(date).toISOString(),
      votes: votesUp - votesDown,
      votesUp,
      votesDown,
      verified: true,
      // Every other author has a picture.
      avatarSrc: author % 2 === 0 ? null : `${origin}/avatars/${author % avatarCount}.png`,
      hasChildren: false,
      childCount: 0,
      nestedChildrenCount: 0,
      children: [],
    };
    if (parent) {
      parent.children.push(comment);
      parent.hasChildren = true;
      parent.childCount += 1;
      for (let level = 0; level < depth; level += 1) {
        const above = path[level];
        if (above) above.nestedChildrenCount += 1;
      }
    } else roots.push(comment);
    path.length = depth;
    path.push(comment);
  }
  return { roots, marked };
}
