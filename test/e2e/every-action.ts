/*
 * Longer than a file should be: it is one list of everything a visitor can do, in an order in which
 * it can be done.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer-core';
import { postAs } from './post-as.js';
import type { Widget } from './widget.js';

/** What the site and the service do meanwhile. */
export interface Surroundings {
  /** Base address of the service. */
  readonly api: string;
  /** What the site's backend gives for one of its people. */
  readonly vouchFor: (who: 'admin' | 'reader') => Promise<unknown>;
}

/** The smallest picture there is. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Settings that bring up what is off unless the host wants it. */
const settings = {
  pageSize: 3,
  repliesPageSize: 1,
  enableViewCounts: true,
  pageReactConfig: { reacts: [{ id: 'clap' }, { id: 'heart' }], showUsers: true },
  usersListLocation: 1,
  usersListIncludeOffline: true,
  headerHTML: '<h3>House rules</h3><p>Be <b>kind</b>.</p>',
  customCSS: '.x { color: red }',
};

/** Chooses a picture, as in the dialog of the browser. */
async function addPicture(widget: Widget): Promise<void> {
  const handle = await widget.page.evaluateHandle(() =>
    fcPage
      .rootOf('fast-comments')
      ?.querySelector<HTMLInputElement>('fc-composer.root input[type="file"]'),
  );
  const input = handle.asElement();
  if (!input) throw new Error('there is no input for files');
  const folder = mkdtempSync(join(tmpdir(), 'fast-comments-picture-'));
  const file = join(folder, 'pixel.png');
  writeFileSync(file, pixel);
  await (input as ElementHandle<HTMLInputElement>).uploadFile(file);
}

/** Ada, a reader of the site, posts from a browser of her own. Resolves to the comment's id. */
async function postAsReader(
  { api, vouchFor }: Surroundings,
  text: string,
  parentId: string | null = null,
): Promise<string> {
  return postAs(api, await vouchFor('reader'), text, parentId);
}

/** Chooses an order. */
async function sort(widget: Widget, order: 'MR' | 'NF' | 'OF'): Promise<void> {
  const box = await widget.find('combobox', 'Sort by');
  await box.select(order);
}

/** Reads, searches, sorts, looks at who voted, who is there and what was said about the page. */
async function read(widget: Widget): Promise<void> {
  await widget.press('button', 'Load more comments');
  await widget.until('more', (root) => root.querySelectorAll('[data-depth="0"]').length > 3);
  await widget.press('button', 'Show ');
  await sort(widget, 'NF');
  await sort(widget, 'OF');
  await sort(widget, 'MR');
  await widget.comment('Thank you all for reading');
  await widget.press('searchbox', 'Search comments');
  await widget.page.keyboard.type('Gerald');
  await widget.page.keyboard.press('Enter');
  await widget.press('button', 'Show all comments');
  await widget.press('button', '#tomatoes', 'Thank you all for reading');
  await widget.press('button', 'Show all comments');
  await widget.comment('Thank you all for reading');
  await closePanel(widget, '40 votes');
  await widget.press('button', 'React: clap');
  await closePanel(widget, '1 person: clap');
  await widget.press('button', 'React: clap, 1 person');
  await widget.press('button', 'React: heart');
  await widget.until(
    'the faces',
    (root) =>
      root.querySelector<HTMLElement>('[part~="people-button"]')?.click() === undefined &&
      root.querySelector('[part~="people-panel"]'),
  );
  await widget.press('button', 'Close');
  // The time of a comment, in full.
  await widget.press('button', '6 days ago', 'Thank you all for reading');
}

/** Opens what a button opens, waits for a name in it and closes it. */
async function closePanel(widget: Widget, button: string): Promise<void> {
  await widget.press('button', button);
  await widget.until('names', (root) => root.querySelector('.panel li'));
  await widget.press('button', 'Close');
  await widget.gone('dialog', '');
}

async function voteFlagBlock(widget: Widget, around: Surroundings): Promise<void> {
  const readers = await postAsReader(around, 'Ada was here');
  await widget.press('button', 'Show 1 new comment');
  for (const name of ['Vote up', 'Vote down', 'Vote down']) {
    await widget.press('button', name, readers);
    await widget.until(
      'the vote',
      (root) => root.querySelectorAll('[part~="vote-button"][aria-pressed]').length > 0,
    );
  }
  await widget.choose(readers, 'Flag');
  await widget.press('button', 'Undo', readers);
  await widget.choose(readers, 'Flag');
  await widget.press('button', 'Show anyway', readers);
  await widget.choose(readers, 'Remove flag');
  await widget.choose(readers, 'Block user');
  await widget.press('button', 'Unblock user', readers);
  await widget.gone('button', 'Unblock user', readers);
  await widget.choose(readers, 'Block user');
  await widget.find('button', 'Undo', readers);
  // Asked about, and not shown: its author is blocked.
  await postAsReader(around, 'Ada says more');
  await widget.press('button', 'Undo', readers);
  await widget.gone('button', 'Undo', readers);
}

async function write(widget: Widget): Promise<void> {
  await widget.press('textbox', 'Write a comment');
  await widget.find('toolbar', 'Formatting');
  await widget.page.keyboard.type('Ask @Ma');
  await widget.find('option', 'Mara');
  await widget.page.keyboard.press('Enter');
  await widget.page.keyboard.type('about this. ');
  await widget.press('button', 'Bold');
  await widget.page.keyboard.type('Please.');
  await addPicture(widget);
  await widget.until('the picture', (root) =>
    root.querySelector<HTMLTextAreaElement>('fc-composer.root textarea')?.value.includes('[img]'),
  );
  await widget.press('button', 'Add a GIF');
  await widget.find('option', '');
  await widget.press('searchbox', 'Search GIFs');
  const search = widget.page.waitForResponse((answer) => answer.url().includes('/gifs/search'));
  await widget.page.keyboard.type('tomato');
  await search;
  await widget.press('option', '');
  await widget.gone('dialog', '');
  await widget.type('Name', 'Nina');
  await widget.press('button', 'Post comment');
  await widget.comment('about this.');

  const parent = 'Thank you all for reading';
  await widget.press('button', 'Reply', parent);
  await widget.type('Write a reply', 'In short', parent);
  await widget.press('button', 'Post reply', parent);
  await widget.comment('In short');
  await widget.choose('In short', 'Edit');
  await widget.until('the raw text', (root) =>
    root.querySelector<HTMLTextAreaElement>('.edit textarea')?.value.includes('In short'),
  );
  await widget.type('Edit your comment', ' and in other words');
  await widget.press('button', 'Save changes');
  await widget.comment('in other words');
  await widget.choose('in other words', 'Copy link');
  if (await widget.sees('button', 'Dismiss')) await widget.press('button', 'Dismiss');
  await widget.choose('in other words', 'Delete');
  await widget.press('button', 'Delete');
  await widget.until('the deletion', (root) => !root.textContent.includes('in other words'));
}

async function moderate(widget: Widget, around: Surroundings): Promise<void> {
  await widget.logIn(await around.vouchFor('admin'));
  await widget.find('button', 'Robin');
  await widget.find('button', 'Notifications');
  await widget.type('Write a comment', 'Said by the editor');
  await widget.press('button', 'Post comment');
  const own = await widget.comment('Said by the editor');
  for (const entry of ['Pin', 'Unpin', 'Lock', 'Unlock']) {
    await widget.choose(own, entry);
    const part = `comment-${entry.toLowerCase().replace('un', '')}${entry.endsWith('in') ? 'ned' : 'ed'}`;
    await widget.until(
      entry,
      (root, id, part, isOn) =>
        root.querySelector(`[data-comment-id="${id}"]`)?.part.contains(part) === isOn,
      own,
      part,
      !entry.startsWith('Un'),
    );
  }
  await postAsReader(around, 'Ada answers the editor', own);
  await widget.press('button', 'Notifications');
  await widget.press('switch', 'Notify me about new comments');
  await widget.press('button', 'Mark as read');
  await widget.find('button', 'Mark as unread');
  await widget.press('button', 'Stop notifications');
  await widget.find('button', 'Notify me about this comment');
  await widget.press('button', 'Close');
  await widget.press('button', 'Robin');
  await widget.press('menuitem', 'Log out');
  await widget.gone('button', 'Robin');
}

/** Does everything a visitor can do with the story's thread, as a guest and as its editor. */
export async function doEverything(widget: Widget, around: Surroundings): Promise<void> {
  await widget.comment('Thank you all for reading');
  await widget.set(settings);
  await widget.page.evaluate(() => document.querySelector('fast-comments')?.refresh());
  await widget.find('heading', 'House rules');
  await widget.find('button', 'Load more comments');
  await read(widget);
  await voteFlagBlock(widget, around);
  await write(widget);
  await moderate(widget, around);
}
