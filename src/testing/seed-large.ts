import { ownOrigin } from './own-origin.js';
import type { SeedAuthor, SeedComment } from './seed.js';
import { seededRandom } from './seeded-random.js';

const firstNames =
  'Ada Bela Chiara Dario Elif Farid Greta Hugo Ines Jonas Kaja Liam Mira Noor Olga Pavel Quinn Rosa Sami Tuva Umar Vera Wanda Xenia Yara Zoltan'.split(
    ' ',
  );
const lastNames = 'Abel Brandt Costa Dahl Ekberg Fuchs Grau Holm Ivanov Jansen Keller Lund'.split(
  ' ',
);

/** Sentences that go together in any order; a thread about reading and writing on the web. */
const sentences = [
  'I read this twice and the second time I understood what you were getting at.',
  'That matches what we saw last year, almost to the week.',
  'Could you say where the numbers come from?',
  'My experience was the opposite, but I live somewhere much colder.',
  'Thank you, that is the first explanation that made sense to me.',
  'It depends on how much time you have in the morning.',
  'The picture in the middle says more than the whole paragraph under it.',
  'We tried it with a borrowed one first and bought our own a month later.',
  'I would not go that far.',
  'Somebody should write this down before everybody who knows it has retired.',
  'The trick is to stop one step before you think you are done.',
  'It took me three evenings, two of which I spent looking for the right screwdriver.',
  'Half of the advice out there is for people with a garden and a shed.',
  'Agreed.',
  'There is a **longer version** of this in the library, if you like that sort of thing.',
  'See https://example.com/notes/2024 for the details, they are worth an evening.',
  'You forgot the most important part: it has to be fun.',
  'What happens if it rains?',
  'I laughed out loud on the train and now people are looking.',
  'The last step can be left out, nobody will notice.',
  'My grandmother did it *exactly* like that and never measured anything.',
  'Please do a follow-up in spring.',
  'It is cheaper to do it properly once.',
  'The instructions say ten minutes; they mean an hour and a cup of tea.',
];

/** Levels of the tree, the top level included. */
const levels = 6;

/**
 * A thread of `count` comments, the same for the same count: about a third at the top level, replies
 * up to six levels deep, most of them near what was being discussed, lengths from a word to several
 * paragraphs. The newest is a minute old. Ids are the prefix and a number.
 */
export function largeThread(count: number, now: number, idPrefix: string): SeedComment[] {
  const random = seededRandom(`large ${count}`);
  const pick = <T>(list: readonly T[], otherwise: T): T =>
    list[Math.floor(random() * list.length)] ?? otherwise;
  const people: SeedAuthor[] = Array.from({ length: 60 }, (_, at) => {
    const name = `${firstNames[at % firstNames.length] ?? ''} ${lastNames[(at * 5) % lastNames.length] ?? ''}`;
    return {
      id: `reader-${at}`,
      name,
      avatarSrc: `${ownOrigin}/avatars/reader-${at}.svg`,
    };
  });
  const text = (): string => {
    const length = random() < 0.15 ? 1 : random() < 0.85 ? 2 + Math.floor(random() * 4) : 8;
    const parts = Array.from({ length }, () => pick(sentences, ''));
    if (length >= 8) parts.splice(4, 0, '\n\n');
    return parts.join(' ');
  };
  const roots: SeedComment[] = [];
  const open: { comment: SeedComment & { replies: SeedComment[] }; level: number }[] = [];
  const step = 90_000;
  for (let index = 0; index < count; index += 1) {
    const isReply = open.length > 0 && random() > 0.34;
    // Conversations are about what was said last, but old comments get answers too.
    const back =
      random() < 0.8
        ? Math.floor(random() ** 2 * Math.min(open.length, 40))
        : Math.floor(random() * open.length);
    const parent = isReply ? open[open.length - 1 - back] : undefined;
    const level = (parent?.level ?? 0) + 1;
    const comment = {
      id: `${idPrefix}${index}`,
      author: random() < 0.12 ? pick(firstNames, 'Guest') : pick(people, { name: 'Guest' }),
      text: text(),
      at: now - (count - index) * step + Math.floor(random() * 30_000),
      votesUp: Math.floor(random() ** 4 * 60),
      votesDown: Math.floor(random() ** 6 * 12),
      replies: [] as SeedComment[],
    };
    (parent?.comment.replies ?? roots).push(comment);
    if (level < levels) open.push({ comment, level });
  }
  return roots;
}
