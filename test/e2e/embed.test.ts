import type { Browser } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startChaosServer, type ChaosServer } from '../support/chaos-server.js';
import { drivenEngines, openPage, startBrowser } from './browser.js';
import { pageAround, startHost, type HostSite } from './host.js';
import { openWidget, Widget } from './widget.js';

describe.skipIf(drivenEngines.length === 0)('the classic script', () => {
  let browser: Browser;
  let service: ChaosServer;
  let site: HostSite;
  let pages = 0;
  const open: Widget[] = [];

  beforeAll(async () => {
    service = await startChaosServer();
    site = await startHost(service.url);
    const [engine] = drivenEngines;
    if (engine) browser = await startBrowser(engine);
    for (const urlId of ['one', 'two', 'three']) {
      service.run({ do: 'seed', urlId, seed: [{ author: 'Ann', text: `On page ${urlId}` }] });
    }
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
  });

  afterEach(async () => {
    for (const widget of open.splice(0)) await widget.page.browserContext().close();
  });

  const embed = '<script async src="/dist/cdn/embed.js"></script>';
  const place = (id: string) => `<div id="${id}"></div>`;
  const config = (urlId: string, more = '') =>
    `{ tenantId: 'demo', urlId: '${urlId}', apiHost: '${service.url}'${more} }`;

  /** Opens a page; `script` stands in a file of its own, since the page is a strict one. */
  async function visit(body: string, script = '', head = ''): Promise<Widget> {
    const path = `/page-${++pages}`;
    site.put(`${path}.js`, script);
    site.put(
      path,
      pageAround(body.replace('{script}', `<script src="${path}.js"></script>`), head),
    );
    const widget = await openWidget(await openPage(browser), site.url + path);
    open.push(widget);
    return widget;
  }

  const inside = (widget: Widget, place: string) =>
    new Widget(widget.page, `${place} > fast-comments`);

  test('puts a widget right after its tag, by data attributes', async () => {
    const widget = await visit(
      `<main><script async src="/dist/cdn/embed.js" data-tenant-id="demo" data-url-id="one" ` +
        `data-api-host="${service.url}" data-custom-css=".x {}" data-readonly></script>` +
        `<p>What follows</p></main>`,
    );
    await widget.comment('On page one');
    const neighbours = await widget.look(({ host }) => [
      host.previousElementSibling?.localName,
      host.nextElementSibling?.textContent,
    ]);
    expect(neighbours).toEqual(['script', 'What follows']);
    expect(await widget.sees('textbox', 'Write a comment')).toBe(false);
    expect(await widget.violations()).toEqual([]);
  });

  test('reads fcConfigs that stand before it', async () => {
    const widget = await visit(
      `${place('fastcomments-widget')}${place('other')}{script}${embed}`,
      `window.fcConfigs = [${config('one')}, ${config('two', ", target: '#other'")}];`,
    );
    await inside(widget, '#fastcomments-widget').comment('On page one');
    await inside(widget, '#other').comment('On page two');
  });

  test('reads fcConfigs that are set after it, once each', async () => {
    // In the head: it runs long before the page is parsed to its end.
    const widget = await visit(
      `${place('fastcomments-widget')}{script}`,
      `window.fcConfigs = [${config('one')}];`,
      '<script src="/dist/cdn/embed.js"></script>',
    );
    await inside(widget, '#fastcomments-widget').comment('On page one');
    const count = await widget.page.evaluate(
      () => document.querySelectorAll('fast-comments').length,
    );
    expect(count).toBe(1);
  });

  test('takes what is pushed onto fcConfigs later', async () => {
    const widget = await visit(
      `${place('fastcomments-widget')}${place('other')}{script}${embed}`,
      `window.fcConfigs = [${config('one')}];`,
    );
    await inside(widget, '#fastcomments-widget').comment('On page one');
    const length = await widget.page.evaluate(
      `window.fcConfigs.push(${config('two', ", target: document.querySelector('#other')")})`,
    );
    expect(length).toBe(2);
    await inside(widget, '#other').comment('On page two');
  });

  test('keeps the order of calls while the module loads', async () => {
    service.run({ do: 'forget-requests', urlId: 'one' });
    const widget = await visit(
      `${place('a')}${place('b')}${place('c')}{script}`,
      `const start = (id, config) => window.FastCommentsUI(document.getElementById(id), config);
       const a = start('a', ${config('one', ', readonly: true')});
       a.update({ urlId: 'two' });
       const b = start('b', ${config('one')});
       b.destroy();
       const c = start('c', ${config('one')});
       c.destroy();
       globalThis.handles = { a, c: start('c', ${config('three')}) };`,
      '<script src="/dist/cdn/embed.js"></script>',
    );
    const a = inside(widget, '#a');
    await a.comment('On page two');
    // What was not named in the update stays.
    expect(await a.sees('textbox', 'Write a comment')).toBe(false);
    await inside(widget, '#c').comment('On page three');
    const count = () =>
      widget.page.evaluate(() => document.querySelectorAll('fast-comments').length);
    expect(await count()).toBe(2);
    // Nothing was ever asked for what an update replaced before the module came.
    expect(service.requests('one')).toEqual([]);

    await widget.page.evaluate('handles.a.update({ readonly: false })');
    await a.find('textbox', 'Write a comment');
    await widget.page.evaluate("handles.a.update({ urlId: 'three' })");
    await a.comment('On page three');
    await widget.page.evaluate('handles.a.destroy()');
    expect(await count()).toBe(1);
    expect(await widget.violations()).toEqual([]);
  });
});
