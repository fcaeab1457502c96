/**
 * Comments are made safe by the browser's own sanitizer, or by DOMPurify, whole or without its default
 * lists. What comes out has to be the same.
 */
import { readFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutDefaultLists } from '../../scripts/without-default-lists.js';
import { drivenEngines, openPage, startBrowser } from './browser.js';

const stripped: Plugin = {
  name: 'stripped',
  setup(bundle) {
    bundle.onLoad({ filter: /purify\.es\.m?js$/ }, ({ path }) => ({
      contents: withoutDefaultLists(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** Everything the hostile corpus becomes, in every mode, as one text. */
async function bundleCorpus(plugins: Plugin[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { loadPurifier, sanitise } from './src/html/index.js';
        import { hasNativeSanitizer } from './src/html/native-sanitizer.js';
        import { wideList } from './src/html/wide-list.js';
        import { hostileCorpus } from './test/html/hostile-corpus.js';
        import { labels, serialise } from './test/html/body-support.js';
        const options = { authorName: 'Ann', labels };
        globalThis.isNative = hasNativeSanitizer;
        globalThis.corpus = async () => {
          if (!hasNativeSanitizer()) await loadPurifier();
          return hostileCorpus('https://page.test').map(({ html }) =>
            [html, ...[{}, { wide: wideList }]
              .map((more) => serialise(sanitise(html, { ...options, ...more })))]);
        };
        globalThis.frames = async () => {
          await loadPurifier();
          return hostileCorpus('https://page.test').map(({ html }) =>
            serialise(sanitise(html, { ...options, allowEmbeds: true })));
        };`,
      resolveDir: '.',
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    plugins,
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * Where they differ. DOMPurify reads what stands in `noscript`, and not the elements in `frameset`; it
 * takes away forms whose children hide their members, and a `title` in which a comment or an element
 * seems to end.
 */
const isKnown = /noscript|frameset|<form|title="(?:--|&lt;\/|<\/)/;

/** Each vector with what becomes of it. `native`: by the browser, if it has a sanitizer. */
async function readCorpus(
  browser: Browser,
  { native = false, plugins = [] as Plugin[], ask = 'corpus()' },
): Promise<readonly string[][]> {
  const page = await openPage(browser);
  if (!native) await page.evaluate('delete Element.prototype.setHTML');
  await page.evaluate(await bundleCorpus(plugins));
  expect(await page.evaluate('isNative()')).toBe(native);
  const read = (await page.evaluate(ask)) as string[][];
  await page.close();
  expect(read.length).toBeGreaterThan(5_000);
  return read;
}

describe.each(drivenEngines)('in %s', (engine) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser(engine);
  }, 60_000);
  afterAll(() => browser.close());

  test('the browser lets through what DOMPurify does', async () => {
    const native = await readCorpus(browser, { native: true });
    const library = await readCorpus(browser, {});
    const differ = native.filter(
      ([html = '', own], index) => own !== library[index]?.[1] && !isKnown.test(html),
    );
    expect(differ).toEqual([]);
  }, 180_000);

  test('what is let through is the same without the default lists of DOMPurify', async () => {
    const whole = await readCorpus(browser, {});
    expect(await readCorpus(browser, { plugins: [stripped] })).toEqual(whole);
    const frames = await readCorpus(browser, { ask: 'frames()' });
    expect(await readCorpus(browser, { ask: 'frames()', plugins: [stripped] })).toEqual(frames);
  }, 180_000);
});
