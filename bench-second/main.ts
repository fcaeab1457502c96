/**
 * `npm run bench:second`: a second set of measurements, to confirm or refute the ratios that
 * `npm run bench` prints. It shares no code, page, data or clock with it:
 *
 *     npm run bench:second -- [--rounds 3] [--sizes 50,500,5000] [--dist FOLDER]
 *                             [--json FILE] [--markdown FILE] [--pictures FOLDER] [--plain-dates]
 *
 * What is measured is what stands in `dist/cdn`; nothing is built here but the pages.
 *
 * - **Subjects.** `floor`: a page that makes one string of the whole thread and sets `innerHTML`
 *   once, bodies trusted as they come. `floor-safe`: the same with every body through DOMPurify and
 *   `content-visibility` on the rows. `widget`: `<fast-comments>` from its script-tag file. All three
 *   get the same answer, whole, from loopback, with dates by `Intl` on the floors (`--plain-dates`
 *   does without).
 * - **Data.** A thread of its own seed: bodies of 2 to 1,200 characters with a long tail, a third with
 *   markup, seven scripts, replies down to the sixth level, a picture for every other author.
 * - **Clock.** From the first script of the body, before that of the subject is fetched, to the end of
 *   the frame that shows the last row. Rows are counted as they are put in, by a MutationObserver that
 *   is the same everywhere; nothing asks for layout or walks the tree while a subject works, except
 *   once in a frame until the first screen stands. What the clock costs is in the table. The floors'
 *   style sheet is loaded before it starts; the widget's are in its script.
 * - **Figures.** The first screen (rows reach the lower edge, those seen have their markup), all rows
 *   painted, the last body's markup, the last row's buttons, the longest task until rest, the
 *   main thread's time on the processor until rest, layout shifts; for 500 the same on a processor
 *   slowed down 4 times. At the largest size also: memory after two collections, real mouse presses on "Vote up" and "Reply" until the frame that shows
 *   what they did (the first apart from the lesser of two more), and the longest frame while the page
 *   is scrolled, at the pace of a quick wheel (with the layout shifts) and whole in 150 steps.
 *
 * Each visit has a profile of its own. Subjects take turns, in another order in each round; the first
 * visit of all is thrown away. Shown are medians, with the least and the most of all rounds.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launch, type Browser } from 'puppeteer-core';
import { launchOptions } from '../test/support/browsers.js';
import { linesOf, report, textTable, type Visited } from './report.js';
import { startServer, type BenchServer } from './server.js';
import { subjects, type Subject } from './subjects.js';
import { visit } from './visit.js';

interface Wishes {
  readonly rounds: number;
  readonly sizes: readonly number[];
  readonly dist: string;
  readonly json?: string;
  readonly markdown?: string;
  readonly pictures?: string;
  readonly plainDates: boolean;
}

/** The size that is also measured on a slowed-down processor, and how much slower. */
const slowSize = 500;
const slowdown = 4;

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(`${name} must be a whole number above 0, not "${text}".`);
  }
  return value;
}

function readWishes(): Wishes {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      sizes: { type: 'string', default: '50,500,5000' },
      dist: { type: 'string', default: join(import.meta.dirname, '../dist/cdn') },
      json: { type: 'string' },
      markdown: { type: 'string' },
      pictures: { type: 'string' },
      'plain-dates': { type: 'boolean', default: false },
    },
  });
  const { 'plain-dates': plainDates, dist, json, markdown, pictures } = values;
  return {
    rounds: wholeNumber('--rounds', values.rounds),
    sizes: values.sizes.split(',').map((size) => wholeNumber('--sizes', size)),
    dist: resolve(dist),
    json,
    markdown,
    pictures,
    plainDates,
  };
}

/** All subjects, beginning with another one each time. */
function turned(by: number): Subject[] {
  return subjects.map((_, at) => subjects[(at + by) % subjects.length] ?? subjects[0]);
}

async function measure(browser: Browser, server: BenchServer, wishes: Wishes): Promise<Visited[]> {
  const { rounds, sizes, pictures, plainDates } = wishes;
  const largest = Math.max(...sizes);
  const { origin } = server;
  const query = plainDates ? '?dates=plain' : '';
  const go = async (subject: Subject, count: number, times: number, folder?: string) =>
    visit({
      browser,
      origin,
      subject,
      count,
      slowdown: times,
      isLong: times === 1 && count === largest,
      marked: server.markedCount(count),
      query,
      pictures: folder,
    });
  const visits: Visited[] = [];
  // A size is measured plain, and where it is wanted on a slow processor too.
  const settings = sizes.flatMap((count) =>
    (count === slowSize ? [1, slowdown] : [1]).map((times) => ({ count, times })),
  );
  await go('widget', Math.min(...sizes), 1);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, { count, times }] of settings.entries()) {
      for (const subject of turned(round + at)) {
        const isPictured = round === 0 && times === 1;
        const found = await go(subject, count, times, isPictured ? pictures : undefined);
        visits.push({ subject, count, slowdown: times, round, found });
        process.stderr.write(
          `round ${round + 1}/${rounds}  ${count}${times > 1 ? ` (${times}× slower)` : ''}  ${subject}: ${(found.painted ?? NaN).toFixed(0)} ms\n`,
        );
      }
    }
  }
  return visits;
}

async function main(): Promise<void> {
  const wishes = readWishes();
  if (wishes.pictures !== undefined) mkdirSync(wishes.pictures, { recursive: true });
  const server = await startServer(wishes.dist, wishes.sizes);
  try {
    const browser = await launch(launchOptions('chromium'));
    try {
      const visits = await measure(browser, server, wishes);
      const lines = linesOf(visits);
      const version = await browser.version();
      process.stdout.write(
        `\n${version}, ${wishes.rounds} rounds, ${server.subject}\n\n${textTable(lines)}\n`,
      );
      if (server.unexpected.size > 0) {
        process.stdout.write(`\nAnswered with nothing: ${[...server.unexpected].join(', ')}\n`);
      }
      if (wishes.json !== undefined) {
        const all = {
          browser: version,
          subject: server.subject,
          rounds: wishes.rounds,
          lines,
          visits,
        };
        writeFileSync(wishes.json, `${JSON.stringify(all, null, 2)}\n`);
      }
      if (wishes.markdown !== undefined) {
        const load = loadavg()[1]?.toFixed(1) ?? '?';
        const settings = `${wishes.rounds} rounds; ${version}; ${cpus().length} processors, with a load of ${load} over the last five minutes`;
        writeFileSync(wishes.markdown, await report(lines, settings));
      }
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
