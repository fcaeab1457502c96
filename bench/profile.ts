/**
 * `npm run bench:profile`: what the main thread's time goes to until the last row is painted, in the
 * widget and on the floor, by the browser's own trace. Writes `docs/performance-profile.md`.
 *
 * Time is processor time (a trace's `tdur`), each event's without those inside it. `--runs 7`,
 * `--sizes 50,500`, `--from FOLDER` (another build).
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { launch, type Browser } from 'puppeteer-core';
import { launchOptions } from '../test/support/browsers.js';
import { startBenchServer } from './bench-server.js';
import { Figures } from './figures.js';
import { names, readBuilt, root, type Subject } from './subjects.js';

/** One event of a trace, as far as it is read here. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the clock, and how long it took by the clock and on the processor. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly documentLoaderURL?: string } };
}

/** What the time is spent on; the first that fits an event's name. */
const kinds: readonly (readonly [kind: string, names: RegExp])[] = [
  ['collecting garbage', /GC/],
  [
    'reading and compiling scripts',
    /compile|Parse(?:Function|Program)|Ignition|Baseline|produceCache/i,
  ],
  ['parsing HTML', /^ParseHTML/],
  ['styles', /UpdateLayoutTree|RecalculateStyles/],
  ['layout', /^Layout$/],
  ['painting', /Paint|Layerize|Commit|UpdateLayer|DecodeImage/],
  [
    'script',
    /^v8\.|FunctionCall|EventDispatch|TimerFire|AnimationFrame|Microtask|SimpleWatcher|EvaluateScript/,
  ],
  ['everything else', /./],
];

const total = 'all of it';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
    sizes: { type: 'string', default: '50,500' },
    from: { type: 'string', default: join(root, 'dist/cdn') },
  },
});
const runs = Number(values.runs);
const sizes = values.sizes.split(',').map(Number);
const compared: readonly Subject[] = ['floor', 'widget'];
const folder = mkdtempSync(join(tmpdir(), 'fc-trace-'));

/** Milliseconds of each kind between two moments on one thread. */
function spentOn(events: readonly TraceEvent[]): Map<string, number> {
  const spent = new Map<string, number>();
  const add = (name: string, microseconds: number) => {
    const kind = kinds.find(([, pattern]) => pattern.test(name))?.[0] ?? total;
    spent.set(kind, (spent.get(kind) ?? 0) + microseconds / 1000);
    spent.set(total, (spent.get(total) ?? 0) + microseconds / 1000);
  };
  const open: TraceEvent[] = [];
  const sorted = [...events].sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  for (const event of sorted) {
    const endOf = ({ ts, dur = 0 }: TraceEvent) => ts + dur;
    let parent = open.at(-1);
    while (parent && endOf(parent) <= event.ts) {
      open.pop();
      parent = open.at(-1);
    }
    add(event.name, event.tdur ?? 0);
    // What is inside is not the outer one's own.
    if (parent) add(parent.name, -(event.tdur ?? 0));
    open.push(event);
  }
  return spent;
}

async function trace(browser: Browser, address: string): Promise<Map<string, number>> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1000, height: 800 });
  const path = join(folder, 'trace.json');
  await page.tracing.start({
    path,
    categories: [
      '-*',
      'toplevel',
      'blink.user_timing',
      'v8',
      'devtools.timeline',
      'disabled-by-default-devtools.timeline',
    ],
  });
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  const { painted } = await page.evaluate(() => bench.rendering());
  const start = await page.evaluate(() => bench.start);
  await page.tracing.stop();
  await context.close();
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: TraceEvent[] };
  const begin = traceEvents.findLast(
    ({ name, args }) =>
      name === 'navigationStart' && args.data?.documentLoaderURL?.includes('/bench?'),
  );
  if (!begin) throw new Error('the trace does not say when the page began');
  const from = begin.ts + start * 1000;
  return spentOn(
    traceEvents.filter(
      ({ ph, pid, tid, tdur, ts }) =>
        ph === 'X' &&
        pid === begin.pid &&
        tid === begin.tid &&
        tdur !== undefined &&
        // The module's own beginning is inside the task that began before it.
        ts >= from - 5000 &&
        ts < from + painted * 1000,
    ),
  );
}

const figures = new Figures();
const server = await startBenchServer(sizes, readBuilt(values.from));
const browser = await launch({ ...launchOptions('chromium'), protocolTimeout: 600_000 });
const version = await browser.version();
try {
  for (let round = 0; round <= runs; round++) {
    for (const size of sizes) {
      for (const subject of compared) {
        const spent = await trace(browser, server.address(subject, size));
        // The first round warms up what all pages share.
        if (round === 0) continue;
        for (const kind of [...kinds.map(([name]) => name), total]) {
          figures.add(`${subject} ${size} ${kind}`, spent.get(kind) ?? 0);
        }
      }
    }
  }
} finally {
  await browser.close();
  await server.api.close();
  rmSync(folder, { recursive: true, force: true });
}

const columns = sizes.flatMap((size) => compared.map((subject) => ({ size, subject })));
const rows = [...kinds.map(([kind]) => kind), total].map((kind) => [
  kind,
  ...columns.map(({ size, subject }) => {
    const spread = figures.spread(`${subject} ${size} ${kind}`);
    return spread
      ? `${spread.median.toFixed(0)} (${spread.min.toFixed(0)} to ${spread.max.toFixed(0)})`
      : '–';
  }),
]);
const head = ['', ...columns.map(({ size, subject }) => `${names[subject]}, ${size}`)];
const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = [line(head), line(head.map((_, at) => (at ? '---:' : '---'))), ...rows.map(line)];
const text = `# What the time is spent on

Written by \`npm run bench:profile\` on ${new Date().toISOString().slice(0, 10)} (${version}; ${runs} runs). Milliseconds of the main thread on the processor, from the start of the page's script to the frame after the last row: medians, with the smallest and the largest. While a trace is written everything takes somewhat longer.

${table.join('\n')}
`;
console.log(table.join('\n'));
writeFileSync(
  join(root, 'docs/performance-profile.md'),
  await format(text, { parser: 'markdown' }),
);
