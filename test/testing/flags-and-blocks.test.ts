import { describe, expect, test } from 'vitest';
import type { PublicComment } from '../../src/core/index.js';
import { createTestServer, type Visitor } from '../../src/testing/index.js';

function setUp() {
  const server = createTestServer({ rateLimits: false });
  server.seed([
    { id: 'x1', author: { id: 'xena', name: 'Xena' }, text: 'one' },
    { id: 'x2', author: { id: 'xena', name: 'Xena' }, text: 'two' },
    { id: 'y1', author: 'Yan', text: 'three' },
    { id: 'gone', author: 'Zoe', text: 'x', isDeleted: true },
  ]);
  return { server, ann: server.visitor('Ann') };
}

function flag(visitor: Visitor, id: string, isFlagged: boolean, anonUserId = visitor.name) {
  return visitor.call('POST', `/flag-comment/${id}`, { tenantId: 'demo', isFlagged, anonUserId });
}

function block(
  visitor: Visitor,
  method: 'POST' | 'DELETE',
  id: string,
  commentIds: string[] | null,
) {
  const query = { tenantId: 'demo', anonUserId: visitor.name };
  return visitor.call(method, `/block-from-comment/${id}`, query, { commentIds });
}

async function list(visitor: Visitor): Promise<PublicComment[]> {
  const query = { urlId: 'story', page: -1, direction: 'OF', anonUserId: visitor.name };
  return (await visitor.call('GET', '/comments/demo', query)).json.comments as PublicComment[];
}

describe('flags', () => {
  test('stand for the one who flagged and can be taken back', async () => {
    const { server, ann } = setUp();
    expect((await flag(ann, 'x1', true)).json).toEqual({ status: 'success' });
    expect((await list(ann))[0]).toMatchObject({ isFlagged: true });
    expect((await list(server.visitor('Ben')))[0]).not.toHaveProperty('isFlagged');
    await flag(ann, 'x1', false);
    expect((await list(ann))[0]).not.toHaveProperty('isFlagged');
  });

  test('enough of them hide the comment for good; the same visitor counts once', async () => {
    const { server, ann } = setUp();
    server.configureTenant({ flagsToHide: 2 });
    const heard: Record<string, unknown>[] = [];
    server.state.connect(
      { urlId: 'demo:story', tenantIdWS: 'demo', userIdWS: null },
      server.origin,
      (frame) => heard.push(JSON.parse(frame) as Record<string, unknown>),
    );
    await flag(ann, 'x1', true);
    await flag(ann, 'x1', true);
    expect(heard.filter(({ type }) => type === 'deleted-comment')).toEqual([]);
    await flag(server.visitor('Ben'), 'x1', true);
    expect(heard.at(-1)).toMatchObject({ type: 'deleted-comment', comment: { _id: 'x1' } });
    expect((await list(ann)).map(({ _id }) => _id)).not.toContain('x1');
    expect((await flag(ann, 'x1', false)).json.code).toBe('not-found');
    expect(server.approve('x1')).toBe(true);
    expect(heard.at(-1)).toMatchObject({ type: 'new-comment', comment: { _id: 'x1' } });
  });

  test('of guests may be off', async () => {
    const { server, ann } = setUp();
    server.configurePage('story', { config: { allowAnonFlag: false } });
    expect(await flag(ann, 'x1', true)).toMatchObject({
      httpStatus: 401,
      json: { code: 'missing-user-id' },
    });
    expect((await flag(server.signedIn({ id: 'sam', username: 'sam' }), 'x1', true)).ok).toBe(true);
  });

  test('set the cookie, so that the next call needs no id', async () => {
    const { ann } = setUp();
    await flag(ann, 'x1', true);
    const query = { urlId: 'story', page: -1, direction: 'OF' };
    const answer = await ann.call('GET', '/comments/demo', query);
    expect((answer.json.comments as PublicComment[])[0]).toMatchObject({ isFlagged: true });
    expect(answer.json.user).toMatchObject({ id: 'Ann', isAnonSession: true });
    // A ghost: nothing to greet by name.
    expect(answer.json.user).not.toHaveProperty('username');
  });
});

describe('blocks', () => {
  test('cover everything of the author, and answer for every id asked about', async () => {
    const { ann } = setUp();
    const answer = await block(ann, 'POST', 'x1', ['x2', 'y1', 'unknown']);
    expect(answer.json).toEqual({
      status: 'success',
      commentStatuses: { x1: true, x2: true, y1: false, unknown: false },
    });
    const blocked = (await list(ann)).map(({ isBlocked }) => isBlocked ?? false);
    expect(blocked).toEqual([true, true, false, false]);
    expect(await ann.whoAmI()).toMatchObject({ hasBlockedUsers: true });
  });

  test('are taken back with a body on DELETE, from any comment of the author', async () => {
    const { ann } = setUp();
    await block(ann, 'POST', 'x1', null);
    const answer = await block(ann, 'DELETE', 'x2', ['x1', 'y1']);
    expect(answer.json.commentStatuses).toEqual({ x1: false, x2: false, y1: false });
    expect(await ann.whoAmI()).toMatchObject({ hasBlockedUsers: false });
  });

  test('are checked for any ids, by whoever asks', async () => {
    const { server, ann } = setUp();
    await block(ann, 'POST', 'y1', null);
    const check = (visitor: Visitor) =>
      visitor.call('GET', '/check-blocked-comments', {
        tenantId: 'demo',
        commentIds: 'x1,y1',
        anonUserId: visitor.name,
      });
    expect((await check(ann)).json.commentStatuses).toEqual({ x1: false, y1: true });
    const ben = await check(server.visitor('Ben'));
    expect(ben.json.commentStatuses).toEqual({ x1: false, y1: false });
  });

  test('need an author: not a placeholder, not oneself', async () => {
    const { ann } = setUp();
    expect((await block(ann, 'POST', 'gone', null)).json.code).toBe('comment-cannot-be-blocked');
    const own = await ann.comment('mine');
    expect((await block(ann, 'POST', own._id, null)).json.code).toBe('comment-cannot-be-blocked');
  });

  test('by e-mail outlive another anonymous id', async () => {
    const { server, ann } = setUp();
    server.configurePage('story', { config: { allowAnon: false } });
    const first = await server.visitor('M1').comment('a', { email: 'm@example.com' });
    const second = await server.visitor('M2').comment('b', { email: 'M@example.com' });
    server.configurePage('story', { config: { allowAnon: true } });
    const answer = await block(ann, 'POST', first._id, [second._id]);
    expect(answer.json.commentStatuses).toMatchObject({ [second._id]: true });
  });
});
