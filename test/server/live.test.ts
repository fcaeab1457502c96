import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startApiServer, type ApiServer } from '../../demo/server/start-api-server.js';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer({ rateLimits: false });
});

afterAll(() => server.close());

type Frame = Record<string, unknown> & { type: string };

/** A socket with what it heard; `until` waits for a frame. */
async function listen(query: Record<string, string>, path = '/sub') {
  const url = new URL(path, server.url.replace('http', 'ws'));
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const socket = new WebSocket(url);
  const frames: Frame[] = [];
  let wake = (): void => undefined;
  let closed: number | null = null;
  socket.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()) as Frame);
    wake();
  });
  socket.on('close', (code) => {
    closed = code;
    wake();
  });
  const status = await new Promise<number>((resolve, reject) => {
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
  const wait = async (done: () => boolean): Promise<void> => {
    while (!done()) await new Promise<void>((resolve) => (wake = resolve));
  };
  return {
    socket,
    status,
    frames,
    until: async (what: (frame: Frame) => boolean) => {
      await wait(() => frames.some(what));
      return frames.find(what)!;
    },
    ended: async () => {
      await wait(() => closed !== null);
      return closed;
    },
  };
}

async function read(urlId: string, cookie?: string) {
  const url = `${server.url}/comments/demo?urlId=${encodeURIComponent(urlId)}`;
  const response = await fetch(url, cookie === undefined ? {} : { headers: { cookie } });
  return (await response.json()) as { urlIdWS: string; tenantIdWS: string; userIdWS: string };
}

async function write(urlId: string, broadcastId: string) {
  const query = new URLSearchParams({ urlId, broadcastId });
  const response = await fetch(`${server.url}/comments/demo?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      commenterName: 'Ann',
      comment: '100 %',
      url: 'https://example.com',
      urlId,
    }),
  });
  return {
    cookie: (response.headers.get('set-cookie') ?? '').split(';')[0]!,
    json: (await response.json()) as { comment: { _id: string }; userIdWS: string },
  };
}

test('every socket of a page hears what is written there, the writer with their broadcastId too', async () => {
  const urlId = 'https://example.com/a page?x=1';
  const { urlIdWS, tenantIdWS, userIdWS } = await read(urlId);
  const one = await listen({ urlId: urlIdWS, tenantIdWS, userIdWS });
  const two = await listen({ urlId: urlIdWS, tenantIdWS });
  const other = await listen({ urlId: (await read('other')).urlIdWS, tenantIdWS });
  await one.until((frame) => frame.sc === 2);
  const { json } = await write(urlId, 'mine');
  for (const each of [one, two]) {
    const frame = await each.until(({ type }) => type === 'new-comment');
    expect(frame).toMatchObject({ broadcastId: 'mine', comment: { _id: json.comment._id } });
  }
  expect(other.frames.map(({ type }) => type)).toEqual(['p-u']);
  for (const each of [one, two, other]) each.socket.close();
});

test('who leaves is told; ping is taken without an answer', async () => {
  const { urlIdWS, tenantIdWS } = await read('leaving');
  const one = await listen({ urlId: urlIdWS, tenantIdWS });
  const two = await listen({ urlId: urlIdWS, tenantIdWS, userIdWS: 'uws-a.leaver' });
  await one.until((frame) => frame.sc === 2);
  two.socket.send('ping');
  two.socket.close();
  await one.until((frame) => (frame.ul as string[] | undefined)?.includes('anon:leaver') === true);
  expect(two.frames.map(({ type }) => type)).toEqual(['p-u']);
  one.socket.close();
});

test('a session is known on its socket: its notifications come there', async () => {
  const first = await write('bell', 'b1');
  const { urlIdWS, tenantIdWS, userIdWS } = await read('bell', first.cookie);
  expect(userIdWS).toBe(first.json.userIdWS);
  const one = await listen({ urlId: urlIdWS, tenantIdWS, userIdWS });
  const query = new URLSearchParams({ urlId: 'bell', broadcastId: 'b2' });
  await fetch(`${server.url}/comments/demo?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      commenterName: 'Ben',
      comment: 'reply',
      parentId: first.json.comment._id,
      url: 'https://example.com',
      urlId: 'bell',
    }),
  });
  const frame = await one.until(({ type }) => type === 'notification');
  expect(frame).toMatchObject({ notification: { type: 0, fromUserName: 'Ben' } });
  one.socket.close();
});

test('what is no page is refused', async () => {
  expect((await listen({}, '/elsewhere')).status).toBe(404);
  for (const query of [
    {},
    { urlId: 'nobody:x', tenantIdWS: 'nobody' },
    { urlId: 'demo:members-only', tenantIdWS: 'demo' },
  ]) {
    const socket = await listen(query as Record<string, string>);
    expect(await socket.ended()).toBe(1008);
  }
});

test('pictures in events have the origin the socket was opened with', async () => {
  const { urlIdWS, tenantIdWS } = await read('pictures');
  const one = await listen({ urlId: urlIdWS, tenantIdWS });
  server.core.transact(() =>
    server.core.publish('demo', 'pictures', {
      type: 'new-comment',
      comment: { avatarSrc: 'https://origin.invalid/avatars/x.svg' },
    }),
  );
  const frame = await one.until(({ type }) => type === 'new-comment');
  expect(frame.comment).toEqual({ avatarSrc: `${server.url}/avatars/x.svg` });
  one.socket.close();
});
