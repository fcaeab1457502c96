import { describe, expect, test } from 'vitest';
import type { PublicComment } from '../../src/core/index.js';
import {
  createSecureSSO,
  createTestServer,
  demoSecret,
  type Visitor,
} from '../../src/testing/index.js';

const moderator = { id: 'mod', email: 'mod@example.com', username: 'Mod', isAdmin: true };

async function setUp() {
  const server = createTestServer({ rateLimits: false });
  const heard: Record<string, unknown>[] = [];
  server.state.connect(
    { urlId: 'demo:story', tenantIdWS: 'demo', userIdWS: null },
    server.origin,
    (frame) => heard.push(JSON.parse(frame) as Record<string, unknown>),
  );
  const ann = server.visitor('Ann');
  const comment = await ann.comment('first');
  const sso = JSON.stringify(await createSecureSSO(moderator, demoSecret));
  return { server, heard, ann, comment, sso };
}

function remove(visitor: Visitor, id: string, query: Record<string, string> = {}) {
  return visitor.call('DELETE', `/comments/demo/${id}`, { broadcastId: `del-${id}`, ...query });
}

function edit(visitor: Visitor, id: string, comment: string, query: Record<string, string> = {}) {
  return visitor.call(
    'POST',
    `/comments/demo/${id}/update-text`,
    { broadcastId: `edit-${id}`, ...query },
    { comment },
  );
}

async function ids(visitor: Visitor): Promise<string[]> {
  const query = { urlId: 'story', page: -1, direction: 'OF' };
  const answer = await visitor.call('GET', '/comments/demo', query);
  return (answer.json.comments as PublicComment[]).map(({ _id }) => _id);
}

describe('editing', () => {
  test('answers the new HTML and tells everybody, the writer too', async () => {
    const { ann, comment, heard } = await setUp();
    const answer = await edit(ann, comment._id, 'now **bold**');
    expect(answer.json).toEqual({
      status: 'success',
      comment: { approved: true, commentHTML: 'now <b>bold</b>' },
    });
    expect(heard.at(-1)).toMatchObject({
      type: 'updated-comment',
      broadcastId: `edit-${comment._id}`,
      comment: { _id: comment._id, comment: 'now **bold**', commentHTML: 'now <b>bold</b>' },
    });
  });

  test('checks the text like a new one', async () => {
    const { ann, comment } = await setUp();
    expect((await edit(ann, comment._id, ' <br> &nbsp;')).json.code).toBe('empty-comment');
    const long = await edit(ann, comment._id, 'x'.repeat(2001));
    expect(long.json).toMatchObject({ code: 'comment-too-big', maxCharacterLength: 2000 });
  });

  test('where comments are approved by hand, an edit waits again and is gone for others', async () => {
    const { server, ann, comment, heard, sso } = await setUp();
    server.configurePage('story', { approveByHand: true });
    const answer = await edit(ann, comment._id, 'changed');
    expect(answer.json).toMatchObject({ comment: { approved: false } });
    expect(heard.at(-1)).toMatchObject({ type: 'deleted-comment', comment: { _id: comment._id } });
    expect(await ids(server.visitor('Other'))).toEqual([]);
    expect(await ids(ann)).toEqual([comment._id]);
    server.approve(comment._id);
    expect(heard.at(-1)).toMatchObject({ type: 'new-comment', comment: { comment: 'changed' } });
    const byMod = await edit(server.visitor('Mod'), comment._id, 'tidied', { sso });
    expect(byMod.json).toMatchObject({ comment: { approved: true } });
  });
});

describe('deleting', () => {
  async function withReplies() {
    const set = await setUp();
    const reply = await set.server.visitor('Ben').comment('reply', { parentId: set.comment._id });
    const deeper = await set.ann.comment('deeper', { parentId: reply._id });
    return { ...set, reply, deeper };
  }

  test('mode 0 removes the whole thread below with one event', async () => {
    const { ann, comment, heard, server, reply, deeper } = await withReplies();
    const keep = await ann.comment('stays');
    await ann.vote(reply._id, 'up');
    const before = heard.length;
    const answer = await remove(ann, comment._id);
    expect(answer.json).toEqual({ status: 'success', hardRemoved: true });
    expect(heard.slice(before)).toMatchObject([
      { type: 'deleted-comment', broadcastId: `del-${comment._id}`, comment: { _id: comment._id } },
    ]);
    expect(await ids(ann)).toEqual([keep._id]);
    expect(server.state.db.votes.size).toBe(0);
    for (const id of [reply._id, deeper._id]) {
      expect((await remove(ann, id)).json.code).toBe('not-found');
    }
  });

  test('mode 1 leaves a placeholder that says nothing of its author', async () => {
    const { ann, comment, heard, server, reply } = await withReplies();
    server.configurePage('story', { config: { commentThreadDeleteMode: 1 } });
    const answer = await remove(ann, comment._id);
    expect(answer.json).toMatchObject({
      hardRemoved: false,
      comment: {
        isDeleted: true,
        commentHTML: '[deleted]',
        commenterName: '[deleted]',
        userId: null,
      },
    });
    expect(heard.at(-1)).toMatchObject({
      type: 'updated-comment',
      comment: { isDeleted: true, comment: '', commenterName: '[deleted]' },
    });
    const list = await ann.call('GET', '/comments/demo', { urlId: 'story', asTree: true });
    expect((list.json.comments as PublicComment[])[0]).toMatchObject({
      _id: comment._id,
      isDeleted: true,
      userId: null,
      anonUserId: null,
      children: [{ _id: reply._id }],
    });
    for (const attempt of [remove(ann, comment._id), edit(ann, comment._id, 'x')]) {
      expect((await attempt).json.code).toBe('not-found');
    }
    // Without replies there is nothing to keep it for.
    const lonely = await ann.comment('lonely');
    expect((await remove(ann, lonely._id)).json.hardRemoved).toBe(true);
  });

  test.each([
    [2, false],
    [3, true],
  ])('mode %i with replies refuses guests; moderators may: %s', async (mode, moderatorMay) => {
    const { ann, comment, server, sso } = await withReplies();
    server.configurePage('story', { config: { commentThreadDeleteMode: mode } });
    const refused = await remove(ann, comment._id);
    expect(refused).toMatchObject({ httpStatus: 403, json: { code: 'has-replies' } });
    expect(refused.json.translatedError).toBeTruthy();
    expect((await remove(server.visitor('Mod'), comment._id, { sso })).ok).toBe(moderatorMay);
  });

  test('may be reserved to moderators', async () => {
    const { ann, comment, server, sso } = await setUp();
    const config = { disableCommenterCommentDelete: true, disableCommenterCommentEdit: true };
    server.configurePage('story', { config });
    expect((await remove(ann, comment._id)).json.code).toBe('unauthorized');
    expect((await edit(ann, comment._id, 'x')).json.code).toBe('unauthorized');
    expect((await remove(server.visitor('Mod'), comment._id, { sso })).ok).toBe(true);
  });
});

describe('pins and locks', () => {
  test('are for moderators; neighbours come with the answer and the event', async () => {
    const { server, ann, comment, heard, sso } = await setUp();
    const second = await ann.comment('second');
    const third = await ann.comment('third');
    const path = `/comments/demo/${second._id}/pin`;
    const refused = await ann.call('POST', path, { broadcastId: 'p' });
    expect(refused).toMatchObject({ httpStatus: 401, json: { code: 'unauthorized' } });
    const answer = await server.visitor('Mod').call('POST', path, { broadcastId: 'p', sso });
    const commentPositions = {
      OF: { before: null, after: comment._id },
      NF: { before: null, after: third._id },
      MR: { before: null, after: third._id },
    };
    expect(answer.json).toEqual({ status: 'success', commentPositions });
    expect(heard.at(-1)).toMatchObject({
      type: 'updated-comment',
      broadcastId: 'p',
      comment: { _id: second._id, isPinned: true },
      extraInfo: { commentPositions },
    });
    expect(await ids(ann)).toEqual([second._id, comment._id, third._id]);
    const mod = server.visitor('Mod');
    const undone = await mod.call('POST', `/comments/demo/${second._id}/unpin`, {
      broadcastId: 'u',
      sso,
    });
    expect(undone.json).toMatchObject({
      commentPositions: { OF: { before: comment._id, after: third._id } },
    });
  });

  test('a locked comment takes no reply, edit or delete, not even from moderators', async () => {
    const { server, ann, comment, heard, sso } = await setUp();
    const mod = server.visitor('Mod');
    await mod.call('POST', `/comments/demo/${comment._id}/lock`, { broadcastId: 'l', sso });
    expect(heard.at(-1)).toMatchObject({ type: 'updated-comment', comment: { isLocked: true } });
    const reply = await ann.call(
      'POST',
      '/comments/demo',
      { urlId: 'story', broadcastId: 'r' },
      { commenterName: 'Ann', comment: 'no', parentId: comment._id, url: 'x', urlId: 'story' },
    );
    expect(reply.json.code).toBe('locked');
    for (const [visitor, query] of [
      [ann, {}],
      [mod, { sso }],
    ] as const) {
      expect((await remove(visitor, comment._id, query)).json.code).toBe('locked');
      expect((await edit(visitor, comment._id, 'x', query)).json.code).toBe('locked');
    }
    await mod.call('POST', `/comments/demo/${comment._id}/unlock`, { broadcastId: 'l2', sso });
    expect((await edit(ann, comment._id, 'x')).ok).toBe(true);
  });
});
