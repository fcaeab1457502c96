import { readFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import { expect, test } from 'vitest';
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
        import { sanitise } from './src/html/index.js';
        import { wideList } from './src/html/wide-list.js';
        import { hostileCorpus } from './test/html/hostile-corpus.js';
        import { labels, serialise } from './test/html/body-support.js';
        const options = { authorName: 'Ann', labels };
        globalThis.corpus = () => hostileCorpus('https://page.test').map(({ html }) =>
          [{}, { allowEmbeds: true }, { wide: wideList }]
            .map((more) => serialise(sanitise(html, { ...options, ...more }))));`,
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

test('what is let through is the same without the default lists of DOMPurify', async () => {
  const browser = await startBrowser(drivenEngines[0] ?? 'chromium');
  try {
    const read = async (plugins: Plugin[]) => {
      const page = await openPage(browser);
      await page.evaluate(await bundleCorpus(plugins));
      return (await page.evaluate('corpus()')) as string[][];
    };
    const whole = await read([]);
    const small = await read([stripped]);
    expect(whole.length).toBeGreaterThan(5_000);
    expect(small).toEqual(whole);
  } finally {
    await browser.close();
  }
}, 180_000);
