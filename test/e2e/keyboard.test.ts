import type { Browser } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startChaosServer, type ChaosServer } from '../support/chaos-server.js';
import { drivenEngines, openPage, startBrowser } from './browser.js';
import { pageAround, startHost, tag, type HostSite } from './host.js';
import { Keys } from './keys.js';
import { openWidget, type Widget } from './widget.js';

const ann = { id: 'ann', name: 'Ann' };
const thread = [
  { id: 'first', author: ann, text: 'Said first', replies: [{ id: 'reply', text: 'Answered' }] },
  { id: 'second', author: ann, text: 'Said second' },
  { id: 'third', author: ann, text: 'Said third' },
  { id: 'fourth', author: ann, text: 'Said fourth' },
];

describe.each(drivenEngines)('by keys alone in %s', (engine) => {
  let browser: Browser;
  let service: ChaosServer;
  let site: HostSite;
  let widget: Widget;
  let keys: Keys;
  let pages = 0;

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

  beforeEach(async () => {
    const urlId = `keys-${++pages}`;
    const own = (id: string) => `${urlId}-${id}`;
    service.run({
      do: 'seed',
      urlId,
      seed: thread.map((comment) => ({
        ...comment,
        id: own(comment.id),
        replies: comment.replies?.map((reply) => ({ ...reply, id: own(reply.id) })) ?? [],
      })),
    });
    const attributes = {
      'tenant-id': 'demo',
      'url-id': urlId,
      'api-host': service.url,
      'default-sort-direction': 'OF',
      'page-size': '3',
    };
    const [before, after] = ['before', 'after'].map((id) => `<a id="${id}" href="#">${id}</a>`);
    site.put(`/${urlId}.html`, pageAround(`${before}<main>${tag(attributes)}</main>${after}`));
    widget = await openWidget(await openPage(browser), `${site.url}/${urlId}.html`);
    await widget.comment('Said first');
    // The rest of it: what the visitor can do.
    await widget.find('searchbox', 'Search comments');
    keys = new Keys(widget);
    await keys.step();
    await keys.landsOn({ id: 'before' });
  });

  afterEach(async () => {
    await widget.page.browserContext().close();
  });

  const idOf = (text: string) => widget.comment(text);

  test('Tab goes through the widget and out of it, there and back', async () => {
    const there = await keys.tabTo({ role: 'textbox', name: 'Write a comment' });
    await widget.find('toolbar', 'Formatting');
    there.push(...(await keys.tabTo({ id: 'after' })));
    const names = there.map(({ role, name, commentId }) => `${role} ${name} ${commentId ?? ''}`);
    expect(new Set(names).size, names.join(', ')).toBe(names.length);
    for (const name of ['combobox Sort by', 'button Bold', 'button Load more comments'])
      expect(
        names.filter((stop) => stop.startsWith(name)),
        name,
      ).toHaveLength(1);
    const first = await idOf('Said first');
    for (const name of ['Vote up', 'Vote down', 'Reply', 'More actions'])
      expect(
        there.filter((stop) => stop.commentId === first && stop.name.startsWith(name)),
        name,
      ).toHaveLength(1);
    const back = await keys.tabTo({ id: 'before' }, true);
    expect(back.length).toBe(there.length);
    await keys.landsOn({ id: 'before' });
  });

  test('sorts, and stays at the choice', async () => {
    await keys.tabTo({ role: 'combobox', name: 'Sort by' });
    await keys.press('n');
    await widget.until('the newest first', (root) =>
      root.querySelector('.thread article')?.textContent.includes('Said fourth'),
    );
    await keys.landsOn({ role: 'combobox', name: 'Sort by' });
    await keys.tabTo({ id: 'after' });
  });

  test('votes, changes the vote and takes it back, and stays at the button', async () => {
    const commentId = await idOf('Said second');
    await keys.tabTo({ role: 'button', name: 'Vote up', commentId });
    for (const [key, isPressed] of [
      [' ', true],
      ['Enter', false],
      [' ', true],
    ] as const) {
      await keys.press(key);
      expect((await keys.landsOn({ name: 'Vote up', commentId })).isPressed).toBe(isPressed);
    }
    await keys.tabTo({ role: 'button', name: 'Vote down', commentId });
    await keys.press('Enter');
    expect((await keys.landsOn({ name: 'Vote down', commentId })).isPressed).toBe(true);
    await widget.until(
      'the sum',
      (root, id) =>
        root.querySelector(`[data-comment-id="${id}"] [part~="vote-count"]`)?.textContent.trim() ===
        '-1',
      commentId,
    );
    await keys.tabTo({ id: 'after' });
  });

  test('flags by the menu, and takes it back', async () => {
    const commentId = await idOf('Said first');
    await keys.tabTo({ name: 'More actions', commentId });
    await keys.press('Enter');
    await keys.landsOn({ role: 'menuitem', name: 'Copy link' });
    await keys.press('Escape');
    expect((await keys.landsOn({ name: 'More actions', commentId })).isExpanded).toBe(false);
    await keys.press(' ');
    await keys.landsOn({ role: 'menuitem', name: 'Copy link' });
    await keys.press('ArrowUp');
    await keys.press('Home');
    await keys.press('f');
    await keys.landsOn({ role: 'menuitem', name: 'Flag' });
    await keys.press('Enter');
    await keys.landsOn({ commentId });
    await keys.tabTo({ role: 'button', name: 'Undo', commentId });
    await keys.press('Enter');
    await keys.landsOn({ commentId });
    await widget.gone('button', 'Undo');
    await keys.tabTo({ name: 'More actions', commentId });
    await keys.press('Enter');
    await keys.landsOn({ role: 'menuitem' });
    await keys.press('Tab');
    // Out of the menu, and on from its button.
    await widget.gone('menu', '');
    await keys.tabTo({ id: 'after' });
  });

  test('replies, edits and deletes', async () => {
    const parent = await idOf('Said first');
    await keys.tabTo({ role: 'button', name: 'Reply', commentId: parent });
    await keys.press('Enter');
    await keys.landsOn({ role: 'textbox', name: 'Write a reply' });
    await keys.type('Half an answer');
    await keys.tabTo({ role: 'button', name: 'Cancel' });
    await keys.press('Enter');
    await keys.landsOn({ role: 'button', name: 'Reply', commentId: parent });
    await keys.press('Enter');
    await keys.landsOn({ role: 'textbox', name: 'Write a reply' });
    await keys.type('By keys');
    await keys.tabTo({ role: 'textbox', name: 'Name' });
    await keys.type('Nina');
    await keys.tabTo({ role: 'textbox', name: 'Write a reply' }, true);
    await keys.press('Control+Enter');
    const commentId = await idOf('By keys');
    await keys.landsOn({ role: 'article', commentId });

    await keys.tabTo({ name: 'More actions', commentId });
    await keys.press('Enter');
    await keys.landsOn({ role: 'menuitem' });
    await keys.press('e');
    await keys.press('Enter');
    await keys.landsOn({ role: 'textbox', name: 'Edit your comment' });
    await keys.press('Escape');
    await keys.landsOn({ name: 'More actions', commentId });
    await keys.press('Enter');
    await keys.landsOn({ role: 'menuitem' });
    await keys.press('e');
    await keys.press('Enter');
    await keys.landsOn({ role: 'textbox', name: 'Edit your comment' });
    await widget.until(
      'the raw text',
      (root) => root.querySelector<HTMLTextAreaElement>('.edit textarea')?.value,
    );
    await keys.type(' alone');
    await keys.tabTo({ role: 'button', name: 'Save changes' });
    await keys.press('Enter');
    await widget.comment('By keys alone');
    await keys.landsOn({ commentId });

    await keys.tabTo({ name: 'More actions', commentId });
    for (const answer of ['Escape', 'Cancel', 'Delete']) {
      await keys.press('Enter');
      await keys.landsOn({ role: 'menuitem' });
      await keys.press('d');
      await keys.press('Enter');
      await keys.landsOn({ role: 'button', name: 'Cancel' });
      if (answer === 'Delete') await keys.tabTo({ role: 'button', name: 'Delete' });
      await keys.press(answer === 'Escape' ? 'Escape' : 'Enter');
      if (answer !== 'Delete') await keys.landsOn({ name: 'More actions', commentId });
    }
    await widget.gone('alertdialog', '');
    await widget.until('the deletion', (root) => !root.textContent.includes('By keys alone'));
    // The next comment on the page.
    await keys.landsOn({ role: 'article', commentId: await idOf('Said second') });
    await keys.tabTo({ id: 'after' });
  });

  test('posts, and skips to the comments', async () => {
    await keys.tabTo({ role: 'link', name: 'Skip to the comments' });
    await keys.press('Enter');
    await keys.landsOn({ role: 'article', commentId: await idOf('Said first') });
    await keys.tabTo({ role: 'textbox', name: 'Write a comment' }, true);
    await keys.type('To begin with');
    await keys.tabTo({ role: 'textbox', name: 'Name' });
    await keys.type('Nina');
    await keys.tabTo({ role: 'button', name: 'Post comment' });
    await keys.press('Enter');
    await keys.landsOn({ role: 'article', commentId: await idOf('To begin with') });
    await keys.tabTo({ id: 'after' });
  });

  test('loads more, and goes on at the first comment that came', async () => {
    await keys.tabTo({ role: 'button', name: 'Load more comments' });
    await keys.press('Enter');
    await keys.landsOn({ role: 'article', commentId: await idOf('Said fourth') });
    await widget.gone('button', 'Load more comments');
    await keys.tabTo({ id: 'after' });
  });
});
