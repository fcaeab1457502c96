/** Whether threads that were left leave anything behind. */
import type { Browser } from 'puppeteer-core';
import { threadName, type BenchServer } from './bench-server.js';
import { openSubject } from './open-subject.js';

/** Bytes the heap grew by while one element went through so many threads. */
export async function measureRoutes(
  browser: Browser,
  server: BenchServer,
  count: number,
  changes: number,
): Promise<number> {
  const opened = await openSubject(browser, server.address('widget', count));
  await opened.rendering();
  const change = async (index: number) => {
    const urlId = `${threadName(count)}${index % 2 === 0 ? '' : '-empty'}`;
    await opened.page.evaluate(
      (urlId) =>
        new Promise<void>((resolve) => {
          const element = document.querySelector('fast-comments');
          element?.addEventListener('fc-ready', () => resolve(), { once: true });
          element?.setAttribute('url-id', urlId);
        }),
      urlId,
    );
  };
  // The first few fill caches that stay.
  for (let index = 1; index <= 6; index++) await change(index);
  const heapAtRest = async () => {
    await opened.page.evaluate(() => bench.still(1000));
    return opened.heap();
  };
  const before = await heapAtRest();
  for (let index = 1; index <= changes; index++) await change(index);
  const after = await heapAtRest();
  await opened.close();
  return after - before;
}
