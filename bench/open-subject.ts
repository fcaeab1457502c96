/** A subject's page in a fresh profile, with what the browser's own instruments say of it. */
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import type { Rendering } from './page/probe.js';

/** An open page. */
export interface OpenPage {
  readonly page: Page;
  readonly client: CDPSession;
  /** Waits for rows and bodies. */
  rendering(): Promise<Rendering>;
  /** Bytes of the heap after what nobody needs was collected. */
  heap(): Promise<number>;
  /** Milliseconds of script and of tasks of all kinds since the page began. */
  work(): Promise<{ readonly script: number; readonly tasks: number }>;
  close(): Promise<void>;
}

/** What a page can be opened with. */
export interface OpenOptions {
  /** How many times slower the processor is made. */
  readonly slower?: number;
}

/** Opens an address in a profile of its own. */
export async function openSubject(
  browser: Browser,
  address: string,
  { slower = 1 }: OpenOptions = {},
): Promise<OpenPage> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1000, height: 800 });
  page.setDefaultTimeout(180_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  const client = await page.createCDPSession();
  await client.send('Performance.enable', { timeDomain: 'timeTicks' });
  if (slower > 1) await client.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  return {
    page,
    client,
    async rendering() {
      let late: NodeJS.Timeout | undefined;
      const patience = new Promise<never>((_, reject) => {
        late = setTimeout(
          () => reject(new Error(`not rendered: ${address} ${errors.join('; ')}`)),
          400_000,
        );
      });
      const result = await Promise.race([page.evaluate(() => bench.rendering()), patience]);
      clearTimeout(late);
      if (errors.length > 0) throw new Error(`the page had errors: ${errors.join('; ')}`);
      return result;
    },
    async heap() {
      await client.send('HeapProfiler.enable');
      await client.send('HeapProfiler.collectGarbage');
      await client.send('HeapProfiler.collectGarbage');
      const { usedSize } = await client.send('Runtime.getHeapUsage');
      return usedSize;
    },
    async work() {
      const { metrics } = await client.send('Performance.getMetrics');
      const of = (name: string) =>
        1000 * (metrics.find((metric) => metric.name === name)?.value ?? 0);
      return { script: of('ScriptDuration'), tasks: of('TaskDuration') };
    },
    close: () => context.close(),
  };
}
