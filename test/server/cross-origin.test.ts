import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApiServer, type ApiServer } from '../../demo/server/start-api-server.js';
import { operations } from '../../src/testing/operations.js';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer({ rateLimits: false });
});

afterAll(() => server.close());

function write(origin: string, more: RequestInit = {}) {
  return fetch(`${server.url}/comments/demo?urlId=story&broadcastId=b`, {
    method: 'POST',
    ...more,
    headers: { origin, 'content-type': 'application/json', ...(more.headers as object) },
    body: JSON.stringify({ commenterName: 'Ann', comment: 'x', url: 'x', urlId: 'story' }),
  });
}

test.each(['http://localhost:5173', 'https://example.com', 'null'])(
  'the exact origin %s may read the answer, with cookies',
  async (origin) => {
    for (const response of [
      await fetch(`${server.url}/comments/demo?urlId=story`, { headers: { origin } }),
      await fetch(`${server.url}/comments/nobody?urlId=story`, { headers: { origin } }),
      await fetch(`${server.url}/no/such/path`, { headers: { origin } }),
      await fetch(`${server.url}/avatars/ann.svg`, { headers: { origin } }),
      await write(origin),
    ]) {
      expect(response.headers.get('access-control-allow-origin')).toBe(origin);
      expect(response.headers.get('access-control-allow-credentials')).toBe('true');
      expect(response.headers.get('vary')).toContain('Origin');
    }
  },
);

test('every path answers a preflight, known or not', async () => {
  const paths = [...operations.map(({ path }) => path.replaceAll(/[{}]/g, '')), '/unknown'];
  for (const path of paths) {
    const response = await fetch(server.url + path, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:5173',
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'content-type,x-extra',
      },
    });
    expect(response.status, path).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(response.headers.get('access-control-allow-methods')).toContain('DELETE');
    expect(response.headers.get('access-control-allow-headers')).toBe('content-type,x-extra');
    expect(Number(response.headers.get('access-control-max-age'))).toBeGreaterThan(0);
  }
});

test('the cookie comes with the first write, and no earlier', async () => {
  const before = await fetch(`${server.url}/comments/demo?urlId=story`);
  expect(before.headers.get('set-cookie')).toBeNull();
  const response = await write('http://localhost:5173');
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^fc_session=s-\w+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
  const again = await write('http://localhost:5173', {
    headers: { cookie: cookie.split(';')[0]! },
  });
  expect(again.headers.get('set-cookie')).toBeNull();
});

test('both loopback addresses are the same server', async () => {
  for (const host of ['127.0.0.1', 'localhost']) {
    const response = await fetch(`http://${host}:${server.port}/comments/demo?urlId=story`);
    expect(response.status).toBe(200);
  }
});

test('a JSON body on DELETE is read, broken JSON is refused with JSON', async () => {
  const response = await fetch(`${server.url}/block-from-comment/x?tenantId=demo&anonUserId=me`, {
    method: 'DELETE',
    body: '{"commentIds":',
    headers: { 'content-type': 'application/json' },
  });
  expect(response.headers.get('content-type')).toContain('application/json');
  const broken = await write('null', { headers: {} });
  expect(broken.status).toBe(200);
  const raw = await fetch(`${server.url}/comments/demo?urlId=story&broadcastId=b`, {
    method: 'POST',
    body: '{',
  });
  expect(await raw.json()).toMatchObject({ status: 'failed', code: 'invalid-body' });
});

test('approving and verifying by hand work over HTTP', async () => {
  const post = await fetch(`${server.url}/comments/demo?urlId=pending&broadcastId=b`, {
    method: 'POST',
    body: JSON.stringify({
      commenterName: 'Ann',
      commenterEmail: 'ann@example.com',
      comment: 'wait',
      url: 'x',
      urlId: 'pending',
    }),
  });
  const { comment, user } = (await post.json()) as {
    comment: { _id: string };
    user: { sessionId: string };
  };
  expect((await fetch(`${server.url}/approve/${comment._id}`, { method: 'POST' })).status).toBe(
    200,
  );
  expect((await fetch(`${server.url}/approve/nothing`, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${server.url}/verify/${user.sessionId}`)).status).toBe(200);
  const list = await fetch(`${server.url}/comments/demo?urlId=pending`);
  expect(await list.json()).toMatchObject({ comments: [{ _id: comment._id, verified: true }] });
});

test('an image over the limit is refused with JSON, not with a broken connection', async () => {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(24 * 1024 * 1024)]), 'big.png');
  const response = await fetch(`${server.url}/upload-image/demo`, { method: 'POST', body: form });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ status: 'failed', code: 'file-too-big' });
});
