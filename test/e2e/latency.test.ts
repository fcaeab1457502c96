import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecureSSO } from '../../src/testing/index.js';
import { startChaosServer, type ChaosServer } from '../support/chaos-server.js';
import { drivenEngines, openPage, startBrowser } from './browser.js';
import { pageAround, startHost, tag, type HostSite } from './host.js';
import type { Seen } from './in-page.js';
import { openWidget, type Widget } from './widget.js';

/** Milliseconds the service takes to answer what is written. */
const latency = 1500;

/** What is asked for is 100 ms; the rest is for machines that have more to do than this. */
const bound = 700;

/** Something a visitor does. */
interface Act {
  readonly name: string;
  /** What the service hears of it. */
  readonly operation: string;
  /** The comment it is about: somebody else's of that name, or the visitor's own. */
  readonly on: string;
  /** Before the service became slow. */
  readonly before?: (widget: Widget, id: string) => Promise<void>;
  /** All but the last press. */
  readonly begin?: (widget: Widget, id: string) => Promise<void>;
  /** The last press: role, name, and whether it is looked for in the comment. */
  readonly press: readonly [role: string, name: string, isInComment?: boolean];
  /** What the comment must show; `text`: what some comment must say. */
  readonly shows: Partial<Seen> & { readonly text?: string; readonly without?: string };
}

const menu = (widget: Widget, id: string) => widget.press('button', 'More actions', id);

/** A choice from the menu of a comment, and the one that takes it back. */
function choices(
  on: string,
  [entry, operation, shows]: readonly [string, string, Act['shows']],
  [back, backOperation, without]: readonly [string, string, Act['shows']],
): Act[] {
  return [
    { name: entry, operation, on, begin: menu, press: ['menuitem', entry], shows },
    {
      name: back,
      operation: backOperation,
      on: `${on} before`,
      before: (widget, id) => widget.choose(id, entry),
      ...(back === 'Unblock user' ? {} : { begin: menu }),
      press: back === 'Unblock user' ? ['button', back, true] : ['menuitem', back],
      shows: without,
    },
  ];
}

const acts: readonly Act[] = [
  {
    name: 'voting up',
    operation: 'voteComment',
    on: 'up',
    press: ['button', 'Vote up', true],
    shows: { vote: 'up', votes: '1' },
  },
  {
    name: 'voting down',
    operation: 'voteComment',
    on: 'down',
    press: ['button', 'Vote down', true],
    shows: { vote: 'down', votes: '-1' },
  },
  {
    name: 'changing a vote',
    operation: 'voteComment',
    on: 'change',
    before: (widget, id) => widget.press('button', 'Vote up', id),
    press: ['button', 'Vote down', true],
    shows: { vote: 'down', votes: '-1' },
  },
  {
    name: 'taking a vote back',
    operation: 'deleteCommentVote',
    on: 'back',
    before: (widget, id) => widget.press('button', 'Vote up', id),
    press: ['button', 'Vote up', true],
    shows: { vote: 'none', votes: '0' },
  },
  ...choices(
    'flag',
    ['Flag', 'flagCommentPublic', { text: 'You flagged this comment.' }],
    ['Remove flag', 'flagCommentPublic', { without: 'comment-flagged' }],
  ),
  ...choices(
    'pin',
    ['Pin', 'pinComment', { parts: ['comment-pinned'] }],
    ['Unpin', 'unPinComment', { without: 'comment-pinned' }],
  ),
  ...choices(
    'lock',
    ['Lock', 'lockComment', { parts: ['comment-locked'] }],
    ['Unlock', 'unLockComment', { without: 'comment-locked' }],
  ),
  ...choices(
    'block',
    ['Block user', 'blockFromCommentPublic', { text: 'You have blocked this user.' }],
    ['Unblock user', 'unBlockCommentPublic', { without: 'comment-blocked' }],
  ),
  {
    name: 'editing',
    operation: 'setCommentText',
    on: 'own edit',
    async begin(widget, id) {
      await widget.choose(id, 'Edit');
      await widget.until('the raw text', (root) =>
        root.querySelector<HTMLTextAreaElement>('.edit textarea')?.value.includes('own'),
      );
      await widget.type('Edit your comment', ' changed');
    },
    press: ['button', 'Save changes'],
    shows: { text: 'changed' },
  },
  {
    name: 'deleting',
    operation: 'deleteCommentPublic',
    on: 'own delete',
    begin: (widget, id) => widget.choose(id, 'Delete'),
    press: ['button', 'Delete'],
    shows: { text: 'Deleting' },
  },
  {
    name: 'replying',
    operation: 'createCommentPublic',
    on: 'reply',
    async begin(widget, id) {
      await widget.press('button', 'Reply', id);
      await widget.type('Write a reply', 'An answer', id);
    },
    press: ['button', 'Post reply'],
    shows: { text: 'An answer' },
  },
  {
    name: 'posting',
    operation: 'createCommentPublic',
    on: 'post',
    begin: (widget) => widget.type('Write a comment', 'Something new'),
    press: ['button', 'Post comment'],
    shows: { text: 'Something new' },
  },
];

/** Whether the page shows what an act does. Runs in the page. */
function isShown(root: ShadowRoot, id: string, json: string): boolean {
  const { text, without, parts, ...rest } = JSON.parse(json) as Act['shows'];
  const bodies = [...root.querySelectorAll('[part~="comment-body"]')];
  if (text !== undefined) return bodies.some((body) => body.textContent.includes(text));
  const now = fcPage.seen(root, id);
  if (!now) return false;
  if (without !== undefined) return !now.parts.includes(without);
  if (parts) return parts.every((part) => now.parts.includes(part));
  return now.vote === rest.vote && now.votes === rest.votes;
}

describe.skipIf(drivenEngines.length === 0)(`where every answer takes ${latency} ms`, () => {
  let browser: Browser;
  let service: ChaosServer;
  let site: HostSite;

  beforeAll(async () => {
    service = await startChaosServer();
    site = await startHost(service.url);
    const [engine] = drivenEngines;
    if (engine) browser = await startBrowser(engine);
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
  });

  test('every act is on the page before its answer, and at once', async () => {
    const urlId = 'slow';
    const robin = { id: 'robin', username: 'Robin', email: 'robin@example.com', isAdmin: true };
    // Everybody is somebody else, so that blocking one leaves the others.
    service.run({
      do: 'seed',
      urlId,
      seed: acts.map(({ on }, at) => ({
        id: `act-${at}`,
        author: on.startsWith('own')
          ? { id: 'demo:robin', name: 'Robin' }
          : { id: `p${at}`, name: `P${at}` },
        text: `Said for ${on}`,
      })),
    });
    const attributes = {
      'tenant-id': 'demo',
      'url-id': urlId,
      'api-host': service.url,
      'default-sort-direction': 'OF',
      'anon-user-id': 'unused',
    };
    site.put('/', pageAround(tag(attributes)));
    const widget = await openWidget(await openPage(browser), `${site.url}/`);
    await widget.logIn(await createSecureSSO(robin, 'demo-secret', Date.now()));
    await widget.find('button', 'Robin');
    const idOf = (act: Act) => `act-${acts.indexOf(act)}`;
    const calls = (operation?: string) =>
      service.requests(urlId).filter((call) => !operation || call.operation === operation);
    const answered = async () => {
      while (calls().some(({ status, operation }) => status === 0 && operation !== null))
        await new Promise((resolve) => setTimeout(resolve, 20));
    };
    for (const act of acts) {
      await act.before?.(widget, idOf(act));
      await answered();
    }
    for (const operation of new Set(acts.map((act) => act.operation))) {
      service.run({ do: 'add-rule', rule: { urlId, operation, delayAfter: latency } });
    }

    const late: string[] = [];
    for (const act of acts) {
      const { name, operation, press, shows } = act;
      const id = idOf(act);
      await act.begin?.(widget, id);
      const [role, label, isInComment = false] = press;
      const before = calls(operation).length;
      const ms = await widget.timed(
        () => widget.press(role, label, isInComment ? id : null),
        isShown,
        id,
        JSON.stringify(shows),
      );
      const own = calls(operation).slice(before);
      const isAnswered = own.some(({ status }) => status !== 0);
      if (isAnswered || ms > bound) late.push(`${name}: ${Math.round(ms)} ms`);
    }
    expect(late).toEqual([]);
  });
});
