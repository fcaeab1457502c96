/** Pages that are hostile to what stands on them, and what must never leave the widget. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChaosServer, type ChaosServer } from '../support/chaos-server.js';
import { drivenEngines, openPage, startBrowser } from './browser.js';
import { hostilePages, hostileSheet } from './hostile-pages.js';
import { pageAround, startHost, tag, type HostSite } from './host.js';
import { openWidget, type Widget } from './widget.js';

const hashes = JSON.parse(readFileSync('dist/cdn/integrity.json', 'utf8')) as Record<
  string,
  string
>;

/** An import map that says what every file must be. */
const importMap = JSON.stringify({
  integrity: Object.fromEntries(
    Object.entries(hashes).map(([name, hash]) => [`/dist/cdn/${name}`, hash]),
  ),
});
const mapHash = `'sha256-${createHash('sha256').update(importMap).digest('base64')}'`;

describe.skipIf(!drivenEngines.includes('chromium'))('a host page', () => {
  let browser: Browser;
  let service: ChaosServer;
  let site: HostSite;
  let pages = 0;

  beforeAll(async () => {
    service = await startChaosServer();
    site = await startHost(service.url, `'self' ${mapHash}`);
    browser = await startBrowser('chromium');
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
  });

  /** A thread with one comment, on a page of its own; `head` stands before the widget. */
  function makePage(head = '', around = (body: string) => body): { urlId: string; path: string } {
    const urlId = `hostile-${++pages}`;
    service.run({
      do: 'seed',
      urlId,
      seed: [{ author: { id: 'ann', name: 'Ann' }, text: 'Some **bold** words' }],
    });
    const attributes = { 'tenant-id': 'demo', 'url-id': urlId, 'api-host': service.url };
    site.put(`/${urlId}`, pageAround(around(tag(attributes)), head));
    return { urlId, path: `/${urlId}` };
  }

  function watchErrors(page: Page): string[] {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    return errors;
  }

  /** Reads, votes, replies, posts, opens the menu. */
  async function useIt(widget: Widget): Promise<void> {
    await widget.comment('Some bold words');
    await widget.until(
      'markup',
      (root) => root.querySelector('article strong, article b') !== null,
    );
    await widget.press('button', 'Vote up', 'Some bold words');
    await widget.until(
      'the vote',
      (root) => root.querySelector('[part~="vote-up"]')?.getAttribute('aria-pressed') === 'true',
    );
    await widget.type('Write a comment', 'Works here too');
    await widget.type('Name', 'Nina');
    await widget.press('button', 'Post comment');
    await widget.comment('Works here too');
    await widget.press('button', 'More actions', 'Some bold words');
    await widget.press('menuitem', 'Flag');
    await widget.find('button', 'Undo');
  }

  test.each(Object.entries(hostilePages))('with %s', async (name, script) => {
    const file = `/hostile-${name.replaceAll(/\W+/g, '-')}.js`;
    site.put(file, `{${script}}`);
    const { path } = makePage(`<script src="${file}"></script>`);
    const page = await openPage(browser);
    const errors = watchErrors(page);
    const widget = await openWidget(page, site.url + path);
    await useIt(widget);
    expect(errors).toEqual([]);
    expect(await widget.violations()).toEqual([]);
    await page.browserContext().close();
  });

  test('that unsets every style leaves the inside alone', async () => {
    site.put('/hostile.css', hostileSheet);
    const { path } = makePage();
    const page = await openPage(browser);
    const widget = await openWidget(page, site.url + path);
    await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, hostileSheet);
    await useIt(widget);
    const look = await widget.look((root) => {
      const article = root.querySelector('article');
      const box = root.querySelector('textarea');
      return {
        article: article ? getComputedStyle(article).display : '',
        box: box ? getComputedStyle(box).display : '',
      };
    });
    expect(look.article).not.toBe('inline');
    expect(look.box).not.toBe('none');
    await page.browserContext().close();
  });

  test('in a sandbox without an origin', async () => {
    const { path } = makePage();
    site.sandbox(path);
    const page = await openPage(browser);
    const errors = watchErrors(page);
    const widget = await openWidget(page, site.url + path);
    expect(await page.evaluate('self.origin')).toBe('null');
    await useIt(widget);
    expect(errors).toEqual([]);
    expect(await widget.violations()).toEqual([]);
    await page.browserContext().close();
  });

  test('with an import map of hashes loads every part, and none that was changed', async () => {
    const { path } = makePage(`<script type="importmap">${importMap}</script>`);
    const page = await openPage(browser);
    const widget = await openWidget(page, site.url + path);
    await useIt(widget);
    expect(await widget.violations()).toEqual([]);
    await page.browserContext().close();

    const menus = Object.keys(hashes).filter((name) => name.includes('chunks/row-menu'));
    expect(menus).toHaveLength(1);
    const putBack = site.take(/chunks\/row-menu.*js$/);
    site.put(`/dist/cdn/${menus[0]}`, 'globalThis.fcTampered = true; export const openRowMenu = () => {};'); // prettier-ignore
    try {
      const other = makePage(`<script type="importmap">${importMap}</script>`);
      const second = await openPage(browser);
      const victim = await openWidget(second, site.url + other.path);
      await victim.comment('Some bold words');
      await victim.press('button', 'More actions', 'Some bold words');
      await victim.until('the alert', (root) =>
        [...root.querySelectorAll('[role="alert"]')].some((each) => /part/i.test(each.textContent)),
      );
      expect(await second.evaluate('globalThis.fcTampered')).toBeUndefined();
      await second.browserContext().close();
    } finally {
      putBack();
    }
  });
});
