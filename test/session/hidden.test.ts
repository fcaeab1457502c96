/** A tab nobody looks at: it is live, but asks for nothing by itself until it is seen. */
import { expect, test } from 'vitest';
import { World } from './session-under-test.js';

const operation = 'getUserPresenceStatuses';

test('a thread opened in a hidden tab goes live, and asks who is there again once it is seen', async () => {
  const world = new World();
  await world.server.visitor('Ann').comment('first', { urlId: 'page' });
  const tab = await world.open('Vera');
  const asked = () => world.server.calls.filter((call) => call.operation === operation).length;
  await world.pass(60_000);
  const seen = asked();
  expect(seen).toBeGreaterThan(1);
  tab.isHidden = true;
  tab.session.restart();
  await world.pass(3000);
  expect(tab.state.isConnected).toBe(true);
  const hidden = asked();
  await world.pass(300_000);
  expect(asked()).toBe(hidden);
  await world.server.visitor('Ann').comment('second', { urlId: 'page' });
  await world.pass(2000);
  expect(tab.state.root.held.length + tab.state.root.head.length).toBe(2);
  tab.signal('visible');
  await world.pass(1000);
  expect(asked()).toBe(hidden + 1);
});
