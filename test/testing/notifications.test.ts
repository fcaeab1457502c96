import { describe, expect, test } from 'vitest';
import { createManualClock, createTestServer, type Visitor } from '../../src/testing/index.js';

function setUp() {
  const clock = createManualClock();
  const server = createTestServer({ clock, rateLimits: false });
  const ann = server.signedIn({ id: 'ann', username: 'ann', displayName: 'Ann' });
  const ben = server.signedIn({ id: 'ben', username: 'ben', displayName: 'Ben' });
  return { clock, server, ann, ben };
}

async function list(visitor: Visitor, query: Record<string, string | number | boolean> = {}) {
  const answer = await visitor.call('GET', '/user-notifications', { tenantId: 'demo', ...query });
  expect(answer.json.status, JSON.stringify(answer.json)).toBe('success');
  return answer.json as unknown as {
    notifications: {
      _id: string;
      type: number;
      fromUserName: string;
      fromCommentId: string;
      relatedObjectId: string;
      viewed: string;
      contextHTML?: string;
    }[];
    isSubscribed: boolean;
    hasMore: boolean;
    translations?: Record<string, string>;
  };
}

async function count(visitor: Visitor): Promise<unknown> {
  return (await visitor.call('GET', '/user-notifications/get-count', { tenantId: 'demo' })).json
    .count;
}

async function post(visitor: Visitor, path: string, query: Record<string, string> = {}) {
  return (await visitor.call('POST', `/user-notifications/${path}`, { tenantId: 'demo', ...query }))
    .json;
}

describe('who is told of what', () => {
  test('a reply tells the author, and those above it; nobody hears of themselves', async () => {
    const { server, ann, ben } = setUp();
    const root = await ann.comment('root');
    const reply = await ben.comment('reply', { parentId: root._id });
    const deep = await server.visitor('Guest').comment('deep', { parentId: reply._id });
    await ann.comment('own', { parentId: root._id });
    expect((await list(ann)).notifications).toMatchObject([
      { type: 1, fromUserName: 'Guest', fromCommentId: deep._id, relatedObjectId: root._id },
      { type: 0, fromUserName: 'Ben', fromCommentId: reply._id, relatedObjectId: root._id },
    ]);
    expect((await list(ben)).notifications).toMatchObject([{ type: 0, fromUserName: 'Guest' }]);
  });

  test('a vote tells the author, and taking it back takes the news back', async () => {
    const { ann, ben } = setUp();
    const root = await ann.comment('root');
    const voteId = await ben.vote(root._id, 'up');
    expect((await list(ann)).notifications).toMatchObject([{ type: 2, fromUserName: 'Ben' }]);
    await ben.call('DELETE', `/comments/demo/${root._id}/vote/${voteId}`, {
      urlId: 'story',
      broadcastId: 'b',
    });
    expect(await count(ann)).toBe(0);
  });

  test('a mention tells the one mentioned', async () => {
    const { ann, ben } = setUp();
    const mentions = [{ id: 'demo:ann', tag: '@Ann', type: 'sso', sent: false }];
    const answer = await ben.call(
      'POST',
      '/comments/demo',
      { urlId: 'story', broadcastId: 'b' },
      { commenterName: 'Ben', comment: 'Hi @Ann!', mentions, url: 'x', urlId: 'story' },
    );
    expect(answer.json.comment).toMatchObject({ commentHTML: 'Hi <b class="mention">@Ann</b>!' });
    expect((await list(ann)).notifications).toMatchObject([{ type: 7, fromUserName: 'Ben' }]);
  });

  test('a new root tells who follows the page', async () => {
    const { ann, ben } = setUp();
    const page = { urlId: 'story', url: 'https://example.com', pageTitle: 'Story' };
    expect((await list(ann, { urlId: 'story' })).isSubscribed).toBe(false);
    const done = await post(ann, 'set-subscription-state/subscribe', page);
    expect(done).toEqual({ status: 'success', matchedCount: 1, modifiedCount: 1 });
    expect((await list(ann, { urlId: 'story' })).isSubscribed).toBe(true);
    const root = await ben.comment('new root');
    await ben.comment('a reply', { parentId: root._id });
    expect((await list(ann)).notifications.map(({ type }) => type)).toEqual([3]);
    await post(ann, 'set-subscription-state/unsubscribe', page);
    await ben.comment('another');
    expect(await count(ann)).toBe(1);
  });

  test('opting out of a comment ends its replies, opting in brings them back', async () => {
    const { ann, ben } = setUp();
    const root = await ann.comment('root');
    await ben.comment('one', { parentId: root._id });
    const [first] = (await list(ann)).notifications;
    const path = `${first!._id}/mark-opted`;
    await post(ann, `${path}/out`, { commentId: root._id });
    await ben.comment('two', { parentId: root._id });
    expect(await count(ann)).toBe(1);
    await post(ann, `${path}/in`, { commentId: root._id });
    await ben.comment('three', { parentId: root._id });
    expect(await count(ann)).toBe(2);
  });

  test('a comment that waits tells nobody until it is approved', async () => {
    const { server, ann } = setUp();
    const root = await ann.comment('root');
    server.configurePage('story', { approveByHand: true });
    const waiting = await server.visitor('Guest').comment('wait', { parentId: root._id });
    expect(await count(ann)).toBe(0);
    server.approve(waiting._id);
    expect(await count(ann)).toBe(1);
  });
});

describe('the bell', () => {
  test('counts, is reset, and marks read one by one or all', async () => {
    const { ann, ben } = setUp();
    const root = await ann.comment('root');
    for (const text of ['one', 'two', 'three']) await ben.comment(text, { parentId: root._id });
    expect(await count(ann)).toBe(3);
    expect(await post(ann, 'reset-count')).toEqual({ status: 'success' });
    expect(await count(ann)).toBe(0);
    const [newest] = (await list(ann, { unreadOnly: true })).notifications;
    expect((await list(ann, { unreadOnly: true })).notifications).toHaveLength(3);
    expect(await post(ann, `${newest!._id}/mark/read`)).toMatchObject({ modifiedCount: 1 });
    expect(await post(ann, `${newest!._id}/mark/read`)).toMatchObject({ modifiedCount: 0 });
    expect((await list(ann, { unreadOnly: true })).notifications).toHaveLength(2);
    expect(await post(ann, `${newest!._id}/mark/unread`)).toMatchObject({ modifiedCount: 1 });
    await post(ann, 'reset');
    expect((await list(ann, { unreadOnly: true })).notifications).toEqual([]);
    // Nobody marks what is not theirs.
    expect(await post(ben, `${newest!._id}/mark/unread`)).toMatchObject({ matchedCount: 0 });
  });

  test('comes with the comments, and marks the new ones unread for one load', async () => {
    const { ann, ben } = setUp();
    const root = await ann.comment('root');
    const reply = await ben.comment('one', { parentId: root._id });
    const load = async () => {
      const query = { urlId: 'story', page: -1, includeNotificationCount: true };
      const { json } = await ann.call('GET', '/comments/demo', query);
      const comments = json.comments as { _id: string; isUnread?: boolean }[];
      return { count: json.notificationCount, unread: comments.filter((c) => c.isUnread) };
    };
    expect(await load()).toMatchObject({ count: 1, unread: [{ _id: reply._id }] });
    expect(await load()).toMatchObject({ count: 1, unread: [] });
  });

  test('pages with afterId, twenty at a time', async () => {
    const { ann, ben } = setUp();
    const root = await ann.comment('root');
    for (let at = 0; at < 45; at += 1) await ben.comment(`reply ${at}`, { parentId: root._id });
    const seen: string[] = [];
    for (const size of [20, 20, 5]) {
      const last = seen.at(-1);
      const page = await list(ann, last === undefined ? {} : { afterId: last });
      expect(page.notifications).toHaveLength(size);
      expect(page.hasMore).toBe(size === 20);
      seen.push(...page.notifications.map(({ _id }) => _id));
    }
    expect(new Set(seen).size).toBe(45);
  });

  test('brings context and texts when asked', async () => {
    const { ann, ben } = setUp();
    const root = await ann.comment('root');
    await ben.comment('**context**', { parentId: root._id });
    const answer = await list(ann, { includeContext: true, includeTranslations: true });
    expect(answer.notifications[0]?.contextHTML).toBe('<b>context</b>');
    expect(answer.translations).toHaveProperty('NOTIFICATION_REPLIED_TO_ME');
  });

  test('answers 401 to a ghost and to nobody, and works for a guest with a name', async () => {
    const { server, ben } = setUp();
    const query = { tenantId: 'demo' };
    const ghost = server.visitor('Ghost');
    server.seed([{ id: 'v', text: 'vote' }]);
    const vote = { voteDir: 'up', commenterName: null, commenterEmail: null, url: null };
    await ghost.call('POST', '/comments/demo/v/vote', { urlId: 'story', broadcastId: 'b' }, vote);
    expect(await ghost.whoAmI()).toMatchObject({ isAnonSession: true });
    for (const visitor of [ghost, server.visitor('Nobody')]) {
      const answer = await visitor.call('GET', '/user-notifications', query);
      expect(answer).toMatchObject({ httpStatus: 401, json: { code: 'unauthorized' } });
    }
    const guest = server.visitor('Guest');
    const root = await guest.comment('hello');
    await ben.comment('welcome', { parentId: root._id });
    expect(await count(guest)).toBe(1);
  });

  test('rings live, on the page and on the feed of the person', async () => {
    const { server, ann, ben } = setUp();
    const root = await ann.comment('root');
    const page = await ann.call('GET', '/comments/demo', { urlId: 'story' });
    const userIdWS = String(page.json.userIdWS);
    const heard: Record<'page' | 'feed' | 'other', string[]> = { page: [], feed: [], other: [] };
    const open = (name: keyof typeof heard, urlId: string, tenantIdWS: string, id: string) =>
      server.state.connect({ urlId, tenantIdWS, userIdWS: id }, server.origin, (frame) => {
        const { type } = JSON.parse(frame) as { type: string };
        if (type === 'notification') heard[name].push(frame);
      });
    open('page', 'demo%3Aelsewhere', 'demo', userIdWS);
    open('feed', `__internal_profiles:${userIdWS}`, '__internal_profiles', userIdWS);
    open('other', 'demo%3Astory', 'demo', 'uws-guest');
    await ben.comment('live', { parentId: root._id });
    expect(heard.page).toHaveLength(1);
    expect(heard.feed).toHaveLength(1);
    expect(heard.other).toEqual([]);
    expect(JSON.parse(heard.page[0]!)).toMatchObject({
      userId: 'demo:ann',
      notification: { type: 0, fromUserName: 'Ben', viewed: false },
    });
  });
});
