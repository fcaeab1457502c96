import { afterAll, describe, expect, test } from 'vitest';
import type { PublicComment } from '../../src/core/index.js';
import {
  createSecureSSO,
  createTestServer,
  demoSecret,
  refusalCodes,
  type RefusalCode,
  type TestServer,
  type Visitor,
} from '../../src/testing/index.js';

/** The smallest PNG there is. */
const png = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  ),
  (character) => character.charCodeAt(0),
);

interface Way {
  readonly code: RefusalCode;
  readonly httpStatus: number;
  /** Members the refusal carries beside the ones every refusal has. */
  readonly with?: Record<string, unknown>;
  readonly how: (
    server: TestServer,
    visitor: Visitor,
  ) => Promise<{ httpStatus: number; json: unknown }>;
}

const bId = () => crypto.randomUUID();

function post(visitor: Visitor, body: object = {}, query: object = {}, urlId = 'story') {
  return visitor.call(
    'POST',
    '/comments/demo',
    { urlId, broadcastId: bId(), ...query },
    { commenterName: 'Ann', comment: 'hello', url: 'https://example.com', urlId, ...body },
  );
}

function read(visitor: Visitor, query: Record<string, string | number>, tenant = 'demo') {
  return visitor.call('GET', `/comments/${tenant}`, { urlId: 'story', ...query });
}

function vote(visitor: Visitor, id: string, body: object = {}) {
  return visitor.call(
    'POST',
    `/comments/demo/${id}/vote`,
    { urlId: 'story', broadcastId: bId() },
    { voteDir: 'up', commenterName: null, commenterEmail: null, url: null, ...body },
  );
}

async function upload(visitor: Visitor, file: Blob | null, query = '') {
  const form = new FormData();
  if (file) form.set('file', file, 'file');
  const response = await visitor.fetch(`https://comments.test/upload-image/demo${query}`, {
    method: 'POST',
    body: form,
  });
  return { httpStatus: response.status, json: (await response.json()) as unknown };
}

const seed = [{ id: 'seeded', text: 'seeded', author: { id: 'xena', name: 'Xena' } }];

const ways: Way[] = [
  { code: 'invalid-tenant', httpStatus: 404, how: (_, v) => read(v, {}, 'nobody') },
  { code: 'invalid-tenant-id', httpStatus: 400, how: (_, v) => read(v, {}, '%20') },
  { code: 'domain-unauthorized', httpStatus: 403, how: (_, v) => read(v, {}, 'elsewhere') },
  { code: 'unauthorized-page', httpStatus: 401, how: (_, v) => read(v, { urlId: 'members-only' }) },
  { code: 'malformed-sso', httpStatus: 400, how: (_, v) => read(v, { sso: '{' }) },
  {
    code: 'rate-limited',
    httpStatus: 429,
    how: async (_, v) => {
      await post(v);
      let last = await read(v, {});
      for (let at = 0; at < 20; at += 1) last = await read(v, {});
      return last;
    },
  },
  {
    code: 'user-rate-limited',
    httpStatus: 429,
    how: async (_, v) => {
      for (let at = 0; at < 5; at += 1) expect((await post(v)).ok).toBe(true);
      return post(v);
    },
  },
  {
    code: 'unexpected-parameter',
    httpStatus: 400,
    how: (server) =>
      read(
        createTestServer({ anonUserId: 'refuse', errorStatus: server.state.errorStatus }).visitor(
          'V',
        ),
        {
          anonUserId: 'x',
        },
      ),
  },
  { code: 'missing-url-id', httpStatus: 400, how: (_, v) => read(v, { urlId: '' }) },
  {
    code: 'invalid-pagination-request',
    httpStatus: 400,
    how: (_, v) => read(v, { page: 0, skip: 0 }),
  },
  { code: 'invalid-page', httpStatus: 400, how: (_, v) => read(v, { page: -2 }) },
  { code: 'invalid-limit', httpStatus: 400, how: (_, v) => read(v, { limit: -1 }) },
  {
    code: 'invalid-limit-children',
    httpStatus: 400,
    how: (_, v) => read(v, { limitChildren: 'x' }),
  },
  { code: 'invalid-skip', httpStatus: 400, how: (_, v) => read(v, { skip: 1.5 }) },
  { code: 'invalid-skip-children', httpStatus: 400, how: (_, v) => read(v, { skipChildren: -1 }) },
  { code: 'invalid-max-tree-depth', httpStatus: 400, how: (_, v) => read(v, { maxTreeDepth: -1 }) },
  { code: 'invalid-direction', httpStatus: 400, how: (_, v) => read(v, { direction: 'UP' }) },
  {
    code: 'invalid-direction',
    httpStatus: 400,
    how: (_, v) => vote(v, 'seeded', { voteDir: 'left' }),
  },
  { code: 'invalid-parameter', httpStatus: 400, how: (_, v) => read(v, { asTree: 'maybe' }) },
  {
    code: 'missing-date',
    httpStatus: 400,
    how: (_, v) => v.call('GET', '/event-log/demo', { urlId: 'story', userIdWS: 'uws-guest' }),
  },
  { code: 'invalid-date', httpStatus: 400, how: (_, v) => post(v, { date: 'yesterday' }) },
  {
    code: 'invalid-date',
    httpStatus: 400,
    how: (_, v) =>
      v.call('GET', '/event-log/demo', { urlId: 'story', userIdWS: 'uws-guest', startTime: 'NaN' }),
  },
  {
    code: 'missing-broadcast-id',
    httpStatus: 400,
    how: (_, v) => post(v, {}, { broadcastId: '' }),
  },
  {
    code: 'invalid-body',
    httpStatus: 400,
    how: (_, v) => v.call('POST', '/comments/demo', { urlId: 'story', broadcastId: 'b' }, [1]),
  },
  { code: 'empty-comment', httpStatus: 400, how: (_, v) => post(v, { comment: '<br>&nbsp; \n' }) },
  {
    code: 'comment-too-big',
    httpStatus: 400,
    with: {
      maxCharacterLength: 2000,
      translatedError: 'Please keep comments under 2000 characters.',
    },
    how: (_, v) => post(v, { comment: 'x'.repeat(2001) }),
  },
  {
    code: 'hash-tags-readonly',
    httpStatus: 400,
    how: (server, v) => {
      server.configurePage('story', { config: { disableAutoHashTagCreation: true } });
      return post(v, { comment: '#new', hashTags: [{ id: 'new', tag: '#new', url: null }] });
    },
  },
  {
    code: 'mentions-readonly',
    httpStatus: 400,
    how: async (_, v) => {
      const { comment } = (await post(v)).json as { comment: PublicComment };
      const mentions = [{ id: 'demo:xena', tag: '@Xena', sent: true }];
      const path = `/comments/demo/${comment._id}/update-text`;
      return v.call('POST', path, { broadcastId: 'b' }, { comment: 'x', mentions });
    },
  },
  {
    code: 'invalid-user',
    httpStatus: 400,
    how: async (_, v) => {
      await post(v);
      return post(v, { userId: 'demo:xena' });
    },
  },
  { code: 'invalid-name', httpStatus: 400, how: (_, v) => post(v, { commenterName: ' ' }) },
  {
    code: 'invalid-name-is-email',
    httpStatus: 400,
    how: (_, v) => post(v, { commenterName: 'a@b.cc' }),
  },
  { code: 'invalid-email', httpStatus: 400, how: (_, v) => post(v, { commenterEmail: 'nope' }) },
  { code: 'username-taken', httpStatus: 409, how: (_, v) => post(v, { commenterName: 'taken' }) },
  {
    code: 'username-taken',
    httpStatus: 409,
    how: (_, v) => vote(v, 'seeded', { commenterName: 'Taken' }),
  },
  {
    code: 'banned',
    httpStatus: 403,
    with: { bannedUntil: expect.any(Number) as unknown },
    how: (_, v) => post(v, { commenterName: 'Banned' }),
  },
  {
    code: 'banned',
    httpStatus: 403,
    with: { bannedUntil: expect.any(Number) as unknown },
    how: (_, v) => vote(v, 'seeded', { commenterName: 'Banned' }),
  },
  {
    code: 'duplicate',
    httpStatus: 409,
    how: async (server, v) => {
      const spamRules = [{ actions: ['ignore-repeat'], commentContains: '' }];
      server.configurePage('story', { config: { spamRules } });
      await post(v);
      return post(v);
    },
  },
  {
    code: 'profile-comments-private',
    httpStatus: 403,
    how: (server, v) => {
      server.signedIn({ id: 'p', username: 'p', isProfileCommentsPrivate: true });
      return post(v, {}, {}, 'profile:demo:p');
    },
  },
  {
    code: 'profile-dm-private',
    httpStatus: 403,
    how: (server, v) => {
      server.signedIn({ id: 'p', username: 'p', isProfileDMDisabled: true });
      return post(v, {}, {}, 'dm:demo:p');
    },
  },
  { code: 'thread-closed', httpStatus: 403, how: (_, v) => post(v, {}, {}, 'closed') },
  {
    code: 'readonly',
    httpStatus: 403,
    how: (server, v) => {
      server.configurePage('story', { config: { readonly: true } });
      return post(v);
    },
  },
  {
    code: 'tos-required',
    httpStatus: 400,
    how: (server, v) => {
      server.configurePage('story', { config: { tos: { enabled: true } } });
      return post(v);
    },
  },
  {
    code: 'link-domain-restricted',
    httpStatus: 400,
    how: (server, v) => {
      server.configurePage('story', { config: { restrictedLinkDomains: ['bad.example'] } });
      return post(v, { comment: 'see https://www.bad.example/x' });
    },
  },
  {
    code: 'unauthorized',
    httpStatus: 401,
    how: (_, v) => v.call('POST', '/comments/demo/seeded/pin', { broadcastId: 'b' }),
  },
  {
    code: 'edit-key-invalid',
    httpStatus: 401,
    how: (_, v) => v.call('GET', '/comments/demo/seeded/text', { editKey: 'wrong' }),
  },
  {
    code: 'edit-key-invalid',
    httpStatus: 401,
    how: (_, v) => v.call('DELETE', '/comments/demo/seeded', { broadcastId: 'b' }),
  },
  { code: 'not-found', httpStatus: 404, how: (_, v) => vote(v, 'unknown') },
  { code: 'not-found', httpStatus: 404, how: (_, v) => post(v, { parentId: 'unknown' }) },
  { code: 'invalid-comment-id', httpStatus: 400, how: (_, v) => vote(v, '%00') },
  {
    code: 'locked',
    httpStatus: 403,
    how: async (_, v) => {
      const admin = { id: 'mod', email: 'm@example.com', username: 'Mod', isAdmin: true };
      const sso = JSON.stringify(await createSecureSSO(admin, demoSecret));
      await v.call('POST', '/comments/demo/seeded/lock', { broadcastId: 'b', sso });
      return post(v, { parentId: 'seeded' });
    },
  },
  {
    code: 'has-replies',
    httpStatus: 403,
    how: async (server, v) => {
      server.configurePage('story', { config: { commentThreadDeleteMode: 2 } });
      const { comment } = (await post(v)).json as { comment: PublicComment };
      await post(v, { parentId: comment._id });
      return v.call('DELETE', `/comments/demo/${comment._id}`, { broadcastId: 'b' });
    },
  },
  {
    code: 'already-voted',
    httpStatus: 409,
    how: async (_, v) => {
      await vote(v, 'seeded');
      return vote(v, 'seeded');
    },
  },
  {
    code: 'voting-disabled',
    httpStatus: 403,
    how: (server, v) => {
      server.configurePage('story', { config: { disableVoting: true } });
      return vote(v, 'seeded');
    },
  },
  {
    code: 'missing-anon-user-id',
    httpStatus: 401,
    how: (_, v) => v.call('POST', '/flag-comment/seeded', { tenantId: 'demo', isFlagged: true }),
  },
  {
    code: 'missing-user-id',
    httpStatus: 401,
    how: (server, v) => {
      server.configurePage('story', { config: { allowAnonFlag: false } });
      return v.call('POST', '/flag-comment/seeded', { tenantId: 'demo', isFlagged: true });
    },
  },
  {
    code: 'comment-cannot-be-blocked',
    httpStatus: 400,
    how: (server, v) => {
      server.seed([{ id: 'ghost', text: 'x', isDeleted: true }]);
      const query = { tenantId: 'demo', anonUserId: 'me' };
      return v.call('POST', '/block-from-comment/ghost', query, { commentIds: null });
    },
  },
  {
    code: 'file-too-big',
    httpStatus: 413,
    how: (_, v) => upload(v, new Blob([new Uint8Array(20 * 1024 * 1024 + 1)])),
  },
  { code: 'file-missing', httpStatus: 400, how: (_, v) => upload(v, null) },
  { code: 'file-type', httpStatus: 400, how: (_, v) => upload(v, new Blob(['<svg/>'])) },
  {
    code: 'uploads-disabled',
    httpStatus: 403,
    how: (server, v) => {
      server.configurePage('story', { config: { noImageUploads: true } });
      return upload(v, new Blob([png]), '?urlId=story');
    },
  },
  {
    code: 'unknown-component',
    httpStatus: 500,
    how: (_, v) => v.call('GET', '/translations/widgets/no-such-thing'),
  },
  {
    code: 'internal-error',
    httpStatus: 500,
    how: (server) => {
      const broken = createTestServer({
        errorStatus: server.state.errorStatus,
        storage: {
          load: () => [],
          commit: () => {
            throw new Error('disk full');
          },
          getBytes: () => null,
          putBytes: () => undefined,
          close: () => undefined,
        },
      });
      return post(broken.visitor('V'));
    },
  },
];

const reached = new Set<string>();

describe.each(['http', '200'] as const)('with errorStatus %s', (errorStatus) => {
  test.each(ways.map((way) => [way.code, way] as const))('%s', async (code, way) => {
    const server = createTestServer({
      errorStatus,
      seed,
      rateLimits: { callsPerMinute: 20 },
    });
    const answer = await way.how(server, server.visitor('Visitor'));
    expect(answer.json).toMatchObject({ status: 'failed', code, ...way.with });
    expect((answer.json as { reason: unknown }).reason).toEqual(expect.any(String));
    expect(answer.httpStatus).toBe(errorStatus === '200' ? 200 : way.httpStatus);
    reached.add(code);
  });
});

afterAll(() => {
  expect(refusalCodes.filter((code) => !reached.has(code))).toEqual([]);
});

test('an unknown path is a JSON 404 whatever the method', async () => {
  const server = createTestServer({ errorStatus: '200' });
  for (const [method, path] of [
    ['GET', '/nothing'],
    ['POST', '/comments'],
    ['PATCH', '/comments/demo'],
  ] as const) {
    const answer = await server.visitor('V').call(method, path);
    expect(answer).toMatchObject({
      httpStatus: 404,
      json: { status: 'failed', code: 'not-found' },
    });
  }
});

test('a refused call changes nothing', async () => {
  const server = createTestServer({ seed });
  const before = server.state.db.sessions.size;
  const visitor = server.visitor('V');
  await post(visitor, { comment: '' });
  await post(visitor, { commenterName: 'Taken' });
  await vote(visitor, 'unknown');
  expect(server.state.db.sessions.size).toBe(before);
  expect([...server.state.db.allComments()]).toHaveLength(1);
});

test('limits count per identity, and the wait is told', async () => {
  const server = createTestServer();
  const ann = server.visitor('Ann');
  for (let at = 0; at < 5; at += 1) await post(ann);
  const response = await ann.fetch(
    'https://comments.test/comments/demo?urlId=story&broadcastId=b',
    {
      method: 'POST',
      credentials: 'include',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ commenterName: 'Ann', comment: 'x', url: 'x', urlId: 'story' }),
    },
  );
  expect(response.status).toBe(429);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await post(server.visitor('Ben'))).ok).toBe(true);
});
