/** The end of a list of the most relevant comments is compared with the service once, and quietly. */
import { expect, test } from 'vitest';
import { viewList } from '../../src/store/index.js';
import { createBrowser, World } from './session-under-test.js';

test('comparing the whole list brings no button back', async () => {
  const world = new World({ seed: undefined });
  const author = world.server.visitor('author');
  for (let index = 0; index < 250; index++) {
    await author.comment(`c${index}`, { urlId: 'page' });
    await world.pass(5);
  }
  // What came just before a thread is opened waits behind a button of its own.
  await world.pass(60_000);
  const tab = await world.open(
    'Vera',
    { defaultSortDirection: 'MR', pageSize: 60 },
    createBrowser(),
    7,
  );
  const { store } = tab.session;
  let isAtEnd = false;
  const back: number[] = [];
  store.listen(() => {
    const { remaining, rows } = viewList(store.state, null);
    if (rows.length === 250 && remaining === 0) isAtEnd = true;
    if (isAtEnd && remaining > 0) back.push(remaining);
  });
  for (let page = 0; page < 6; page++) {
    tab.more(null);
    await world.pass(3000);
  }
  expect(isAtEnd).toBe(true);
  expect(back).toEqual([]);
  expect(viewList(store.state, null).rows).toHaveLength(250);
  tab.session.stop();
});
