/** What the widget does while nobody does anything. */
import type { Browser } from 'puppeteer-core';
import type { BenchServer } from './bench-server.js';
import { readyToAct } from './measure-acts.js';
import { openSubject } from './open-subject.js';
import type { Ran } from './page/timers.js';
import { timersScript } from './subjects.js';

/** What went on in some seconds of rest. */
export interface Rest {
  /** Percent of the main thread. */
  readonly share: number;
  /** Timers and frames whose callbacks ran, by their delay. */
  readonly timers: Readonly<Ran>;
  /** The same while the page says it is hidden. */
  readonly hidden: Readonly<Ran>;
}

/** Leaves a thread alone for so many seconds, twice: seen, and hidden. */
export async function measureIdle(
  browser: Browser,
  server: BenchServer,
  count: number,
  seconds: number,
): Promise<Rest> {
  const opened = await openSubject(browser, 'about:blank');
  const { page } = opened;
  await page.evaluateOnNewDocument(timersScript);
  await page.goto(server.address('widget', count), { waitUntil: 'domcontentloaded' });
  await opened.rendering();
  await readyToAct(opened, 'widget');
  const rest = async () => {
    await page.evaluate(() => {
      ran = {};
    });
    const before = await opened.work();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const after = await opened.work();
    const timers = await page.evaluate(() => ran);
    return { share: (after.tasks - before.tasks) / (seconds * 10), timers };
  };
  const seen = await rest();
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const hidden = await rest();
  await opened.close();
  return { ...seen, hidden: hidden.timers };
}
