/** What comments paint, by the pixels of the screen: nothing beyond their own box. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noteProof } from '../support/note-proof.js';
import { startChaosServer, type ChaosServer } from '../support/chaos-server.js';
import { drivenEngines, openPage, startBrowser } from './browser.js';
import { comparePictures, type Box, type Difference } from './compare-pictures.js';
import { pageAround, startHost, tag, type HostSite } from './host.js';
import { paintingBodies, paintingNames } from './painting-bodies.js';
import { openWidget, type Widget } from './widget.js';

/** Areas of the host page on all four sides of the widget; whatever is painted over them shows. */
const sheet = `
  body { margin: 0 }
  .marker { background: repeating-linear-gradient(45deg, gold 0 9px, navy 9px 18px) }
  main { display: grid; grid-template-columns: 150px minmax(0, 1fr) 150px }
  header, footer { block-size: 150px }
`;
const bite = `fast-comments::part(comment-body) { overflow: visible }`;
const width = 900;

/** A comment as the service answers it. */
function comment(id: string, fields: Readonly<Record<string, unknown>> = {}): object {
  return {
    _id: id,
    userId: id,
    commenterName: id,
    commentHTML: `Said by ${id}`,
    parentId: null,
    date: '2026-11-01T00:00:00.000Z',
    verified: true,
    approved: true,
    votes: 1,
    votesUp: 1,
    votesDown: 0,
    ...fields,
  };
}

/** Whether Mallory's comment stands there as markup. */
const settled = (root: ShadowRoot) =>
  root.querySelector('[data-comment-id="mallory"] [part~="comment-body"] :is(b, strong)') !== null;

describe.each(drivenEngines)('what a comment paints in %s', (engine) => {
  let browser: Browser;
  let service: ChaosServer;
  let site: HostSite;
  let decoder: Page;
  let pages = 0;
  let compared = 0;

  beforeAll(async () => {
    service = await startChaosServer();
    site = await startHost(service.url);
    site.put('/markers.css', sheet);
    site.put('/bite.css', bite);
    site.put(
      '/picture.svg',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="9000"><rect width="9000" height="9000" fill="red"/></svg>',
    );
    browser = await startBrowser(engine);
    decoder = await openPage(browser);
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
  });

  /** Opens a thread between the markers of a page; `head` is more for the page's head. */
  async function open(urlId: string, head = ''): Promise<Widget> {
    const attributes = {
      'tenant-id': 'demo',
      'url-id': urlId,
      'api-host': service.url,
      'show-live-right-away': '',
      theme: 'light',
    };
    const body = `<header class="marker"></header><main><div class="marker"></div><div>${tag(attributes)}</div><div class="marker"></div></main><footer class="marker"></footer>`;
    site.put(`/${urlId}`, pageAround(body, `<link rel="stylesheet" href="/markers.css">${head}`));
    const page = await openPage(browser);
    await page.setViewport({ width, height: 1200 });
    return openWidget(page, `${site.url}/${urlId}`);
  }

  /** Opens a page with Mallory's comment between two others, as the service answers it. */
  async function openWith(
    mallory: Readonly<Record<string, unknown>>,
    head?: string,
  ): Promise<Widget> {
    const urlId = `painting-${engine}-${++pages}`;
    const comments = [comment('ann'), comment('mallory', mallory), comment('ben')];
    const json = { status: 'success', comments, commentCount: comments.length, user: null };
    const fault = { kind: 'answer', status: 200, json } as const;
    service.run({ do: 'add-rule', rule: { urlId, operation: 'getCommentsPublic', fault } });
    const widget = await open(urlId, head);
    await widget.until('the comment', settled);
    return widget;
  }

  /** Opens a page of two comments; Mallory's comes live, as a reply to the first. */
  async function openLive(mallory: Readonly<Record<string, unknown>>): Promise<Widget> {
    const urlId = `painting-${engine}-${++pages}`;
    const parentId = `${urlId}-ann`;
    service.run({
      do: 'seed',
      urlId,
      seed: [
        { id: parentId, author: { id: 'ann', name: 'Ann' }, text: 'Said by ann' },
        { author: { id: 'ben', name: 'Ben' }, text: 'Said by ben' },
      ],
    });
    const widget = await open(urlId);
    await widget.comment('Said by ann');
    const sockets = () => service.core.hub.sockets(`demo:${urlId}`).length;
    await expect.poll(sockets, { timeout: 20_000 }).toBeGreaterThan(0);
    const hostile = { ...comment('mallory', mallory), parentId, urlId };
    service.run({ do: 'push', urlId, event: { type: 'new-comment', comment: hostile } });
    await widget.until('the comment', settled);
    return widget;
  }

  /** Makes the screen as high as the page, so that all of it is painted, and waits for its images. */
  async function unfold(widget: Widget): Promise<void> {
    const { page } = widget;
    for (let before = 0; ;) {
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      if (height === before) break;
      expect(height).toBeLessThan(12_000);
      await page.setViewport({ width, height });
      await widget.until('the images', (root) =>
        [...root.querySelectorAll('[part~="comment-body"] img')].every(
          (image) => (image as HTMLImageElement).complete,
        ),
      );
      before = height;
    }
    expect(
      await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ),
    ).toBe(0);
  }

  /** Where a part of Mallory's comment may paint: on itself and a little round it, in its article. */
  async function boxOf(widget: Widget, part: string): Promise<Box> {
    return widget.until(
      part,
      (root, part) => {
        const article = root.querySelector('[data-comment-id="mallory"]');
        const own = article?.querySelector(`[part~="${part}"]`)?.getBoundingClientRect();
        const outer = article?.getBoundingClientRect();
        if (!own || !outer) return null;
        return {
          left: Math.floor(Math.max(outer.left, own.left - 4) + scrollX),
          top: Math.floor(Math.max(outer.top, own.top - 4) + scrollY),
          right: Math.ceil(Math.min(outer.right, own.right + 4) + scrollX),
          bottom: Math.ceil(Math.min(outer.bottom, own.bottom + 4) + scrollY),
        };
      },
      part,
    ) as Promise<Box>;
  }

  /**
   * Takes a picture, puts harmless words of the same height in the part's place, takes another: what
   * differs is what the hostile words had painted.
   */
  async function painted(widget: Widget, part: string): Promise<Difference> {
    await unfold(widget);
    // What has just come shines for a moment.
    await widget.until('rest', (root) => root.getAnimations().length === 0);
    const { page } = widget;
    const shoot = () => page.screenshot({ encoding: 'base64' });
    const box = await boxOf(widget, part);
    const hostile = await shoot();
    await widget.look((root, part) => {
      const found = root.querySelector<HTMLElement>(
        `[data-comment-id="mallory"] [part~="${part}"]`,
      );
      if (!found) throw new Error('the comment has gone');
      const { height } = found.getBoundingClientRect();
      found.style.boxSizing = 'border-box';
      found.style.blockSize = `${height}px`;
      found.replaceChildren('Harmless');
      return true;
    }, part);
    const after = await boxOf(widget, part);
    expect(after).toEqual(box);
    const harmless = await shoot();
    compared++;
    const difference = await comparePictures(decoder, [hostile, harmless], box);
    await page.browserContext().close();
    return difference;
  }

  const bodies = paintingBodies('PICTURE');
  const bodyOf = (name: string) => ({
    commentHTML: (bodies[name] ?? '').replaceAll('PICTURE', `${site.url}/picture.svg`),
  });

  async function paintsInside(widget: Widget, part: string): Promise<void> {
    const { inside, outside, around } = await painted(widget, part);
    expect(inside).toBeGreaterThan(50);
    expect({ outside, around }).toEqual({ outside: 0, around: null });
  }

  test.each(Object.keys(bodies))('%s', async (name) => {
    await paintsInside(await openWith(bodyOf(name)), 'comment-body');
  });

  test.each(['combining marks by the hundred', 'words of 10,000 characters', '500 images'])(
    'live, as a reply: %s',
    async (name) => {
      await paintsInside(await openLive(bodyOf(name)), 'comment-body');
    },
  );

  test.each(Object.entries(paintingNames))('a name of %s', async (_, commenterName) => {
    const widget = await openWith({ commenterName, commentHTML: '<b>x</b>' });
    await paintsInside(widget, 'comment-header');
  });

  test('is seen by this test where it reaches over', async () => {
    const html = bodyOf('combining marks by the hundred');
    const widget = await openWith(html, '<link rel="stylesheet" href="/bite.css">');
    expect((await painted(widget, 'comment-body')).outside).toBeGreaterThan(50);
    noteProof(
      `pictures in which a hostile comment paints beyond its box, in ${engine}`,
      `0 of ${compared - 1}`,
    );
  });
});
