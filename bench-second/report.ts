/** From single visits to a table. */
import { format } from 'prettier';
import { subjects, type Subject } from './subjects.js';
import { figures, type Figure, type Figures } from './visit.js';

/** What one visit found, and where. */
export interface Visited {
  readonly subject: Subject;
  readonly count: number;
  readonly slowdown: number;
  readonly round: number;
  readonly found: Figures;
}

/** The rounds of one figure of one subject. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly rounds: number;
  /** Against the floor's median; null where there is none, or either is too small to tell. */
  readonly ratio: number | null;
}

/** One figure at one size. */
export interface Line {
  readonly figure: Figure;
  readonly count: number;
  readonly slowdown: number;
  readonly of: Partial<Record<Subject, Summary>>;
}

/** The browser does not report tasks that are shorter. */
const shortestTask = 50;

/** With the processor slowed down, only these say something. */
const slowFigures: readonly Figure[] = ['firstScreen', 'painted', 'sanitised', 'longestTask'];

/** Moments that for the floors are those of the last row by construction. */
const widgetFigures: readonly Figure[] = ['sanitised', 'equipped'];

function median(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}

function summarise(values: readonly number[], floor: number | null): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = median(sorted);
  return {
    median: middle,
    min: sorted[0] ?? NaN,
    max: sorted.at(-1) ?? NaN,
    rounds: sorted.length,
    ratio: floor !== null && floor > 0 && middle > 0 ? middle / floor : null,
  };
}

/** The lines of the table, by size. */
export function linesOf(visits: readonly Visited[]): Line[] {
  const places = new Map(
    visits.map(({ count, slowdown }) => [`${count}/${slowdown}`, { count, slowdown }]),
  );
  const lines: Line[] = [];
  for (const { count, slowdown } of places.values()) {
    const here = visits.filter((each) => each.count === count && each.slowdown === slowdown);
    for (const figure of figures) {
      if (slowdown > 1 && !slowFigures.includes(figure)) continue;
      const valuesOf = (subject: Subject): number[] =>
        here
          .filter((each) => each.subject === subject)
          .map(({ found }) => found[figure])
          .filter((value) => value !== undefined);
      const floorValues = valuesOf('floor');
      const floor = floorValues.length > 0 ? summarise(floorValues, null).median : null;
      const of: Partial<Record<Subject, Summary>> = {};
      for (const subject of subjects) {
        const values = valuesOf(subject);
        if (values.length > 0) of[subject] = summarise(values, floor);
      }
      if (Object.keys(of).length > 0) lines.push({ figure, count, slowdown, of });
    }
  }
  return lines;
}

const titles: Readonly<Record<Figure, string>> = {
  firstScreen: 'first screen, ms',
  painted: 'painted, ms',
  sanitised: 'every body sanitised, ms',
  equipped: 'every row with its buttons, ms',
  clock: 'the clock’s own work, ms',
  processor: 'main thread until rest, processor ms',
  longestTask: 'longest task, ms',
  layoutShift: 'layout shift, loading',
  heap: 'heap, MB',
  firstVote: 'first vote, ms',
  vote: 'vote, ms',
  firstReply: 'first reply box, ms',
  reply: 'reply box, ms',
  wheelFrame: 'longest frame, quick wheel, ms',
  wheelShift: 'layout shift, quick wheel',
  scrollFrame: 'longest frame, whole page in 150, ms',
};

function write(figure: Figure, value: number): string {
  if (figure === 'layoutShift' || figure === 'wheelShift') return value.toFixed(3);
  if (figure === 'heap') return (value / 1e6).toFixed(1);
  if (figure === 'longestTask' && value < shortestTask) return `< ${shortestTask}`;
  return value.toFixed(value < 100 ? 1 : 0);
}

function cell(figure: Figure, summary: Summary | undefined, isFloor: boolean): string[] {
  if (!summary) return isFloor ? ['–'] : ['–', '–'];
  const { median: middle, min, max, rounds, ratio } = summary;
  const range = rounds > 1 ? ` (${write(figure, min)}–${write(figure, max)})` : '';
  const text = `${write(figure, middle)}${range}`;
  return isFloor ? [text] : [text, ratio === null ? '–' : ratio.toFixed(2)];
}

function cells(lines: readonly Line[]): string[][] {
  const head = [
    'N',
    'figure',
    ...subjects.flatMap((name) => (name === 'floor' ? [name] : [name, '÷'])),
  ];
  const body = lines.map(({ figure, count, slowdown, of }) => [
    `${count}${slowdown > 1 ? `, ${slowdown}× slower` : ''}`,
    titles[figure],
    ...subjects.flatMap((subject) => {
      const isFloor = subject === 'floor';
      const isMeant = subject === 'widget' || !widgetFigures.includes(figure);
      // The floor's own moment is that of its last row, which is what the widget's is compared with.
      return cell(figure, isMeant || isFloor ? of[subject] : undefined, isFloor);
    }),
  ]);
  return [head, ...body];
}

/** A table for the terminal. */
export function textTable(lines: readonly Line[]): string {
  const rows = cells(lines);
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The same as a page of documentation. `settings`: under which conditions, in words. */
export async function report(lines: readonly Line[], settings: string): Promise<string> {
  const [head = [], ...body] = cells(lines);
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  const rule = head.map((_, at) => (at < 2 ? '---' : '---:'));
  const text = `# Performance, measured a second time

Written by \`npm run bench:second\` on ${new Date().toISOString().slice(0, 10)} (${settings}).

Confirms or refutes the ratios of [the first measurements](performance.md) with a floor, data and a clock of its own: see [bench-second](../bench-second). The columns ÷ are ratios to the floor; figures are medians, with the least and the most of all rounds.

${[line(head), line(rule), ...body.map(line)].join('\n')}
`;
  return format(text, { parser: 'markdown' });
}
