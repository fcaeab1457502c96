import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChaosServer, type ChaosServer } from '../support/chaos-server.js';
import { drivenEngines, openPage, startBrowser } from './browser.js';
import { pageAround, startHost, tag, type HostSite } from './host.js';
import { openWidget, type Widget } from './widget.js';

interface Node {
  readonly _id: string;
  readonly children?: readonly Node[];
}

/** One comment: its id, its parent's (empty at the top level), how deep it stands. */
type Line = readonly [id: string, parentId: string, depth: number];

const count = 1000;

/** The service's comments in its own order, from the top to the bottom of the thread. */
async function linesOf(api: string, direction: string): Promise<Line[]> {
  const lines: Line[] = [];
  const walk = (nodes: readonly Node[], parentId: string, depth: number): void => {
    for (const { _id, children = [] } of nodes) {
      lines.push([_id, parentId, depth]);
      walk(children, _id, depth + 1);
    }
  };
  for (let skip = 0; ; skip += 100) {
    const query =
      `urlId=large&asTree=true&skip=${skip}&limit=100&maxTreeDepth=20&limitChildren=1000` +
      `&direction=${direction}`;
    const answer = await fetch(`${api}/comments/demo?${query}`);
    const { comments } = (await answer.json()) as { comments: readonly Node[] };
    walk(comments, '', 0);
    if (comments.length < 100) return lines;
  }
}

/** The same of what is in the document: by nesting, which must agree with what the articles say. */
async function linesOn(widget: Widget): Promise<Line[]> {
  return widget.look((root) =>
    [...root.querySelectorAll<HTMLElement>('article')].map((article): Line => {
      const above = article.closest('li')?.parentElement?.closest('li');
      const parentId = above?.querySelector<HTMLElement>('article')?.dataset.commentId ?? '';
      const { commentId = '', depth, parentId: said = '' } = article.dataset;
      return [said === parentId ? commentId : `misplaced ${commentId}`, parentId, Number(depth)];
    }),
  );
}

/** Presses every button that brings more, until there is none; resolves to how many presses it took. */
async function pressEveryMore(widget: Widget): Promise<number> {
  for (let presses = 0; ; presses++) {
    const pressed = await widget.look((root) => {
      const button = root.querySelector<HTMLElement>('[part~="more-button"]');
      button?.scrollIntoView({ block: 'center' });
      button?.click();
      return button !== null && root.querySelectorAll('article').length;
    });
    if (pressed === false) return presses;
    await widget.until(
      'more comments',
      (root, before) => root.querySelectorAll('article').length > before,
      pressed,
    );
    await widget.until('the end of it', (root) => !root.querySelector('[aria-busy="true"]'));
  }
}

describe.skipIf(drivenEngines.length === 0)(`a thread of ${count} comments`, () => {
  let browser: Browser;
  let service: ChaosServer;
  let site: HostSite;

  beforeAll(async () => {
    service = await startChaosServer({ seed: `large:${count}` });
    site = await startHost(service.url);
    const [engine] = drivenEngines;
    if (engine) browser = await startBrowser(engine);
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
  });

  test.each(['OF', 'NF'])('is there whole after every "more", in its order (%s)', async (order) => {
    const attributes = {
      'tenant-id': 'demo',
      'url-id': 'large',
      'api-host': service.url,
      'default-sort-direction': order,
    };
    site.put(`/${order}`, pageAround(tag(attributes)));
    const widget = await openWidget(await openPage(browser), `${site.url}/${order}`);
    await widget.find('heading', '1,000 comments');
    await widget.find('button', 'Load more comments');
    expect(await pressEveryMore(widget)).toBeGreaterThan(10);
    const wanted = await linesOf(service.url, order);
    expect(wanted).toHaveLength(count);
    expect(new Set(wanted.map(([, , depth]) => depth)).size).toBe(6);
    expect(await linesOn(widget)).toEqual(wanted);
    await widget.page.close();
  });
});
