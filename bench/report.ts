/** What the benchmarks found, as a page of documentation. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import type { Figures } from './figures.js';
import { plot, type Series } from './plot.js';
import { names, root, subjects } from './subjects.js';
import { describe, judge, type Findings } from './targets.js';

const colours = { floor: '#59616c', purified: '#7a4b00', widget: '#2456cf' } as const;

const mark = (isMet: boolean | null) => (isMet === null ? '–' : isMet ? 'met' : '**not met**');

/** The lines of the table as Markdown. */
export function tableOf(findings: Findings): string {
  const rows = judge(findings).map(
    ({ what, target, found, isMet }) => `| ${what} | ${target} | ${found} | ${mark(isMet)} |`,
  );
  return ['| what | target | found | |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** Every figure of every subject side by side. */
export function figureTable(figures: Figures): string {
  const keys = new Set(figures.names().map((name) => name.split(' ').slice(1).join(' ')));
  const rows = [...keys].map((key) => {
    const cells = subjects.map((subject) => {
      const spread = figures.spread(`${subject} ${key}`);
      if (!spread) return '–';
      return key.endsWith('heap')
        ? describe(
            {
              ...spread,
              median: spread.median / 1e6,
              min: spread.min / 1e6,
              max: spread.max / 1e6,
            },
            'MB',
            1,
          )
        : describe(spread, '', key.endsWith('shift') ? 3 : 0);
    });
    return `| ${key} | ${cells.join(' | ')} |`;
  });
  return [
    `| figure | ${subjects.map((subject) => names[subject]).join(' | ')} |`,
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function seriesOf({ figures, growth }: Findings, figure: string, scale: number): Series[] {
  return subjects.map((subject) => ({
    name: subject === 'purified' ? 'floor, made safe' : names[subject],
    colour: colours[subject],
    points: growth.flatMap((count) => {
      const value = figures.median(`${subject} ${count} ${figure}`);
      return value === null ? [] : [[count, value / scale] as const];
    }),
  }));
}

/** Writes `docs/performance.md` and its plots; returns where. */
export async function writeReport(
  findings: Findings,
  browser: string,
  settings: string,
): Promise<string> {
  const folder = join(root, 'docs');
  mkdirSync(folder, { recursive: true });
  const hasPlots = findings.growth.length > 2;
  if (hasPlots) {
    writeFileSync(
      join(folder, 'performance-time.svg'),
      plot('Every body shown and safe', 'ms', seriesOf(findings, 'sanitised', 1)),
    );
    writeFileSync(
      join(folder, 'performance-heap.svg'),
      plot('Heap after collection', 'MB', seriesOf(findings, 'heap', 1e6)),
    );
  }
  const [cpu] = cpus();
  const text = `# Performance

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)} (${settings}; ${browser}; ${cpus().length} × ${cpu?.model ?? 'unknown processor'}, with a load of ${loadavg()[1]?.toFixed(1) ?? '?'} over the last five minutes).

The floor is a page that puts the same thread (avatar, name, time, body, three buttons for each comment, nested lists) on the screen with one \`innerHTML\`, trusting the service's HTML: see [bench/page](../bench/page). The second floor puts every body through DOMPurify and has \`content-visibility\` on the rows. All three are fed from loopback with the same answers and run one after the other in each round, in profiles of their own. The clock runs from the start of a page's script to the frame after the last row. Figures are medians with the smallest and the largest. Milliseconds are worth little on another machine, ratios of one run are.

## Targets

${tableOf(findings)}

A task shorter than 50 ms is not reported by the browser and counts as 0.
${
  hasPlots
    ? `
## Growth

![Time over the number of comments](performance-time.svg)

![Memory over the number of comments](performance-heap.svg)
`
    : ''
}
## Every figure

\`painted\`: the frame after the last row. \`firstScreen\`: the frame after rows filled the screen. \`sanitised\`: every body shows its markup (in the widget: made safe). \`-slow\`: processor 4 times slower. \`-paged\`: pages of 100. Milliseconds, but for \`heap\` and \`shift\`.

${figureTable(findings.figures)}
`;
  const path = join(folder, 'performance.md');
  writeFileSync(path, await format(text, { parser: 'markdown' }));
  return path;
}
