/** Pages that are hostile to what stands on them, and what must never leave the widget. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChaosServer, type ChaosServer } from '../support/chaos-server.js';
import { drivenEngines, openPage, startBrowser } from './browser.js';
import { hostilePages, hostileSheet } from './hostile-pages.js';
import { pageAround, startHost, tag, type HostSite } from './host.js';
import { bundleApplications } from './npm-application.js';
import { secondLit, secondPurifier } from './second-copies.js';
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
    for (const [path, text] of await bundleApplications('/app/')) site.put(path, text);
    site.put('/second-lit.js', secondLit);
    site.put('/second-purifier.js', secondPurifier);
    browser = await startBrowser('chromium');
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
  });

  /** What a page has beside the widget. */
  interface Surroundings {
    /** Stands before the widget. */
    readonly head?: string;
    /** Stands after it. */
    readonly tail?: string;
    /** The script that defines the element. */
    readonly script?: string | undefined;
  }

  /** A thread with one comment, on a page of its own. Gives the page's path. */
  function makePage({ head = '', tail = '', script }: Surroundings = {}): string {
    const urlId = `hostile-${++pages}`;
    service.run({
      do: 'seed',
      urlId,
      seed: [{ author: { id: 'ann', name: 'Ann' }, text: 'Some **bold** words' }],
    });
    const attributes = { 'tenant-id': 'demo', 'url-id': urlId, 'api-host': service.url };
    site.put(`/${urlId}`, pageAround(tag(attributes, script) + tail, head));
    return `/${urlId}`;
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

  /** Does with the widget on a page what visitors do; nothing may go wrong. Gives the open page. */
  async function visit(path: string): Promise<Page> {
    const page = await openPage(browser);
    const errors = watchErrors(page);
    const widget = await openWidget(page, site.url + path);
    await useIt(widget);
    expect(errors).toEqual([]);
    expect(await widget.violations()).toEqual([]);
    return page;
  }

  const builds = [
    ['the files for script tags', '/dist/cdn/fast-comments.js'],
    ['the npm package in a bundle', '/app/widget.js'],
  ] as const;

  describe.each(builds)('with %s', (_, script) => {
    test.each(Object.entries(hostilePages))('and %s', async (name, text) => {
      const file = `/hostile-${name.replaceAll(/\W+/g, '-')}.js`;
      // Lit's own files put this on `Symbol`, as the README says; those for script tags do without.
      const needs = script.startsWith('/app/') && name === 'frozen intrinsics';
      const before = needs ? 'Symbol.metadata ??= Symbol("metadata");' : '';
      site.put(file, `{${before}${text}}`);
      const page = await visit(makePage({ head: `<script src="${file}"></script>`, script }));
      await page.browserContext().close();
    });

    const greeting = '<page-greeting></page-greeting>';
    test.each([
      ['before', { head: '<script src="/second-lit.js" defer></script>', tail: greeting }],
      ['after', { tail: `${greeting}<script type="module" src="/second-lit.js"></script>` }],
    ])('and a second Lit %s it', async (_, around) => {
      const page = await visit(makePage({ ...around, script }));
      expect(await page.evaluate('litHtmlVersions.length')).toBe(2);
      expect(
        await page.evaluate(
          () => document.querySelector('page-greeting')?.shadowRoot?.textContent ?? '',
        ),
      ).toBe('Hello from the page');
      await page.browserContext().close();
    });

    test('and another DOMPurify, with hooks and settings of its own', async () => {
      const path = makePage({ head: '<script src="/second-purifier.js"></script>', script });
      site.allowPolicies(path, 'dompurify');
      const page = await visit(path);
      // The page's own has kept them.
      expect(await page.evaluate('pageClean()')).toBe('');
      expect(await page.evaluate('DOMPurify.removed.length')).toBeGreaterThan(0);
      await page.browserContext().close();
    });
  });

  test('that shares its Lit and its DOMPurify with the widget', async () => {
    const tail = '<page-greeting></page-greeting>';
    const path = makePage({ tail, script: '/app/sharing.js' });
    // The settings of the page's DOMPurify make a policy.
    site.allowPolicies(path, 'dompurify');
    const page = await visit(path);
    expect(await page.evaluate('litHtmlVersions.length')).toBe(1);
    expect(
      await page.evaluate(
        () => document.querySelector('page-greeting')?.shadowRoot?.textContent ?? '',
      ),
    ).toBe('Hello from the page');
    await page.browserContext().close();
  });

  test('that unsets every style leaves the inside alone', async () => {
    site.put('/hostile.css', hostileSheet);
    const page = await openPage(browser);
    const widget = await openWidget(page, site.url + makePage());
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
    const path = makePage();
    site.sandbox(path);
    const page = await visit(path);
    expect(await page.evaluate('self.origin')).toBe('null');
    await page.browserContext().close();
  });

  test('with an import map of hashes loads every part, and none that was changed', async () => {
    const head = `<script type="importmap">${importMap}</script>`;
    const page = await visit(makePage({ head }));
    await page.browserContext().close();

    const menus = Object.keys(hashes).filter((name) => name.includes('chunks/row-menu'));
    expect(menus).toHaveLength(1);
    const putBack = site.take(/chunks\/row-menu.*js$/);
    site.put(`/dist/cdn/${menus[0]}`, 'globalThis.fcTampered = true; export const openRowMenu = () => {};'); // prettier-ignore
    try {
      const second = await openPage(browser);
      const victim = await openWidget(second, site.url + makePage({ head }));
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
