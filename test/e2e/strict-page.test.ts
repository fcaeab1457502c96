import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drivenEngines, openPage, startBrowser } from './browser.js';
import { noteProof } from '../support/note-proof.js';
import { freePort, startDemo, type Demo } from './demo.js';
import { doEverything } from './every-action.js';
import { openWidget } from './widget.js';

// Firefox has no Trusted Types yet.
describe.skipIf(!drivenEngines.includes('chromium'))('the demo page and its policy', () => {
  let browser: Browser;
  let demo: Demo;
  let api = '';
  const folder = mkdtempSync(join(tmpdir(), 'fast-comments-strict-'));

  beforeAll(async () => {
    const ports = { page: await freePort(), api: await freePort() };
    api = `http://localhost:${ports.api}`;
    demo = await startDemo(ports, join(folder, 'demo.sqlite'));
    browser = await startBrowser('chromium');
  });

  afterAll(async () => {
    await browser.close();
    await demo.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('nothing a visitor does goes against it', async () => {
    const page = await openPage(browser);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted/.test(message.text())) complaints.push(message.text());
    });
    const widget = await openWidget(page, demo.url);
    const policy = await page.evaluate(async () => {
      const answer = await fetch(location.href);
      return answer.headers.get('content-security-policy');
    });
    // Word for word what the README gives, but for where the service is, and the page's own backend.
    const [, given = ''] = /Content-Security-Policy: (.*)/.exec(readFileSync('README.md', 'utf8')) ?? []; // prettier-ignore
    const hosts = 'https://fastcomments.com wss://ws.fastcomments.com';
    expect(given).toContain(` ${hosts};`);
    expect(policy).toBe(given.replace(hosts, `'self' ${api} ${api.replace('http', 'ws')}`));
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    await doEverything(widget, {
      api,
      vouchFor: async (who) =>
        (await fetch(new URL(`sso/${who}`, demo.url))).json() as Promise<unknown>,
    });
    await widget.set({ locale: 'de_de', theme: 'dark' });
    await widget.find('textbox', 'Kommentar');
    expect(await widget.violations()).toEqual([]);
    expect(complaints).toEqual([]);
    noteProof('violations of the strict policy by every action there is', '0');
    // That there are none means something: such things are noticed.
    await page.evaluate(() => {
      document.body.setAttribute('style', 'color: red');
      try {
        document.createElement('div').innerHTML = '<b>a</b>';
      } catch {
        // Trusted Types.
      }
    });
    expect(await widget.violations()).toHaveLength(2);
  });
});
