/** Secrets that are planted and then looked for everywhere they must not be. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBrowser, World, type Browser, type Tab } from './session-under-test.js';

/** Where a value may be, by the beginning of the storage key or the name of the query parameter. */
interface Meant {
  readonly keys: readonly RegExp[];
  readonly parameters: readonly string[];
}

const logged: unknown[][] = [];

beforeEach(() => {
  logged.length = 0;
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, name).mockImplementation((...words: unknown[]) => void logged.push(words));
  }
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Fails if a secret is anywhere but where it is meant to be. */
function lookFor(secret: string, world: World, tab: Tab, browser: Browser, meant: Meant): void {
  expect(secret.length).toBeGreaterThan(7);
  expect(JSON.stringify(logged)).not.toContain(secret);
  for (const event of tab.events) expect(JSON.stringify(event)).not.toContain(secret);
  for (const [key, value] of browser.storage.map) {
    expect(key).not.toContain(secret);
    if (!meant.keys.some((pattern) => pattern.test(key))) expect(value, key).not.toContain(secret);
  }
  for (const { body, operation, path, query } of world.server.calls) {
    expect(path).not.toContain(secret);
    expect(JSON.stringify(body ?? null), operation ?? '').not.toContain(secret);
    for (const [name, value] of Object.entries(query)) {
      if (!meant.parameters.includes(name)) {
        expect(value, `${operation}: ${name}`).not.toContain(secret);
      }
    }
  }
}

/** Does everything a visitor can do, some of it refused. */
async function doMuch(world: World, tab: Tab, id: string): Promise<void> {
  await tab.post('mine');
  await world.pass(3000);
  const own = tab.row('mine').id ?? '';
  void tab.vote(id, 1);
  void tab.acts.setSwitch(tab.context, 'flag', id, true);
  await world.pass(2000);
  void tab.acts.beginEdit(tab.context, own);
  await world.pass(500);
  void tab.acts.saveEdit(tab.context, own, 'mine, changed');
  await world.pass(2000);
  for (const operation of ['createCommentPublic', 'voteComment', 'deleteCommentPublic']) {
    world.server.failNext(operation, { code: 'user-rate-limited' });
  }
  world.server.addRule({ operation: 'deleteCommentVote', times: 1, fault: { status: 500, text: '<h1>no</h1>' } }); // prettier-ignore
  await tab.post('refused');
  void tab.vote(id, 0);
  await world.pass(8000);
  void tab.vote(id, -1);
  await world.pass(2000);
  tab.isOnline = false;
  tab.signal('offline');
  await tab.post('waiting');
  void tab.acts.deleteComment(tab.context, own);
  await world.pass(2000);
  tab.isOnline = true;
  tab.signal('online');
  await world.pass(8000);
  tab.session.sort('OF');
  await world.pass(2000);
}

test('a guest’s edit keys and session id', async () => {
  const world = new World();
  const { _id: id } = await world.server.visitor('Ann').comment('first', { urlId: 'page' });
  const browser = createBrowser();
  const tab = await world.open('Vera', {}, browser);
  world.server.visitor('Vera').blockCookies(true);
  await doMuch(world, tab, id);
  const kept = [...browser.storage.map].find(([key]) => key.endsWith(':keys'))?.[1] ?? '[]';
  const keys = (JSON.parse(kept) as [string, { editKey?: string; vote?: { editKey?: string } }][])
    .flatMap(([, { editKey, vote }]) => [editKey, vote?.editKey])
    .filter((key) => key !== undefined);
  expect(keys.length).toBeGreaterThan(1);
  const session = browser.storage.get('fastcomments-element:demo:session');
  // They are sent where they are meant to be: the look for them is no look at nothing.
  expect(world.server.calls.some(({ query }) => keys.includes(query.editKey ?? ''))).toBe(true);
  for (const key of keys) {
    lookFor(key, world, tab, browser, { keys: [/:keys$/], parameters: ['editKey'] });
  }
  expect(session).toBeTruthy();
  lookFor(session ?? '', world, tab, browser, { keys: [/:session$/], parameters: ['sessionId'] });
});

test('a single sign-on payload', async () => {
  const world = new World();
  const { _id: id } = await world.server.visitor('Ann').comment('first', { urlId: 'page' });
  const browser = createBrowser();
  const avatar = 'https://img.example/planted-secret-avatar.png';
  const simpleSSO = { username: 'Vera', email: 'planted-secret@example.com', avatar };
  const tab = await world.open('Vera', { simpleSSO }, browser);
  while (tab.state.phase === 'loading') await world.pass(100);
  await doMuch(world, tab, id);
  expect(world.server.calls.some(({ query }) => query.sso?.includes(avatar))).toBe(true);
  const wire = JSON.stringify({ simpleSSOUser: simpleSSO });
  lookFor(wire, world, tab, browser, { keys: [], parameters: ['sso'] });
  lookFor(JSON.stringify(wire).slice(1, -1), world, tab, browser, { keys: [], parameters: [] });
  for (const { operation, query } of world.server.calls) {
    if (['getEventLog', 'getUserPresenceStatuses', 'reactV1'].includes(operation ?? '')) {
      expect(query).not.toHaveProperty('sso');
    }
  }
});
