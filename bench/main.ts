/**
 * `npm run bench`: measures the widget beside a thread built by hand, in a real browser, and writes
 * `docs/performance.md`. `-- --quick` does less, in about a minute, and only prints. For developing:
 * `--runs 3`, `--sizes 500,5000`, `--no-write`, `--from FOLDER` (another build), `--fast` (rendering and acting only).
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch, type Browser } from 'puppeteer-core';
import { buildCdn } from '../scripts/build-cdn.js';
import { launchOptions } from '../test/support/browsers.js';
import { startBenchServer, type BenchServer } from './bench-server.js';
import { Figures } from './figures.js';
import { measureActs, measureReach, readyToAct } from './measure-acts.js';
import { measureBytes } from './measure-bytes.js';
import { measureIdle } from './measure-idle.js';
import { measureLive } from './measure-live.js';
import { measureRoutes } from './measure-routes.js';
import { openSubject } from './open-subject.js';
import { figureTable, tableOf, writeReport } from './report.js';
import { readBuilt, root, subjects, type Subject } from './subjects.js';
import type { Findings } from './targets.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    runs: { type: 'string' },
    sizes: { type: 'string' },
    rest: { type: 'string' },
    write: { type: 'boolean' },
    from: { type: 'string' },
    fast: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

const { quick } = values;
const runs = Number(values.runs ?? (quick ? 1 : 5));
const sizes = (values.sizes ?? (quick ? '500,5000' : '50,500,5000')).split(',').map(Number);
const growth = quick || values.fast || values.sizes ? [] : [500, 5_000, 50_000];
const large = Math.max(...sizes);
const restSeconds = Number(values.rest ?? (quick ? 3 : 60));
/** Pixels between two looks while scrolling. */
const scrollStep = quick ? 60_000 : 3000;
const figures = new Figures();

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The newest change below a folder. */
function newestChange(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (newest, entry) => Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs),
      0,
    );
}

async function buildIfOld(): Promise<void> {
  const built = join(root, 'dist/cdn/fast-comments.js');
  if (existsSync(built) && statSync(built).mtimeMs >= newestChange(join(root, 'src'))) return;
  say('building dist/cdn');
  await buildCdn();
}

/** One thread, rendered once; the largest is also acted upon. */
async function visit(
  browser: Browser,
  server: BenchServer,
  subject: Subject,
  count: number,
): Promise<readonly string[]> {
  say(`  ${subject}, ${count}`);
  const opened = await openSubject(browser, server.address(subject, count));
  const name = `${subject} ${count}`;
  figures.addAll(name, await opened.rendering());
  let reach: readonly string[] = [];
  if (count === large) {
    await readyToAct(opened, subject);
    figures.add(`${name} heap`, await opened.heap());
    if (subject === 'widget') reach = await measureReach(opened);
    figures.addAll(name, await measureActs(opened, quick ? [1] : [0, 1, 2]));
    const worst = await opened.page.evaluate((step) => bench.scroll(step), scrollStep);
    figures.add(`${name} scroll`, worst);
    if (subject === 'widget') figures.addAll(name, await measureLive(server, opened, count));
  }
  await opened.close();
  return reach;
}

/** A thread that is only rendered, under other conditions. */
async function glance(
  browser: Browser,
  server: BenchServer,
  subject: Subject,
  name: string,
  count: number,
  options: { readonly slower?: number; readonly pageSize?: number },
): Promise<void> {
  say(`  ${subject}, ${name}`);
  const address = server.address(subject, count, options.pageSize);
  const opened = await openSubject(browser, address, options);
  if (options.pageSize && subject === 'widget') await opened.page.evaluate(() => bench.pressMore());
  figures.addAll(`${subject} ${name}`, await opened.rendering());
  if (growth.includes(count) && !options.pageSize && !options.slower) {
    figures.add(`${subject} ${name} heap`, await opened.heap());
  }
  await opened.close();
}

async function run(): Promise<void> {
  if (!values.from) await buildIfOld();
  const built = readBuilt(values.from ?? join(root, 'dist/cdn'));
  say('planting threads');
  const server = await startBenchServer([...new Set([...sizes, 50, 500, ...growth])], built);
  const browser = await launch({ ...launchOptions('chromium'), protocolTimeout: 600_000 });
  let reach: readonly string[] = [];
  try {
    for (let round = 1; round <= runs; round++) {
      say(`round ${round} of ${runs}`);
      for (const count of sizes) {
        for (const subject of subjects) {
          const touched = await visit(browser, server, subject, count);
          if (touched.length > reach.length) reach = touched;
        }
      }
      for (const subject of subjects) {
        await glance(browser, server, subject, '500-slow', 500, { slower: 4 });
      }
      if (!quick && !values.fast) {
        for (const subject of subjects) {
          await glance(browser, server, subject, `${large}-paged`, large, { pageSize: 100 });
        }
      }
    }
    for (const count of growth.filter((size) => size !== large)) {
      say(`growth: ${count}`);
      for (const subject of subjects)
        await glance(browser, server, subject, String(count), count, {});
    }
    if (values.fast) {
      console.log(figureTable(figures));
      return;
    }
    say('bytes, routes, rest');
    const findings: Findings = {
      figures,
      reach,
      large,
      growth,
      restSeconds,
      load: await measureBytes(browser, server, 500, built),
      routeGrowth: await measureRoutes(browser, server, quick ? 50 : 500, quick ? 10 : 50),
      rest: await measureIdle(browser, server, 500, restSeconds),
    };
    console.log(tableOf(findings));
    for (const touched of reach) console.log(`outside the row: ${touched}`);
    if (values.write ?? !quick) {
      const path = await writeReport(
        findings,
        await browser.version(),
        `${runs} rounds of ${sizes.join(', ')} comments`,
      );
      console.log(`\nwritten: ${path}`);
    }
  } finally {
    await browser.close();
    await server.api.close();
  }
}

await run();
