import type { Browser, HTTPRequest, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChaosServer, type ChaosServer } from '../support/chaos-server.js';
import { drivenEngines, openPage, startBrowser } from './browser.js';
import { pageAround, startHost, tag, type HostSite } from './host.js';
import { openWidget } from './widget.js';

/** Everything a site can keep on a device. */
async function keptOn(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(async () => ({
    local: Object.entries(localStorage),
    session: Object.entries(sessionStorage),
    cookies: document.cookie,
    // Not in every engine.
    databases: 'databases' in indexedDB ? await indexedDB.databases() : [],
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
}

const nothing = { local: [], session: [], cookies: '', databases: [], caches: [], workers: 0 };

describe.each(drivenEngines)('a visitor without an account in %s', (engine) => {
  let browser: Browser;
  let service: ChaosServer;
  let site: HostSite;
  let api = '';

  beforeAll(async () => {
    service = await startChaosServer();
    // Another site than the service's: no cookie goes there, so that all depends on the id.
    api = service.url.replace('localhost', '127.0.0.1');
    site = await startHost(api);
    browser = await startBrowser(engine);
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
  });

  test('leaves nothing before acting; is the same one after a reload', async () => {
    const urlId = `visitor-${engine}`;
    service.run({
      do: 'seed',
      urlId,
      seed: ['up', 'down', 'flag', 'block'].map((text) => ({
        id: `${urlId}-${text}`,
        author: { id: text, name: text },
        text: `To ${text}`,
      })),
    });
    const attributes = { 'tenant-id': 'demo', 'url-id': urlId, 'api-host': api };
    site.put(`/${urlId}`, pageAround(tag(attributes)));
    const page = await openPage(browser);
    const sent: HTTPRequest[] = [];
    page.on('request', (request) => sent.push(request));
    const widget = await openWidget(page, `${site.url}/${urlId}`);
    await widget.find('searchbox', 'Search comments');
    await expect.poll(() => service.core.hub.sockets(`demo:${urlId}`).length).toBe(1);
    // Reading is no act: looking about, opening a menu, going into the box.
    await widget.press('button', 'More actions', 'To up');
    await page.keyboard.press('Escape');
    await widget.press('textbox', 'Write a comment');
    await widget.find('toolbar', 'Formatting');
    expect(await keptOn(page)).toEqual(nothing);
    const calls = () => service.requests(urlId).filter(({ method }) => method !== 'OPTIONS');
    expect(calls().filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(calls().filter(({ hasCookie, query }) => hasCookie || query.anonUserId)).toEqual([]);
    const elsewhere = sent
      .map((request) => new URL(request.url()).origin)
      .filter((origin) => origin !== site.url && origin !== api && !origin.startsWith('ws:'));
    expect(elsewhere).toEqual([]);

    await widget.press('button', 'Vote up', 'To up');
    await widget.press('button', 'Vote down', 'To down');
    await widget.choose('To flag', 'Flag');
    await widget.choose('To block', 'Block user');
    await widget.type('Write a comment', 'My own');
    await widget.press('button', 'Post comment');
    await widget.comment('My own');
    await expect.poll(() => calls().every(({ status }) => status === 200)).toBe(true);
    const anonIds = () => new Set(calls().flatMap(({ query }) => query.anonUserId ?? []));
    const before = anonIds();
    expect(before.size).toBe(1);

    await page.reload();
    service.run({ do: 'forget-requests', urlId });
    const stateOf = (name: string) =>
      widget.until('the comment', (root, id) => fcPage.seen(root, id), `${urlId}-${name}`);
    expect(await stateOf('up')).toMatchObject({ vote: 'up', votes: '1' });
    expect(await stateOf('down')).toMatchObject({ vote: 'down', votes: '-1' });
    expect((await stateOf('flag'))?.body).toContain('You flagged this comment.');
    expect((await stateOf('block'))?.body).toContain('You have blocked this user.');
    // Its own comment is still its own.
    await widget.press('button', 'More actions', 'My own');
    await widget.find('menuitem', 'Edit');
    await page.keyboard.press('Escape');
    await widget.press('button', 'Vote up', 'To up');
    await expect.poll(() => calls().some(({ method }) => method === 'DELETE')).toBe(true);
    expect(anonIds()).toEqual(before);
  });
});
