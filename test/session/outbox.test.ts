/** What the visitor did outlives a lost network, a reload and a crash: in order, once, by who did it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { applyEvent } from '../../src/store/changes.js';
import { createBrowser, World, type Browser, type Tab } from './session-under-test.js';

let world: World;
let browser: Browser;
let tab: Tab;
let id: string;
let before: number;

/** The texts of the page as the service has them, oldest first. */
async function served(): Promise<string[]> {
  const answer = await world.server.visitor('oracle').call('GET', '/comments/demo', {
    urlId: 'page',
    page: -1,
    direction: 'OF',
  });
  return (answer.json.comments as { commentHTML: string }[]).map(({ commentHTML }) => commentHTML);
}

/** Calls of one operation since the visitor came. */
function calls(operation: string): number {
  return world.server.calls.slice(before).filter((call) => call.operation === operation).length;
}

function kept(): string[] {
  return browser.storage.keys().filter((key) => key.includes(':outbox:'));
}

/** Cuts the network of a tab, or gives it back. */
function setOnline(which: Tab, isOnline: boolean): void {
  which.isOnline = isOnline;
  which.signal(isOnline ? 'online' : 'offline');
}

/** The page is gone without a word: as after a crash, or a reload. */
function crash(which: Tab): void {
  which.session.stop();
}

async function reload(name = 'Vera', host = {}): Promise<Tab> {
  crash(tab);
  tab = await world.open(name, { defaultSortDirection: 'OF', ...host }, browser, 99);
  // Signatures are checked in real time, which the virtual one does not wait for.
  while (tab.state.phase === 'loading') await world.pass(100);
  return tab;
}

beforeEach(async () => {
  world = new World();
  ({ _id: id } = await world.server.visitor('Ann').comment('first', { urlId: 'page' }));
  browser = createBrowser();
  before = world.server.calls.length;
  tab = await world.open('Vera', { defaultSortDirection: 'OF' }, browser);
});

describe('without a network', () => {
  test('posts wait, and go out in order when it is back', async () => {
    setOnline(tab, false);
    for (const text of ['one', 'two', 'three']) await tab.post(text);
    await world.pass(5000);
    expect(tab.rows().map(({ state }) => state)).toEqual(['settled', 'waiting', 'waiting', 'waiting']); // prettier-ignore
    expect(calls('createCommentPublic')).toBe(0);
    // The slowest first: the others must wait for it.
    world.server.addRule({ operation: 'createCommentPublic', times: 1, delayBefore: 3000 });
    setOnline(tab, true);
    setOnline(tab, true);
    await world.pass(20_000);
    expect(await served()).toEqual(['first', 'one', 'two', 'three']);
    expect(tab.texts()).toEqual(['first', 'one', 'two', 'three']);
    expect(kept()).toEqual([]);
  });

  test('posts wait through a reload, and go out in order', async () => {
    setOnline(tab, false);
    for (const text of ['one', 'two', 'three']) await tab.post(text);
    await world.pass(1000);
    await reload();
    await world.pass(5000);
    expect(await served()).toEqual(['first', 'one', 'two', 'three']);
    expect(tab.rows().every(({ state }) => state === 'settled')).toBe(true);
    expect(kept()).toEqual([]);
    await reload();
    await world.pass(5000);
    expect(await served()).toHaveLength(4);
  });

  test('one of them can be edited, another discarded', async () => {
    setOnline(tab, false);
    await tab.post('to be edited');
    await tab.post('to be discarded');
    await world.pass(500);
    await tab.acts.editPost(tab.context, tab.row('to be edited').key);
    tab.acts.dropPost(tab.context, tab.row('to be discarded').key);
    expect(tab.told('post-returned')).toMatchObject([
      { parentId: null, draft: { text: 'to be edited' }, failure: null },
    ]);
    expect(tab.acts.readDraft(tab.context, null)?.text).toBe('to be edited');
    setOnline(tab, true);
    await world.pass(5000);
    expect(await served()).toEqual(['first']);
    expect(kept()).toEqual([]);
  });

  test('votes, flags and blocks wait, and go out when it is back', async () => {
    setOnline(tab, false);
    void tab.vote(id, 1);
    void tab.acts.setSwitch(tab.context, 'flag', id, true);
    await world.pass(5000);
    expect(tab.row('first')).toMatchObject({ vote: 1, votes: 1, isFlagged: true, notice: { kind: 'flagged' } }); // prettier-ignore
    expect(calls('voteComment') + calls('flagCommentPublic')).toBe(0);
    setOnline(tab, true);
    await world.pass(5000);
    expect(calls('voteComment')).toBe(1);
    expect(calls('flagCommentPublic')).toBe(1);
    expect(tab.row('first')).toMatchObject({ vote: 1, votes: 1, isFlagged: true });
    expect(kept()).toEqual([]);
  });

  test('they wait through a reload; the last wish counts', async () => {
    setOnline(tab, false);
    void tab.vote(id, 1);
    void tab.vote(id, -1);
    void tab.acts.setSwitch(tab.context, 'block', id, true);
    await world.pass(1000);
    await reload();
    await world.pass(5000);
    expect(tab.row('first')).toMatchObject({ vote: -1, votes: -1, isBlocked: true });
    expect(calls('voteComment')).toBe(1);
    expect(kept()).toEqual([]);
    const fresh = await world.open('oracle');
    expect(fresh.row('first').votes).toBe(-1);
  });

  test('a vote of long ago is forgotten', async () => {
    setOnline(tab, false);
    void tab.vote(id, 1);
    await world.pass(1000);
    crash(tab);
    world.skew = 11 * 60_000;
    await reload();
    await world.pass(5000);
    expect(calls('voteComment')).toBe(0);
    expect(tab.row('first').vote).toBe(0);
    expect(kept()).toEqual([]);
  });
});

describe('a page that goes while a post is under way', () => {
  test('finds it again when it has arrived', async () => {
    world.server.refuseSockets(true);
    world.server.dropSockets('page');
    world.server.addRule({ operation: 'createCommentPublic', delayAfter: 3000 });
    await tab.post('on its way');
    await world.pass(500);
    expect(tab.row('on its way').state).toBe('sending');
    await reload();
    await world.pass(10_000);
    expect(await served()).toEqual(['first', 'on its way']);
    expect(tab.texts()).toEqual(['first', 'on its way']);
    expect(calls('createCommentPublic')).toBe(1);
    expect(kept()).toEqual([]);
  });

  test('asks what to do when it has not', async () => {
    world.server.addRule({
      operation: 'createCommentPublic',
      times: 1,
      fault: { network: 'refused' },
    });
    world.server.addRule({ operation: 'getEventLog', delayBefore: 60_000 });
    await tab.post('lost');
    await world.pass(500);
    world.server.clearRules();
    await reload();
    await world.pass(10_000);
    expect(tab.row('lost')).toMatchObject({ state: 'failed', failure: { kind: 'network' } });
    expect(await served()).toEqual(['first']);
    void tab.acts.retryPost(tab.context, tab.row('lost').key);
    await world.pass(5000);
    expect(await served()).toEqual(['first', 'lost']);
    expect(tab.row('lost').state).toBe('settled');
  });

  test('does not take another visitor’s words of the same kind for it', async () => {
    world.server.addRule({
      operation: 'createCommentPublic',
      times: 1,
      fault: { network: 'refused' },
    });
    await tab.post('+1', null, 'Vera');
    await world.server.visitor('Walt').comment('+1', { urlId: 'page' });
    await world.pass(12_000);
    expect(tab.rows().filter(({ state }) => state === 'failed')).toHaveLength(1);
  });
});

test('"Try again" sends nothing while nobody can tell whether it arrived', async () => {
  world.server.refuseSockets(true);
  world.server.dropSockets('page');
  world.server.addRule({ operation: 'createCommentPublic', times: 1, fault: { network: 'answer-lost' } }); // prettier-ignore
  world.server.addRule({ operation: 'getEventLog', fault: { status: 500, text: 'no' } });
  world.server.addRule({ operation: 'getCommentsPublic', fault: { status: 500, text: 'no' } });
  await tab.post('only once');
  await world.pass(60_000);
  void tab.acts.retryPost(tab.context, tab.row('only once').key);
  await world.pass(60_000);
  expect(tab.row('only once').state).toBe('failed');
  expect(calls('createCommentPublic')).toBe(1);
  world.server.clearRules();
  void tab.acts.retryPost(tab.context, tab.row('only once').key);
  await world.pass(20_000);
  expect(tab.row('only once').state).toBe('settled');
  expect(await served()).toEqual(['first', 'only once']);
});

test('a vote whose removal was heard of but not answered does not come back', async () => {
  void tab.vote(id, 1);
  await world.pass(1000);
  world.server.addRule({ operation: 'deleteCommentVote', times: 1, fault: { network: 'answer-lost' } }); // prettier-ignore
  expect(tab.context.kept.keys.get(id)?.vote).toBeDefined();
  void tab.vote(id, 0);
  await world.pass(20_000);
  expect(calls('deleteCommentVote')).toBe(1);
  await reload();
  expect(tab.row('first').vote).toBe(0);
  expect(tab.context.kept.keys.get(id)?.vote).toBeUndefined();
});

test('a vote that was taken back does not come back with what the log tells late', async () => {
  void tab.vote(id, 1);
  await world.pass(1000);
  world.server.addRule({ operation: 'getEventLog', fault: { status: 500, text: 'no' } });
  await reload();
  const { store } = tab.context;
  const { voteId = '' } = store.state.entries.get(id)!.vote;
  expect(voteId).not.toBe('');
  void tab.vote(id, 0);
  await world.pass(1000);
  store.change((state) => {
    state.viewer = { ...state.viewer, user: { ...state.viewer.user, id: 'vera' } };
    const vote = { _id: voteId, commentId: id, direction: 1, userId: 'vera' };
    applyEvent(state, { type: 'new-vote', timestamp: 1, vote }, 'log', 1e9);
  });
  expect(tab.row('first').vote).toBe(0);
});

test('a filter hides no post from the look for it', async () => {
  world.server.refuseSockets(true);
  world.server.dropSockets('page');
  world.server.addRule({ operation: 'createCommentPublic', times: 1, fault: { network: 'answer-lost' } }); // prettier-ignore
  const stop = world.server.addRule({
    operation: 'getEventLog',
    fault: { status: 500, text: 'no' },
  });
  tab.session.filter({ searchText: 'first' });
  await world.pass(500);
  await tab.post('only once');
  await world.pass(60_000);
  stop();
  expect(calls('createCommentPublic')).toBe(1);
  expect(tab.state.operations.size).toBe(0);
  expect(await served()).toEqual(['first', 'only once']);
});

describe('what was not sent becomes a draft, and says so', () => {
  const told = () => tab.told('announce').some(({ key }) => key === 'unsentIsDraft');

  test('after a day', async () => {
    setOnline(tab, false);
    await tab.post('of yesterday', id);
    await world.pass(500);
    crash(tab);
    world.skew = 25 * 3_600_000;
    await reload();
    await world.pass(3000);
    expect(await served()).toEqual(['first']);
    expect(tab.acts.readDraft(tab.context, id)?.text).toBe('of yesterday');
    expect(tab.state.replyingTo.has(id)).toBe(true);
    expect(told()).toBe(true);
    expect(kept()).toEqual([]);
  });

  test('after a day in an open page', async () => {
    setOnline(tab, false);
    await tab.post('asleep');
    world.skew = 25 * 3_600_000;
    setOnline(tab, true);
    await world.pass(3000);
    expect(await served()).toEqual(['first']);
    expect(tab.acts.readDraft(tab.context, null)?.text).toBe('asleep');
    expect(told()).toBe(true);
  });

  test('when somebody else is there now', async () => {
    setOnline(tab, false);
    await tab.post('not mine');
    void tab.vote(id, 1);
    await world.pass(500);
    await reload('Walt', { simpleSSO: { username: 'Walt', email: 'walt@example.com' } });
    await world.pass(5000);
    expect(await served()).toEqual(['first']);
    expect(calls('voteComment')).toBe(0);
    expect(tab.acts.readDraft(tab.context, null)?.text).toBe('not mine');
    expect(told()).toBe(true);
    expect(kept()).toEqual([]);
  });

  test('before what has been written in the box meanwhile', async () => {
    setOnline(tab, false);
    await tab.post('older');
    tab.acts.keepDraft(tab.context, null, { text: 'newer' });
    await world.pass(500);
    crash(tab);
    world.skew = 25 * 3_600_000;
    await reload();
    await world.pass(3000);
    expect(tab.acts.readDraft(tab.context, null)?.text).toBe('older\n\nnewer');
  });
});

describe('two tabs', () => {
  test('of one page send each post once', async () => {
    setOnline(tab, false);
    await tab.post('mine alone');
    await world.pass(500);
    const other = await world.open('Vera', { defaultSortDirection: 'OF' }, browser, 5);
    await world.pass(3000);
    expect(calls('createCommentPublic')).toBe(0);
    other.signal('online');
    setOnline(tab, true);
    await world.pass(10_000);
    expect(await served()).toEqual(['first', 'mine alone']);
    expect(other.texts()).toContain('first');
  });

  test('that are opened at once do not both take up what is left', async () => {
    setOnline(tab, false);
    await tab.post('left behind');
    void tab.vote(id, 1);
    await world.pass(500);
    crash(tab);
    const host = { defaultSortDirection: 'OF' };
    const [one, two] = [world.open('Vera', host, browser, 5), world.open('Vera', host, browser, 6)];
    await Promise.all([one, two]);
    await world.pass(10_000);
    expect(calls('createCommentPublic')).toBe(1);
    expect(calls('voteComment')).toBe(1);
    expect(await served()).toEqual(['first', 'left behind']);
    expect(kept()).toEqual([]);
  });

  test('one that slept leaves to the other what it took over', async () => {
    setOnline(tab, false);
    await tab.post('taken over');
    await world.pass(500);
    // A frozen page hears nothing.
    const frozen = tab;
    browser.channels.clear();
    const other = await world.open('Vera', { defaultSortDirection: 'OF' }, browser, 5);
    other.isOnline = false;
    await world.pass(3000);
    setOnline(frozen, true);
    await world.pass(3000);
    expect(calls('createCommentPublic')).toBe(0);
    expect(frozen.state.operations.size).toBe(0);
    setOnline(other, true);
    await world.pass(5000);
    expect(await served()).toEqual(['first', 'taken over']);
  });
});

test('without storage nothing is lost either, as long as the page lives', async () => {
  browser.storage.set = () => false;
  setOnline(tab, false);
  tab.acts.keepDraft(tab.context, null, { text: 'in memory' });
  await tab.post('in memory');
  expect(tab.acts.readDraft(tab.context, null)?.text).toBe('in memory');
  setOnline(tab, true);
  await world.pass(5000);
  expect(await served()).toEqual(['first', 'in memory']);
  expect(tab.acts.readDraft(tab.context, null)).toBeNull();
});

test('forget() leaves nothing on the device, and what is pending still goes out', async () => {
  setOnline(tab, false);
  await tab.post('still mine');
  tab.acts.forget(tab.context);
  await world.pass(500);
  expect(browser.storage.keys()).toEqual([]);
  setOnline(tab, true);
  await world.pass(5000);
  expect(await served()).toEqual(['first', 'still mine']);
});

test('what stands in the storage of another thread or is no entry does no harm', async () => {
  setOnline(tab, false);
  await tab.post('sound');
  const [key = ''] = kept();
  const prefix = key.slice(0, key.lastIndexOf(':') + 1);
  for (const text of [
    '',
    'null',
    '{',
    '{"id":1}',
    '{"id":"x","at":1,"kind":"post"}',
    '[]',
    '{"id":"y","at":1,"kind":"pin","commentId":"z"}',
  ]) {
    // prettier-ignore
    browser.storage.set(`${prefix}${Math.random()}`, text);
  }
  await reload();
  await world.pass(3000);
  expect(await served()).toEqual(['first', 'sound']);
  expect(kept()).toEqual([]);
});

test('a reply that arrives while the thread is read anew is not missing from it', async () => {
  setOnline(tab, false);
  await tab.post('reply', id);
  world.server.addRule({ operation: 'getCommentsPublic', times: 1, delayAfter: 3000 });
  tab.session.sort('NF');
  setOnline(tab, true);
  await world.pass(20_000);
  expect(await served()).toContain('reply');
  expect(tab.state.entries.get(id)?.branch?.total).toBe(1);
  tab.more(id);
  await world.pass(1000);
  expect(tab.texts()).toContain('reply');
});

describe('below a comment that goes', () => {
  const draft = (parentId: string | null) => tab.acts.readDraft(tab.context, parentId)?.text;

  test('a reply that waits goes to the box of the thread', async () => {
    setOnline(tab, false);
    await tab.post('reply', id);
    await world.pass(1000);
    world.server.remove(id);
    await world.pass(3000);
    expect([draft(null), kept()]).toEqual(['reply', []]);
    expect(tab.told('announce').map(({ key }) => key)).toContain('unsentIsDraft');
  });

  test('what stands in a reply box goes there too, before what stands there', async () => {
    tab.acts.keepDraft(tab.context, id, { text: 'half a reply' });
    tab.acts.keepDraft(tab.context, null, { text: 'other' });
    world.server.remove(id);
    await world.pass(3000);
    expect(tab.texts()).toEqual([]);
    expect([draft(null), draft(id)]).toEqual(['half a reply\n\nother', undefined]);
  });

  test('a reply that was kept and whose comment is gone after a reload goes there', async () => {
    setOnline(tab, false);
    await tab.post('reply', id);
    await world.pass(1000);
    crash(tab);
    world.server.remove(id);
    await reload();
    setOnline(tab, true);
    await world.pass(20_000);
    expect([draft(null), kept()]).toEqual(['reply', []]);
  });
});
