import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApiServer, type ApiServer } from '../../demo/server/start-api-server.js';
import { buildAll } from '../../scripts/build.js';
import { runCommand } from '../../scripts/run-command.js';
import { openPage, startBrowser } from '../e2e/browser.js';
import { openWidget } from '../e2e/widget.js';
import { installExample, packPackage, succeed } from './install-example.js';
import { serveFolder } from './serve-folder.js';

let browser: Browser;
let api: ApiServer;
let folder = '';
let tarball = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fast-comments-examples-'));
  await buildAll();
  tarball = await packPackage(folder);
  api = await startApiServer({ port: 0, seed: 'story' });
  browser = await startBrowser('chromium');
});

afterAll(async () => {
  await browser.close();
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The number in the page's `<output>`, once what stands there fits. */
async function outputThat(page: Page, fits: RegExp): Promise<number> {
  const handle = await page.waitForFunction(
    (pattern: string) => {
      const text = document.querySelector('output')?.textContent ?? '';
      return new RegExp(pattern).test(text) && text;
    },
    { timeout: 20_000 },
    fits.source,
  );
  return parseInt(String(await handle.jsonValue()));
}

test('a plain page shows the thread and takes a comment', async () => {
  const example = await installExample('plain', folder, tarball, api.url);
  const site = await serveFolder(example);
  try {
    const widget = await openWidget(await openPage(browser), site.url);
    const before = await outputThat(widget.page, /^\d+ people$/);
    await widget.type('Write a comment', 'From a plain page');
    await widget.type('Name', 'Paula');
    await widget.press('button', 'Post comment');
    expect(await widget.comment('From a plain page')).toMatch(/\w/);
    await outputThat(widget.page, new RegExp(`^${before + 1} people$`));
    await widget.page.close();
  } finally {
    await site.close();
  }
});

test('a React app has its types checked, shows the thread, hears events and takes a comment', async () => {
  const example = await installExample('react', folder, tarball, api.url);
  await succeed(['npm', 'run', 'build'], example);

  const site = await serveFolder(join(example, 'dist'));
  try {
    const widget = await openWidget(await openPage(browser), site.url);
    const before = await outputThat(widget.page, /^\d+ comments$/);
    await widget.type('Write a comment', 'From a React app');
    await widget.type('Name', 'Rea');
    await widget.press('button', 'Send');
    expect(await widget.comment('From a React app')).toMatch(/\w/);
    await outputThat(widget.page, new RegExp(`^${before + 1} comments$`));

    // Another page of the app is another thread.
    const [, other] = await widget.page.$$('nav button');
    await other?.click();
    expect(await outputThat(widget.page, /^0 comments$/)).toBe(0);
    expect(await widget.look((root) => root.querySelectorAll('article').length)).toBe(0);
    await widget.page.close();
  } finally {
    await site.close();
  }

  // The types are no mere names: a wrong value and an unknown property do not pass.
  writeFileSync(
    join(example, 'src/wrong.tsx'),
    `export const Wrong = () => <fast-comments tenantId={1} />;\n` +
      `export const Unknown = () => <fast-comments tenantID="demo" />;\n`,
  );
  const { code, output } = await runCommand(['npx', 'tsc', '--noEmit'], {
    cwd: example,
    output: 'collect',
  });
  expect(code).not.toBe(0);
  expect(output.match(/wrong\.tsx\(\d/g)).toHaveLength(2);
});
