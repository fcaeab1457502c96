/** The overlay: every action shows at once and counts exactly once, whichever of echo and answer comes first. */
import { beforeEach, describe, expect, test } from 'vitest';
import { visibleCount } from '../../src/store/index.js';
import { World, type Tab } from './session-under-test.js';

let world: World;
let tab: Tab;
let id: string;

/** What the server would tell a newcomer: votes and number of comments. */
async function serverTruth(): Promise<{ votes: number; count: number }> {
  const answer = await world.server.visitor('oracle').call('GET', '/comments/demo', {
    urlId: 'page',
    asTree: true,
    maxTreeDepth: 5,
    countAll: true,
    limit: 100,
    skip: 0,
  });
  const comments = answer.json.comments as { _id: string; votes: number }[];
  return {
    votes: comments.find((comment) => comment._id === id)?.votes ?? NaN,
    count: answer.json.commentCount as number,
  };
}

beforeEach(async () => {
  world = new World();
  const ann = world.server.visitor('Ann');
  ({ _id: id } = await ann.comment('first', { urlId: 'page' }));
  tab = await world.open('Vera');
});

/** The three ways in which an action's own echo can come. */
const ways = {
  'echo before the answer': (operation: string) => {
    world.server.addRule({ operation, delayAfter: 1500 });
  },
  'echo after the answer': () => {
    world.server.live.delay('demo:page', 1500);
  },
  'answer lost, echo or log arrives': (operation: string) => {
    world.server.addRule({ operation, times: 1, fault: { network: 'answer-lost' } });
  },
} as const;

describe.each(Object.entries(ways))('%s', (_name, prepare) => {
  test('a comment counts once', async () => {
    prepare('createCommentPublic');
    await tab.post('hello');
    expect(tab.row('hello').state).toBe('sending');
    expect(visibleCount(tab.state)).toBe(2);
    await world.pass(12_000);
    expect(tab.texts().filter((text) => text.includes('hello'))).toHaveLength(1);
    expect(tab.row('hello').state).toBe('settled');
    expect(tab.row('hello').isMine).toBe(true);
    expect(visibleCount(tab.state)).toBe(2);
    expect(await serverTruth()).toMatchObject({ count: 2 });
  });

  test('a vote counts once', async () => {
    prepare('voteComment');
    void tab.vote(id, 1);
    await Promise.resolve();
    expect(tab.row('first')).toMatchObject({ vote: 1, votes: 1, votesUp: 1 });
    await world.pass(15_000);
    expect(tab.row('first')).toMatchObject({ vote: 1, votes: 1, votesUp: 1, votesDown: 0 });
    expect(await serverTruth()).toMatchObject({ votes: 1 });
  });

  test('a changed vote counts once', async () => {
    void tab.vote(id, 1);
    await world.pass(1000);
    prepare('voteComment');
    void tab.vote(id, -1);
    expect(tab.row('first')).toMatchObject({ vote: -1, votes: -1 });
    await world.pass(15_000);
    expect(tab.row('first')).toMatchObject({ vote: -1, votes: -1, votesUp: 0, votesDown: 1 });
    expect(await serverTruth()).toMatchObject({ votes: -1 });
  });

  test('a removed vote counts once', async () => {
    void tab.vote(id, 1);
    await world.pass(1000);
    prepare('deleteCommentVote');
    void tab.vote(id, 0);
    expect(tab.row('first')).toMatchObject({ vote: 0, votes: 0 });
    await world.pass(15_000);
    expect(tab.row('first')).toMatchObject({ vote: 0, votes: 0, votesUp: 0 });
    expect(await serverTruth()).toMatchObject({ votes: 0 });
  });

  test('an edit and a deletion happen once', async () => {
    await tab.post('mine');
    await world.pass(1000);
    const mine = tab.row('mine').id ?? '';
    prepare('setCommentText');
    void tab.acts.saveEdit(tab.context, mine, 'changed');
    expect(tab.row('changed').state).toBe('saving');
    await world.pass(12_000);
    expect(tab.row('changed')).toMatchObject({ state: 'settled', isEdited: true });
    prepare('deleteCommentPublic');
    void tab.acts.deleteComment(tab.context, mine);
    expect(tab.row('changed').state).toBe('deleting');
    await world.pass(12_000);
    expect(tab.texts()).toEqual(['first']);
    expect(visibleCount(tab.state)).toBe(1);
    expect(await serverTruth()).toMatchObject({ count: 1 });
  });
});

test('five quick clicks end in the last wish, with few calls', async () => {
  world.server.addRule({ operation: 'voteComment', delayBefore: 1500 });
  for (const wish of [1, 0, 1, -1, 1] as const) void tab.vote(id, wish);
  expect(tab.row('first')).toMatchObject({ vote: 1, votes: 1 });
  await world.pass(10_000);
  expect(tab.row('first')).toMatchObject({ vote: 1, votes: 1 });
  expect(await serverTruth()).toMatchObject({ votes: 1 });
  const calls = world.server.calls.filter(({ operation }) => operation === 'voteComment');
  expect(calls).toHaveLength(1);
});

test('a refused vote rolls back and says so', async () => {
  world.server.failNext('voteComment', { code: 'banned', bannedUntil: 0 });
  void tab.vote(id, 1);
  await world.pass(3000);
  expect(tab.row('first')).toMatchObject({ vote: 0, votes: 0 });
  expect(tab.row('first').notice).toMatchObject({ kind: 'error', act: 'vote' });
  expect(tab.told('error')).toMatchObject([{ code: 'banned', operation: 'voteComment' }]);
});

test('a refused comment stays in the thread and can be tried again', async () => {
  world.server.failNext('createCommentPublic', { code: 'user-rate-limited' });
  await tab.post('keep me');
  await world.pass(1000);
  expect(tab.row('keep me')).toMatchObject({ state: 'failed' });
  expect(visibleCount(tab.state)).toBe(1);
  void tab.acts.retryPost(tab.context, tab.row('keep me').key);
  await world.pass(8000);
  expect(tab.row('keep me')).toMatchObject({ state: 'settled' });
  expect(await serverTruth()).toMatchObject({ count: 2 });
});

test('a post whose answer was lost is not posted twice by "Try again", live or not', async () => {
  await world.pass(100);
  world.server.refuseSockets(true);
  world.server.dropSockets('page');
  world.server.addRule({
    operation: 'createCommentPublic',
    times: 1,
    fault: { network: 'answer-lost' },
  });
  const stopLog = world.server.addRule({
    operation: 'getEventLog',
    fault: { status: 500, text: 'no' },
  });
  const stopRead = world.server.addRule({
    operation: 'getCommentsPublic',
    fault: { status: 500, text: 'no' },
  });
  await tab.post('only once');
  await world.pass(60_000);
  expect(tab.row('only once').state).toBe('failed');
  stopLog();
  stopRead();
  void tab.acts.retryPost(tab.context, tab.row('only once').key);
  await world.pass(20_000);
  expect(tab.row('only once').state).toBe('settled');
  expect(await serverTruth()).toMatchObject({ count: 2 });
});

test('the anonymous id is made by the first act, never before, and stays', async () => {
  const before = world.server.calls.filter(({ query }) => 'anonUserId' in query);
  expect(before).toHaveLength(0);
  void tab.vote(id, 1);
  await world.pass(1000);
  const [first] = world.server.calls.filter(({ query }) => 'anonUserId' in query);
  expect(first?.operation).toBe('voteComment');
  const all = new Set(world.server.calls.flatMap(({ query }) => query.anonUserId ?? []));
  expect(all.size).toBe(1);
});

test('a flag and a block show at once, and "Undo" takes them back', async () => {
  void tab.acts.setSwitch(tab.context, 'flag', id, true);
  expect(tab.row('first')).toMatchObject({
    isFlagged: true,
    notice: { kind: 'flagged', canUndo: true },
  });
  await world.pass(1000);
  expect(tab.row('first').isFlagged).toBe(true);
  void tab.acts.setSwitch(tab.context, 'flag', id, false, true);
  await world.pass(1000);
  expect(tab.row('first')).toMatchObject({ isFlagged: false, notice: null });
});
