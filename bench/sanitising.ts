/**
 * `npm run bench:sanitising`: how long it takes to make 64 kB of hostile markup safe, for every kind of
 * it, in Chromium. A deep run of the tests notes the slowest.
 */
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { launch } from 'puppeteer-core';
import { launchOptions } from '../test/support/browsers.js';
import { noteProof } from '../test/support/note-proof.js';
import { Figures } from './figures.js';
import type * as InPage from './page/sanitising.js';
import { root } from './subjects.js';
import { describe } from './targets.js';

declare global {
  /** What is put into the page. */
  var fcSanitising: typeof InPage;
}

const rounds = 9;

/** Milliseconds the slowest kind is wished to take. */
const target = 50;

const { outputFiles } = buildSync({
  entryPoints: [join(root, 'bench/page/sanitising.ts')],
  bundle: true,
  write: false,
  minify: true,
  format: 'iife',
  globalName: 'fcSanitising',
});

const browser = await launch(launchOptions('chromium'));
try {
  const page = await browser.newPage();
  await page.evaluate(`${outputFiles[0]?.text ?? ''}; globalThis.fcSanitising = fcSanitising;`);
  const client = await page.createCDPSession();
  // Of the processor: what else the machine does in the meantime is not counted.
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const used = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  };
  const figures = new Figures();
  const names = await page.evaluate(() => fcSanitising.textNames);
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const before = await used();
      await page.evaluate((name) => fcSanitising.makeSafe(name), name);
      // The first round is for the compiler.
      if (round > 0) figures.add(name, (await used()) - before);
    }
  }
  const medianOf = (name: string) => figures.median(name) ?? NaN;
  const slowest = names.toSorted((a, b) => medianOf(b) - medianOf(a));
  for (const name of slowest) {
    const mark = medianOf(name) > target ? `  over ${target} ms` : '';
    console.log(`${describe(figures.spread(name), 'ms', 1).padEnd(32)}${name}${mark}`);
  }
  const [worst = ''] = slowest;
  noteProof(
    `sanitising 64 kB, median of ${rounds}, the slowest of ${names.length} kinds of hostile markup`,
    `${medianOf(worst).toFixed(1)} ms (${worst})`,
  );
} finally {
  await browser.close();
}
