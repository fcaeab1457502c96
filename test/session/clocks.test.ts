import { expect, test } from 'vitest';
import { pressEverything } from './schedule-oracle.js';
import { createBrowser, World, type Tab } from './session-under-test.js';

const hour = 3_600_000;

/** A visit in which everything that depends on time happens; `jump` is when the clock goes wrong. */
async function visit(skew: number, jump: number) {
  const world = new World();
  const other = world.server.visitor('other');
  for (let index = 0; index < 9; index++) {
    await world.pass(1000);
    await other.comment(`c${index}`, { urlId: 'page' });
  }
  if (jump === 0) world.skew = skew;
  const host = { defaultSortDirection: 'NF', pageSize: 4 };
  const tab = await world.open('Vera', host, createBrowser());
  await world.pass(5000);
  if (jump === 1) world.skew = skew;
  await tab.post('mine');
  await world.pass(3000);
  await other.comment('live', { urlId: 'page' });
  await world.pass(3000);
  // A gap that the log has to fill.
  world.server.live.drop('demo:page', 2);
  await other.comment('missed', { urlId: 'page' });
  world.server.dropSockets('page');
  await world.pass(20_000);
  if (jump === 2) world.skew = skew;
  world.server.dropSockets('page');
  await world.pass(20_000);
  await pressEverything(world, tab);
  const seen = {
    calls: world.server.calls
      .filter(({ visitor, method }) => visitor === 'Vera' && method === 'GET')
      // Ids are made at random.
      .map(({ at, path, query: { anonUserId, userIdWS, userIds, ...query } }) => {
        return { at, path, query, people: userIds?.split(',').length };
      }),
    order: tab.texts().map((text) => text.trim()),
    count: tab.state.count,
  };
  const now = presentOf(tab, world);
  tab.session.stop();
  return { seen, now, served: world.clock.wall() };
}

/** What relative times are reckoned from: the server's time as far as the thread knows it. */
function presentOf(tab: Tab, world: World): number {
  const { serverOffset } = tab.state;
  return serverOffset === null ? NaN : world.clock.monotonic() + serverOffset;
}

for (const [name, jump] of [
  ['from the start', 0],
  ['before a post', 1],
  ['while a gap is open', 2],
] as const) {
  for (const skew of [hour, -hour]) {
    const way = skew > 0 ? 'ahead' : 'behind';
    test(`a clock that is an hour ${way} ${name} changes no fetch, no cursor and no order`, async () => {
      const right = await visit(0, 0);
      const wrong = await visit(skew, jump);
      expect(right.seen.order).toHaveLength(12);
      expect(right.seen.order).toContain('missed');
      expect(right.seen.calls.some(({ path }) => path.includes('event-log'))).toBe(true);
      expect(wrong.seen).toEqual(right.seen);
    });

    test(`a clock that is an hour ${way} ${name} does not date the present`, async () => {
      const { now, served } = await visit(skew, jump);
      // The server's own present, never later, and no older than its last event took.
      expect(now).toBeLessThanOrEqual(served);
      expect(served - now).toBeLessThan(1000);
    });
  }
}
