/** One visit: a page is opened in a fresh profile, measured, and closed. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import type { Reading } from './page/probe.js';
import type { Subject } from './subjects.js';

/** What is visited, and how. */
export interface VisitOptions {
  readonly browser: Browser;
  readonly origin: string;
  readonly subject: Subject;
  readonly count: number;
  /** How many times slower the processor is made. */
  readonly slowdown: number;
  /** Whether presses, scrolling and memory are measured too. */
  readonly isLong: boolean;
  /** How many bodies have markup. */
  readonly marked: number;
  /** Added to the floors' addresses. */
  readonly query: string;
  /** Where pictures of the first screen and of the middle of the page go. */
  readonly pictures?: string;
}

/** What a visit measures: milliseconds, but for `heap` (bytes) and the two shifts. */
export const figures = [
  'firstScreen',
  'painted',
  'sanitised',
  'equipped',
  'clock',
  'processor',
  'longestTask',
  'layoutShift',
  'heap',
  'firstVote',
  'vote',
  'firstReply',
  'reply',
  'wheelFrame',
  'wheelShift',
  'scrollFrame',
] as const;

/** One of them. */
export type Figure = (typeof figures)[number];

/** What a visit found; a figure that was not measured, or never came, is left out. */
export type Figures = Partial<Record<Figure, number>>;

/** From the top to the end of the page: nobody reads at this pace. */
const scrollSteps = 150;
/** The pace of a quick wheel: 6,000 pixels a second for two seconds. */
const wheelSteps = { steps: 120, pixels: 100 };
const patience = 120_000;
/** Rest before something is pressed: what the page or the browser does late is over by then. */
const rest = 1500;

async function readUntil(
  page: Page,
  isEnough: (reading: Reading) => boolean,
  limit: number,
): Promise<Reading> {
  const end = Date.now() + limit;
  for (;;) {
    await wait(250);
    const reading = await page.evaluate(() => globalThis.secondProbe.read());
    if (isEnough(reading) || Date.now() > end) return reading;
  }
}

async function heapSize(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.send('HeapProfiler.disable');
  return usedSize;
}

/** Presses a button of a row with the mouse; resolves to the time until the row shows it, or null. */
async function press(page: Page, kind: 'up' | 'reply', skip: number): Promise<number | null> {
  const find = async () => page.evaluate((k, n) => globalThis.secondProbe.spot(k, n), kind, skip);
  const seen = await find();
  if (!seen) return null;
  await page.mouse.move(seen.x, seen.y);
  await wait(rest);
  // Rows may have moved meanwhile.
  const spot = await find();
  if (spot?.id !== seen.id) throw new Error('The rows do not keep still.');
  await page.evaluate((k, id) => globalThis.secondProbe.expect(k, id), kind, spot.id);
  await page.mouse.click(spot.x, spot.y);
  const answered = page.evaluate(async () => globalThis.secondProbe.answered());
  const time = await Promise.race([answered, wait(15_000).then(() => null)]);
  if (time === null) throw new Error(`Pressing "${kind}" on ${spot.id} did nothing.`);
  return time;
}

async function pressSome(page: Page, kind: 'up' | 'reply'): Promise<readonly number[]> {
  const times: number[] = [];
  for (let skip = 0; skip < 3; skip += 1) {
    const time = await press(page, kind, skip);
    if (time !== null) times.push(time);
  }
  return times;
}

function middle(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}

async function measureLong(page: Page, session: CDPSession): Promise<Figures> {
  await page.evaluate(() => globalThis.secondProbe.forget());
  const heap = await heapSize(session);
  const votes = await pressSome(page, 'up');
  const replies = await pressSome(page, 'reply');
  await wait(rest);
  const shifted = async () => page.evaluate(() => globalThis.secondProbe.read().layoutShift);
  const before = await shifted();
  const { steps, pixels } = wheelSteps;
  const wheelFrame = await page.evaluate(
    (n, by) => globalThis.secondProbe.scroll(n, by),
    steps,
    pixels,
  );
  await wait(rest);
  const wheelShift = (await shifted()) - before;
  const scrollFrame = await page.evaluate((n) => globalThis.secondProbe.scroll(n), scrollSteps);
  return {
    heap,
    firstVote: votes[0],
    vote: middle(votes.slice(1)),
    firstReply: replies[0],
    reply: middle(replies.slice(1)),
    wheelFrame,
    wheelShift,
    scrollFrame,
  };
}

/** A picture of what stands in the window, at the top of the page or halfway down. */
async function photograph(
  page: Page,
  folder: string,
  name: string,
  place: 'top' | 'middle',
): Promise<void> {
  if (place === 'middle') {
    await page.evaluate(() =>
      window.scrollTo({ top: document.documentElement.scrollHeight / 2, behavior: 'instant' }),
    );
    await wait(rest);
  }
  await page.screenshot({ path: join(folder, `${name}-${place}.png`) });
}

/** Visits a subject. Throws if its rows or bodies never came. */
export async function visit(options: VisitOptions): Promise<Figures> {
  const { browser, origin, subject, count, slowdown, isLong, marked, query, pictures } = options;
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.setViewport({ width: 1000, height: 800 });
    const session = await page.createCDPSession();
    if (slowdown > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    // Its own time on the processor, which does not depend on what else runs on the machine.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const address = `${origin}/${subject}/${count}${query}`;
    await page.goto(address, { waitUntil: 'domcontentloaded', timeout: patience });
    const whole = await readUntil(
      page,
      ({ painted, sanitised, equipped }) =>
        painted !== null && sanitised !== null && equipped !== null,
      patience,
    );
    if (whole.painted === null || whole.sanitised === null) {
      throw new Error(
        `${subject}, ${count}: ${whole.seen.join(' / ')} rows, bodies and whole rows of ${count} / ${marked} / ${count}. ${faults.join('; ')}`,
      );
    }
    await wait(rest * (slowdown > 1 ? 2 : 1));
    const reading = await page.evaluate(() => globalThis.secondProbe.read());
    const { metrics } = await session.send('Performance.getMetrics');
    const tasks = metrics.find(({ name }) => name === 'TaskDuration')?.value;
    await session.send('Performance.disable');
    if (pictures !== undefined) await photograph(page, pictures, `${subject}-${count}`, 'top');
    const late = isLong ? await measureLong(page, session) : {};
    if (pictures !== undefined) await photograph(page, pictures, `${subject}-${count}`, 'middle');
    if (faults.length > 0) throw new Error(`${subject}, ${count}: ${faults.join('; ')}`);
    return {
      firstScreen: reading.firstScreen ?? undefined,
      painted: whole.painted,
      sanitised: whole.sanitised,
      equipped: whole.equipped ?? undefined,
      clock: whole.clock,
      processor: tasks === undefined ? undefined : tasks * 1000,
      longestTask: reading.longestTask,
      layoutShift: reading.layoutShift,
      ...late,
    };
  } finally {
    await context.close();
  }
}
