/** The import map the README makes: every file is checked, and none that was changed runs. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChaosServer, type ChaosServer } from '../support/chaos-server.js';
import { drivenEngines, openPage, startBrowser } from './browser.js';
import { pageAround, startHost, type HostSite } from './host.js';
import { openWidget, type Widget } from './widget.js';

const readme = readFileSync('README.md', 'utf8');
const hashes = JSON.parse(readFileSync('dist/cdn/integrity.json', 'utf8')) as Record<
  string,
  string
>;
const names = Object.keys(hashes);

/** What the README's lines print. */
function importMap(): string {
  const [, lines = ''] = /```js\n([^`]*?integrity\.json[^]*?)```/.exec(readme) ?? [];
  const words = ['--input-type=module', '--eval', lines];
  return execFileSync(process.execPath, words, { encoding: 'utf8' }).trim();
}

describe.each(drivenEngines)('checked files in %s', (engine) => {
  let browser: Browser;
  let service: ChaosServer;
  let site: HostSite;
  let map = '';

  beforeAll(async () => {
    map = importMap();
    const text = /^<script type="importmap">(.*)<\/script>$/.exec(map)?.[1] ?? '';
    const hash = createHash('sha256').update(text).digest('base64');
    service = await startChaosServer();
    site = await startHost(service.url, `'self' 'sha256-${hash}'`);
    serve();
    browser = await startBrowser(engine);
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
  });

  /** Puts every file where the README has it; those that are named are changed a little. */
  function serve(...changed: readonly string[]): void {
    for (const name of names) {
      const text = readFileSync(`dist/cdn/${name}`, 'utf8');
      site.put(`/fastcomments/${name}`, changed.includes(name) ? `${text}\nself.fcChanged = 1;` : text); // prettier-ignore
    }
  }

  async function open(urlId: string, script: string): Promise<Page> {
    service.run({
      do: 'seed',
      urlId,
      seed: [{ author: { id: 'ann', name: 'Ann' }, text: 'Some **bold** words' }],
    });
    site.put(`/${urlId}`, pageAround(script, map));
    return openPage(browser);
  }

  const module = '<script type="module" src="/fastcomments/fast-comments.js"></script>';
  const element = (urlId: string) =>
    `${module}<fast-comments tenant-id="demo" url-id="${urlId}" api-host="${service.url}"></fast-comments>`;

  async function openThread(urlId: string): Promise<{ page: Page; widget: Widget }> {
    const page = await open(urlId, element(urlId));
    const widget = await openWidget(page, `${site.url}/${urlId}`);
    await widget.comment('Some bold words');
    return { page, widget };
  }

  test('the map names every file that is built', () => {
    const { integrity } = JSON.parse(/\{.*\}/.exec(map)?.[0] ?? '{}') as {
      integrity: Record<string, string>;
    };
    expect(Object.keys(integrity)).toEqual(names.map((name) => `/fastcomments/${name}`));
    expect(names.length).toBeGreaterThan(20);
    for (const [path, hash] of Object.entries(integrity)) {
      const file = readFileSync(`dist/cdn/${path.replace('/fastcomments/', '')}`);
      expect(hash).toBe(`sha384-${createHash('sha384').update(file).digest('base64')}`);
    }
  });

  test('all of them load', async () => {
    const { page, widget } = await openThread(`checked-${engine}`);
    await widget.press('button', 'More actions', 'Some bold words');
    await widget.find('menuitem', 'Flag');
    expect(await widget.violations()).toEqual([]);
    await page.browserContext().close();
  });

  test('a part that was changed is not run, and the visitor is told', async () => {
    const [menu = ''] = names.filter((name) => name.includes('chunks/row-menu'));
    serve(menu);
    const { page, widget } = await openThread(`changed-part-${engine}`);
    await widget.press('button', 'More actions', 'Some bold words');
    await widget.until('the alert', (root) =>
      [...root.querySelectorAll('[role="alert"]')].some((each) => /part/i.test(each.textContent)),
    );
    expect(await page.evaluate('self.fcChanged')).toBeUndefined();
    await page.browserContext().close();
    serve();
  });

  test('the module itself is not run if it was changed', async () => {
    serve('fast-comments.js');
    const urlId = `changed-module-${engine}`;
    const page = await open(
      urlId,
      `${element(urlId)}<script src="/after.js" type="module"></script>`,
    );
    site.put('/after.js', 'self.fcAfter = 1;');
    await page.goto(`${site.url}/${urlId}`);
    await expect.poll(() => page.evaluate('self.fcAfter')).toBe(1);
    expect(await page.evaluate('self.fcChanged')).toBeUndefined();
    expect(await page.evaluate('customElements.get("fast-comments") === undefined')).toBe(true);
    await page.browserContext().close();
    serve();
  });

  test('the classic script is checked by its attribute, what it loads by the map', async () => {
    const script = (urlId: string) =>
      `<script async src="/fastcomments/embed.js" integrity="${hashes['embed.js'] ?? ''}" data-tenant-id="demo" data-url-id="${urlId}" data-api-host="${service.url}"></script>`;
    const urlId = `checked-embed-${engine}`;
    const page = await open(urlId, script(urlId));
    const widget = await openWidget(page, `${site.url}/${urlId}`);
    await widget.comment('Some bold words');
    await page.browserContext().close();

    serve('embed.js');
    const other = `changed-embed-${engine}`;
    const second = await open(other, `${script(other)}<script defer src="/after.js"></script>`);
    const failed = second.waitForResponse((answer) => answer.url().endsWith('/embed.js'));
    await second.goto(`${site.url}/${other}`);
    await failed;
    await expect.poll(() => second.evaluate('self.fcAfter')).toBe(1);
    expect(await second.evaluate('self.fcChanged')).toBeUndefined();
    expect(await second.evaluate('document.querySelector("fast-comments")')).toBeNull();
    await second.browserContext().close();
    serve();
  });
});
