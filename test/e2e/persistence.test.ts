import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drivenEngines, openPage, startBrowser } from './browser.js';
import { freePort, startDemo } from './demo.js';
import { openWidget } from './widget.js';

describe.each(drivenEngines)('the demo in %s', (engine) => {
  let browser: Browser;
  let folder = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fast-comments-demo-'));
    browser = await startBrowser(engine);
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('keeps what was posted over a restart', async () => {
    const ports = { page: await freePort(), api: await freePort() };
    const db = join(folder, 'demo.sqlite');
    const text = `Kept over a restart ${Date.now()}`;

    const first = await startDemo(ports, db);
    try {
      const widget = await openWidget(await openPage(browser), first.url);
      await widget.type('Write a comment', text);
      await widget.type('Name', 'Ella');
      await widget.press('button', 'Post comment');
      await widget.comment(text);
      await widget.page.close();
    } finally {
      await first.stop();
    }

    const second = await startDemo(ports, db);
    try {
      const widget = await openWidget(await openPage(browser), second.url);
      expect(await widget.comment(text)).toBeTruthy();
      await widget.page.close();
    } finally {
      await second.stop();
    }
  });
});
