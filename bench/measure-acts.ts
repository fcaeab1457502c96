/** Presses and scrolling in a thread that stands. */
import type { OpenPage } from './open-subject.js';
import type { Subject } from './subjects.js';

/**
 * Milliseconds of the middle one of some presses, each in a page that has come to rest: a browser
 * goes through the whole page for forms to fill in a tenth of a second after a box has come.
 */
async function middlePress(
  { page }: OpenPage,
  rows: readonly number[],
  act: string,
  done: string,
): Promise<number> {
  const times: number[] = [];
  for (const row of rows) {
    await page.evaluate(() => bench.still(400));
    times.push(
      await page.evaluate((row, act, done) => bench.press(row, act, done), row, act, done),
    );
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
}

/** Waits until the widget has what acting needs; the floors always have. */
export async function readyToAct({ page }: OpenPage, subject: Subject): Promise<void> {
  if (subject !== 'widget') return;
  await page.waitForFunction(() =>
    document.querySelector('fast-comments')?.shadowRoot?.querySelector('fc-composer textarea'),
  );
  // In a long thread the last rows get their controls when nothing else is to be done.
  await page.waitForFunction(() =>
    bench.rows().every((row) => row.querySelector('[part~="comment-actions"]')),
  );
  await page.waitForNetworkIdle({ idleTime: 300 });
  await page.evaluate(() => bench.still(500));
}

/** What acting costs in these rows, of those on the screen. */
export async function measureActs(
  opened: OpenPage,
  rows: readonly number[],
): Promise<{ vote: number; reply: number }> {
  const vote = await middlePress(opened, rows, 'up', '[data-act="up"][aria-pressed="true"]');
  const reply = await middlePress(opened, rows, 'reply', 'textarea');
  return { vote, reply };
}

/** Nodes outside of a row that a vote in it changes. */
export async function measureReach({ page }: OpenPage): Promise<string[]> {
  return page.evaluate(() =>
    bench.nodesTouchedOutside(2, () =>
      bench.press(2, 'down', '[data-act="down"][aria-pressed="true"]'),
    ),
  );
}
