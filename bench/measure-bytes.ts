/** What a page loads before the first comments stand, and what after them. */
import type { Browser } from 'puppeteer-core';
import type { BenchServer } from './bench-server.js';
import { openSubject } from './open-subject.js';
import { brotliSize } from './subjects.js';

/** Bytes and requests of one visit. */
export interface Load {
  /** Script and style before the first comments, brotli. */
  readonly first: number;
  /** All of it, once everything that loads by itself is there. */
  readonly all: number;
  /** What was asked for before the first comments could be seen, without pictures. */
  readonly requests: readonly string[];
  /** The loader for classic scripts. */
  readonly embed: number;
  /** What browsers without a sanitizer of their own load beside the first. */
  readonly sanitiser: number;
}

/** Visits a thread and looks at what was asked for. */
export async function measureBytes(
  browser: Browser,
  server: BenchServer,
  count: number,
  built: ReadonlyMap<string, string>,
): Promise<Load> {
  const sizeOf = (path: string) => brotliSize(built.get(path) ?? '');
  const opened = await openSubject(browser, server.address('widget', count));
  const { firstScreen } = await opened.rendering();
  await opened.page.waitForNetworkIdle({ idleTime: 500 });
  const asked = await opened.page.evaluate((until) => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    return entries.map(({ name, startTime, initiatorType }) => ({
      path: new URL(name).pathname,
      isFirst: startTime < bench.start + until,
      isPicture: initiatorType === 'img',
    }));
  }, firstScreen);
  await opened.close();
  const ours = asked.filter(({ path }) => !path.startsWith('/bench') && !path.startsWith('/sub'));
  const scripts = (isWanted: (entry: (typeof ours)[number]) => boolean) =>
    ours
      .filter((entry) => entry.path.startsWith('/dist/cdn/') && isWanted(entry))
      .reduce((sum, { path }) => sum + sizeOf(path), 0);
  return {
    first: scripts(({ isFirst }) => isFirst),
    all: scripts(() => true),
    requests: ours
      .filter(({ isFirst, isPicture }) => isFirst && !isPicture)
      .map(({ path }) => path),
    embed: sizeOf('/dist/cdn/embed.js'),
    sanitiser: [...built.keys()]
      .filter((path) => path.includes('/dom-purify'))
      .reduce((sum, path) => sum + sizeOf(path), 0),
  };
}
