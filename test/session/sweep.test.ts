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

/** Loads a thread by date to its end; resolves to how often the whole list was read, and what is shown. */
async function readToEnd(between: (world: World, ids: readonly string[]) => Promise<void>) {
  const world = new World({ seed: undefined });
  const author = world.server.visitor('author');
  const ids: string[] = [];
  for (let index = 0; index < 9; index++) {
    ids.push((await author.comment(`c${index}`, { urlId: 'page' }))._id);
    await world.pass(5);
  }
  await world.pass(60_000);
  const tab = await world.open('Vera', { defaultSortDirection: 'OF', pageSize: 3 });
  for (let page = 0; page < 4; page++) {
    if (page === 1) await between(world, ids);
    tab.more(null);
    await world.pass(3000);
  }
  const sweeps = world.server.calls.filter(
    ({ method, query, visitor }) => visitor === 'Vera' && method === 'GET' && query.limit === '100',
  );
  const { remaining, rows } = viewList(tab.state, null);
  tab.session.stop();
  return { sweeps: sweeps.length, remaining, rows: rows.length };
}

test('by date the whole list is read again only where a pin moved', async () => {
  expect(await readToEnd(() => Promise.resolve())).toEqual({ sweeps: 0, remaining: 0, rows: 9 });
  const mod = { id: 'mod', username: 'Mod', isAdmin: true };
  const pinned = await readToEnd(async (world, ids) => {
    const moderator = world.server.signedIn(mod);
    await moderator.call('POST', `/comments/demo/${ids[8] ?? ''}/pin`, { broadcastId: 'b1' });
    await world.pass(1000);
  });
  expect(pinned).toEqual({ sweeps: 1, remaining: 0, rows: 9 });
});

test('a comparison that failed is made again', async () => {
  const found = await readToEnd(async (world, ids) => {
    const moderator = world.server.signedIn({ id: 'mod', username: 'Mod', isAdmin: true });
    await moderator.call('POST', `/comments/demo/${ids[8] ?? ''}/pin`, { broadcastId: 'b1' });
    // What is in doubt is read first.
    await world.pass(15_000);
    // The last page, then the whole list.
    const busy = { status: 503, json: { status: 'failed', code: 'busy', reason: 'busy' } };
    world.server.addRule({ operation: 'getCommentsPublic', skip: 1, times: 1, fault: busy });
  });
  expect(found).toEqual({ sweeps: 2, remaining: 0, rows: 9 });
});
