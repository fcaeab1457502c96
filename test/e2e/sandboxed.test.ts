/** In a frame that may run scripts and nothing else: no origin, no storage, no cookies, no forms. */
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChaosServer, type ChaosServer } from '../support/chaos-server.js';
import { drivenEngines, openPage, startBrowser } from './browser.js';
import { pageAround, startHost, tag, type HostSite } from './host.js';
import { openWidgetInFrame } from './widget.js';

describe.each(drivenEngines)('a sandboxed frame in %s', (engine) => {
  let browser: Browser;
  let service: ChaosServer;
  let site: HostSite;

  beforeAll(async () => {
    service = await startChaosServer();
    site = await startHost(service.url);
    browser = await startBrowser(engine);
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
  });

  test('is enough to vote, to write and to edit; the visitor is one and the same meanwhile', async () => {
    const urlId = `sandboxed-${engine}`;
    service.run({
      do: 'seed',
      urlId,
      seed: [{ author: { id: 'ann', name: 'Ann' }, text: 'Said before' }],
    });
    const attributes = { 'tenant-id': 'demo', 'url-id': urlId, 'api-host': service.url };
    site.put(`/${urlId}`, pageAround(tag(attributes)));
    site.sandbox(`/${urlId}`);
    site.put(
      '/around',
      `<iframe sandbox="allow-scripts" src="/${urlId}" width="900" height="700">`,
    );
    site.allowFrames('/around');
    const page = await openPage(browser);
    const errors: string[] = [];
    page.on('pageerror', (error) => {
      // What Firefox says of every cookie it keeps out.
      if (!/^Error: Cookie .* has been rejected/.test(String(error))) errors.push(String(error));
    });
    const widget = await openWidgetInFrame(page, `${site.url}/around`);
    const kept = await widget.look(() => {
      try {
        return `storage of ${String(localStorage.length)}`;
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(kept).toBe('SecurityError');

    await widget.press('button', 'Vote up', 'Said before');
    await widget.type('Write a comment', 'Said in the frame');
    await widget.type('Name', 'Nina');
    await widget.press('button', 'Post comment');
    await widget.comment('Said in the frame');
    // By its keys and its id, both in memory only.
    await widget.choose('Said in the frame', 'Edit');
    await widget.until('the raw text', (root) =>
      root.querySelector<HTMLTextAreaElement>('.edit textarea')?.value.includes('Said in'),
    );
    await widget.type('Edit your comment', ', twice');
    await widget.press('button', 'Save changes');
    await widget.comment('Said in the frame, twice');
    await widget.press('button', 'Vote up', 'Said before');
    await widget.until(
      'no vote',
      (root) => root.querySelectorAll('[part~="vote-up"][aria-pressed="true"]').length === 0,
    );
    const calls = service.requests(urlId).filter(({ method }) => method !== 'OPTIONS');
    expect(calls.filter(({ hasCookie }) => hasCookie)).toEqual([]);
    await expect
      .poll(() => calls.some(({ operation }) => operation === 'deleteCommentVote'))
      .toBe(true);
    expect(new Set(calls.flatMap(({ query }) => query.anonUserId ?? [])).size).toBe(1);
    expect(errors).toEqual([]);
    expect(await widget.violations()).toEqual([]);
    await page.browserContext().close();
  });
});
