import { describe, expect, test } from 'vitest';
import type { PublicComment, UserSessionInfo } from '../../src/core/index.js';
import {
  createSecureSSO,
  createTestServer,
  demoSecret,
  type TestServer,
  type Visitor,
} from '../../src/testing/index.js';

const ada = { id: 'ada', email: 'ada@example.com', username: 'Ada', displayName: 'Ada L.' };

async function ssoOf(user: Parameters<typeof createSecureSSO>[0] = ada): Promise<string> {
  return JSON.stringify(await createSecureSSO(user, demoSecret));
}

async function read(visitor: Visitor, query: Record<string, string> = {}) {
  const answer = await visitor.call('GET', '/comments/demo', {
    urlId: 'story',
    asTree: true,
    direction: 'OF',
    ...query,
  });
  return answer.json as unknown as {
    comments: PublicComment[];
    user: UserSessionInfo | null;
    userIdWS: string;
    isSiteAdmin: boolean;
  };
}

function write(visitor: Visitor, query: Record<string, string> = {}, body = {}) {
  return visitor.call(
    'POST',
    '/comments/demo',
    { urlId: 'story', broadcastId: crypto.randomUUID(), ...query },
    {
      commenterName: visitor.name,
      comment: 'hello',
      url: 'https://example.com',
      urlId: 'story',
      ...body,
    },
  );
}

function server(): TestServer {
  return createTestServer({ rateLimits: false });
}

describe('a visitor who only reads', () => {
  test('gets no user, no cookie, and leaves nothing behind', async () => {
    const here = server();
    const visitor = here.visitor('Reader');
    const first = await read(visitor);
    const second = await read(visitor);
    expect(first.user).toBeNull();
    expect(second.userIdWS).toBe(first.userIdWS);
    expect(here.state.db.sessions.size).toBe(0);
  });

  test('and sends an anonymous id of their own: still no user', async () => {
    const here = server();
    const answer = await read(here.visitor('Reader'), { anonUserId: 'mine-1' });
    expect(answer.user).toBeNull();
    expect(here.state.db.sessions.size).toBe(0);
  });
});

describe('a guest who writes', () => {
  test('gets a session whose user.id is the anonUserId of the comment', async () => {
    const visitor = server().visitor('Guest');
    const answer = await write(visitor);
    const comment = answer.json.comment as PublicComment;
    const user = answer.json.user as UserSessionInfo;
    expect(user).toMatchObject({ isAnonSession: true, authorized: true, username: 'Guest' });
    expect(comment).toMatchObject({ anonUserId: user.id, userId: null, verified: false });
    expect(comment.editKey).toBeTruthy();
    const again = await read(visitor);
    expect(again.user).toMatchObject({ id: user.id, sessionId: user.sessionId });
    expect(again.userIdWS).toBe(answer.json.userIdWS);
    expect(again.comments[0]).not.toHaveProperty('editKey');
  });

  test('keeps an anonymous id of their own', async () => {
    const visitor = server().visitor('Guest');
    const answer = await write(visitor, { anonUserId: 'mine-1' });
    expect(answer.json).toMatchObject({
      comment: { anonUserId: 'mine-1' },
      user: { id: 'mine-1' },
    });
    expect((await read(visitor)).user).toMatchObject({ id: 'mine-1' });
  });

  test('without cookies is known by sessionId', async () => {
    const visitor = server().visitor('Guest');
    visitor.blockCookies(true);
    const first = await write(visitor);
    const { id, sessionId } = first.json.user as { id: string; sessionId: string };
    const second = await write(visitor, { sessionId });
    expect(second.json).toMatchObject({ comment: { anonUserId: id }, user: { id } });
    const third = await write(visitor);
    expect((third.json.user as { id: string }).id).not.toBe(id);
  });
});

describe('who wins', () => {
  /** One browser that carries everything at once. */
  async function everything(options: Parameters<typeof createTestServer>[0] = {}) {
    const here = createTestServer({ rateLimits: false, ...options });
    const signedIn = here.signedIn({ id: 'bob', username: 'bob' });
    const guest = here.visitor('Guest');
    await write(guest);
    return { here, signedIn, guest, sso: await ssoOf() };
  }

  test('single sign-on before the account of the cookie', async () => {
    const { signedIn, sso } = await everything();
    expect((await read(signedIn, { sso, anonUserId: 'x' })).user?.id).toBe('demo:ada');
    expect((await read(signedIn, { anonUserId: 'x' })).user?.id).toBe('demo:bob');
  });

  test('the session of the cookie before sessionId and anonUserId', async () => {
    const { here, guest } = await everything();
    const own = (await read(guest)).user!;
    const other = (await write(here.visitor('Other'))).json.user as { sessionId: string };
    const answer = await write(guest, { anonUserId: 'x', sessionId: other.sessionId });
    expect(answer.json.comment).toMatchObject({ anonUserId: own.id });
  });

  test('a payload of somebody logged out is nobody', async () => {
    const { guest } = await everything();
    const own = (await read(guest)).user!;
    const sso = JSON.stringify({ loginURL: 'https://example.com/login' });
    expect((await read(guest, { sso })).user?.id).toBe(own.id);
  });

  test('single sign-on leaves no cookie', async () => {
    const { here, sso } = await everything();
    const visitor = here.visitor('Fresh');
    const answer = await write(visitor, { sso });
    expect(answer.json.comment).toMatchObject({ userId: 'demo:ada', verified: true });
    expect(answer.json.comment).not.toHaveProperty('editKey');
    expect((await read(visitor)).user).toBeNull();
  });
});

describe("a viewer's own marks", () => {
  const marks = ['sso', 'cookie', 'sessionId', 'anonUserId'] as const;

  test.each(marks)('come back by %s', async (how) => {
    const here = server();
    const [id] = here.seed([{ text: 'mark me', author: 'Somebody' }]) as [string];
    const visitor = here.visitor('Marker');
    const query: Record<string, string> = {};
    if (how === 'sso') query.sso = await ssoOf();
    if (how !== 'cookie') visitor.blockCookies(true);
    if (how === 'anonUserId') query.anonUserId = 'mine-1';
    if (how === 'sessionId') {
      query.sessionId = ((await write(visitor)).json.user as { sessionId: string }).sessionId;
    }
    if (how === 'cookie') await write(visitor);
    const vote = { voteDir: 'up', commenterName: null, commenterEmail: null, url: null };
    const broadcastId = crypto.randomUUID();
    await visitor.call(
      'POST',
      `/comments/demo/${id}/vote`,
      { urlId: 'story', broadcastId, ...query },
      vote,
    );
    const flagged = { tenantId: 'demo', isFlagged: true, ...query };
    expect((await visitor.call('POST', `/flag-comment/${id}`, flagged)).ok).toBe(true);
    const blocked = { tenantId: 'demo', ...query };
    const block = await visitor.call('POST', `/block-from-comment/${id}`, blocked, {
      commentIds: null,
    });
    expect(block.json.commentStatuses).toEqual({ [id]: true });
    const wanted = { isVotedUp: true, isFlagged: true, isBlocked: true };
    expect((await read(visitor, query)).comments[0]).toMatchObject(wanted);
    const stranger = (await read(here.visitor('Stranger'))).comments[0]!;
    for (const mark of Object.keys(wanted)) expect(stranger).not.toHaveProperty(mark);
  });

  test('an account id does not pass as an anonymous id', async () => {
    const here = server();
    const [id] = here.seed([{ text: 'mark me', author: 'Somebody' }]) as [string];
    const sso = await ssoOf();
    const visitor = here.visitor('Ada');
    const flagged = { tenantId: 'demo', isFlagged: true, sso };
    await visitor.call('POST', `/flag-comment/${id}`, flagged);
    const answer = await read(here.visitor('Thief'), { anonUserId: 'demo:ada' });
    expect(answer.comments[0]).not.toHaveProperty('isFlagged');
  });
});

describe('editing by', () => {
  async function written() {
    const here = server();
    const author = here.visitor('Author');
    const answer = await write(author, { anonUserId: 'author-1' });
    return { here, author, comment: answer.json.comment as PublicComment };
  }
  const edit = (visitor: Visitor, id: string, query: Record<string, string> = {}) =>
    visitor.call(
      'POST',
      `/comments/demo/${id}/update-text`,
      { broadcastId: crypto.randomUUID(), ...query },
      { comment: 'changed' },
    );

  test('the cookie, or the edit key without any identity', async () => {
    const { here, author, comment } = await written();
    expect((await edit(author, comment._id)).ok).toBe(true);
    const elsewhere = here.visitor('Elsewhere');
    expect((await edit(elsewhere, comment._id, { editKey: comment.editKey! })).ok).toBe(true);
  });

  test('a moderator', async () => {
    const { here, comment } = await written();
    const sso = await ssoOf({ ...ada, isModerator: true });
    expect((await edit(here.visitor('Mod'), comment._id, { sso })).ok).toBe(true);
  });

  test.each([
    ['nobody', {}],
    ['a wrong key', { editKey: 'wrong' }],
    // It stands on the comment for everybody to read, so it proves nothing.
    ['the anonymous id alone', { anonUserId: 'author-1' }],
  ])('%s is refused', async (_, query) => {
    const { here, comment } = await written();
    const answer = await edit(here.visitor('Elsewhere'), comment._id, query);
    expect(answer).toMatchObject({ httpStatus: 401, json: { code: 'edit-key-invalid' } });
  });
});

describe('the anonUserId parameter', () => {
  test('ignored: works without', async () => {
    const here = createTestServer({ anonUserId: 'ignore' });
    const visitor = here.visitor('Guest');
    const answer = await write(visitor, { anonUserId: 'mine-1' });
    expect((answer.json.comment as PublicComment).anonUserId).not.toBe('mine-1');
    const [id] = here.seed([{ text: 'x' }]);
    const flag = await here
      .visitor('Fresh')
      .call('POST', `/flag-comment/${id!}`, { tenantId: 'demo', isFlagged: true, anonUserId: 'y' });
    expect(flag).toMatchObject({ httpStatus: 401, json: { code: 'missing-anon-user-id' } });
  });

  test('refused: 400, and the reason names it', async () => {
    const here = createTestServer({ anonUserId: 'refuse' });
    const answer = await write(here.visitor('Guest'), { anonUserId: 'mine-1' });
    expect(answer.httpStatus).toBe(400);
    expect(answer.json).toMatchObject({ status: 'failed', code: 'unexpected-parameter' });
    expect(answer.json.reason).toContain('anonUserId');
    expect((await write(here.visitor('Guest'))).ok).toBe(true);
  });
});

test('logging out takes the cookie away; the comment keeps its edit key', async () => {
  const here = server();
  const visitor = here.visitor('Guest');
  const { comment } = (await write(visitor)).json as { comment: PublicComment };
  expect((await visitor.call('PUT', '/auth/logout')).json).toEqual({ status: 'success' });
  expect((await read(visitor)).user).toBeNull();
  const raw = await visitor.call('GET', `/comments/demo/${comment._id}/text`, {
    editKey: comment.editKey,
  });
  expect(raw.ok).toBe(true);
});

test('a comment that waits is seen by its author and moderators only', async () => {
  const here = server();
  const author = here.visitor('Author');
  const body = { urlId: 'pending' };
  const made = await author.call(
    'POST',
    '/comments/demo',
    { urlId: 'pending', broadcastId: 'b' },
    { commenterName: 'Author', comment: 'wait', url: 'x', ...body },
  );
  expect(made.json.comment).toMatchObject({ approved: false });
  const seen = async (visitor: Visitor, query = {}) => {
    const { comments } = await read(visitor, { urlId: 'pending', ...query });
    return comments.map(({ approved }) => approved);
  };
  expect(await seen(author)).toEqual([false]);
  expect(await seen(here.visitor('Stranger'))).toEqual([]);
  const sso = await ssoOf({ ...ada, isAdmin: true });
  expect(await seen(here.visitor('Admin'), { sso })).toEqual([false]);
  expect((await read(here.visitor('Admin'), { sso })).isSiteAdmin).toBe(true);
});
