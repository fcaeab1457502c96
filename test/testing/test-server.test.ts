import { describe, expect, test } from 'vitest';
import type { Socket } from '../../src/core/index.js';
import {
  createManualClock,
  createMemoryStorage,
  createTestServer,
  type Visitor,
} from '../../src/testing/index.js';

const list = 'https://comments.test/comments/demo?urlId=story&asTree=true';

function socket(visitor: Visitor, urlId = 'story') {
  const said: string[] = [];
  const frames: { type: string; broadcastId?: string }[] = [];
  const opened: Socket = visitor.openSocket(
    `wss://comments.test/sub?urlId=${encodeURIComponent(encodeURIComponent(`demo:${urlId}`))}&tenantIdWS=demo&userIdWS=uws-guest`,
  );
  opened.onopen = () => said.push('open');
  opened.onclose = () => said.push('close');
  opened.onerror = () => said.push('error');
  opened.onmessage = ({ data }) => frames.push(JSON.parse(String(data)) as { type: string });
  return { opened, said, frames, types: () => frames.map(({ type }) => type) };
}

/** Lets queued deliveries happen. */
const tick = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('cookies', () => {
  test('are kept per visitor, and only with credentials', async () => {
    const server = createTestServer();
    const ann = server.visitor('Ann');
    await ann.comment('hello');
    expect((await ann.whoAmI())?.username).toBe('Ann');
    expect(await server.visitor('Ben').whoAmI()).toBeNull();
    const without = (await (await ann.fetch(list)).json()) as { user: unknown };
    expect(without.user).toBeNull();
    expect(server.visitor('Ann')).toBe(ann);
  });

  test('can be blocked and forgotten', async () => {
    const server = createTestServer();
    const ann = server.visitor('Ann');
    ann.blockCookies(true);
    await ann.comment('hello');
    ann.blockCookies(false);
    expect(await ann.whoAmI()).toBeNull();
    await ann.comment('again');
    expect(await ann.whoAmI()).not.toBeNull();
    ann.forget();
    expect(await ann.whoAmI()).toBeNull();
  });
});

describe('faults', () => {
  test('a code, once', async () => {
    const server = createTestServer();
    server.failNext('getCommentsPublic', { code: 'rate-limited', translatedError: 'Slow down' });
    const first = await server.fetch(list);
    expect(first.status).toBe(429);
    expect(await first.json()).toMatchObject({
      status: 'failed',
      code: 'rate-limited',
      translatedError: 'Slow down',
    });
    expect((await server.fetch(list)).status).toBe(200);
  });

  test('a status with HTML', async () => {
    const server = createTestServer();
    server.failNext('getCommentsPublic', { status: 502, text: '<h1>Bad gateway</h1>' });
    const answer = await server.fetch(list);
    expect(answer.status).toBe(502);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toBe('<h1>Bad gateway</h1>');
  });

  test('no connection: nothing happened', async () => {
    const server = createTestServer();
    server.failNext('createCommentPublic', { network: 'refused' });
    await expect(server.visitor('Ann').comment('x')).rejects.toBeInstanceOf(TypeError);
    expect([...server.state.db.allComments()]).toEqual([]);
  });

  test('a lost answer: it happened, the caller does not know, and no cookie came', async () => {
    const server = createTestServer();
    const ann = server.visitor('Ann');
    const { frames } = socket(server.visitor('Ben'));
    await tick();
    server.failNext('createCommentPublic', { network: 'answer-lost' });
    await expect(ann.comment('x', { broadcastId: 'lost' })).rejects.toBeInstanceOf(TypeError);
    expect([...server.state.db.allComments()]).toHaveLength(1);
    expect(frames.at(-1)).toMatchObject({ type: 'new-comment', broadcastId: 'lost' });
    expect(await ann.whoAmI()).toBeNull();
  });

  test('are scoped by page and number, and end when told', async () => {
    const server = createTestServer();
    const stop = server.addRule({ urlId: 'story', skip: 1, times: 2, fault: { code: 'banned' } });
    const codes: number[] = [];
    for (let at = 0; at < 5; at += 1) codes.push((await server.fetch(list)).status);
    expect(codes).toEqual([200, 403, 403, 200, 200]);
    stop();
    const other = server.addRule({ urlId: 'other', fault: { code: 'banned' } });
    expect((await server.fetch(list)).status).toBe(200);
    // Calls that name only a comment are about its page.
    const [id] = server.seed([{ text: 'x' }], 'other') as [string];
    const vote = await server.visitor('V').call('GET', `/comments/demo/${id}/votes`, { dir: 1 });
    expect(vote.httpStatus).toBe(403);
    other();
  });
});

describe('time', () => {
  test('is the clock that was given', async () => {
    const clock = createManualClock(Date.UTC(2026, 0, 1));
    const server = createTestServer({ clock });
    expect((await server.visitor('Ann').comment('x')).date).toBe('2026-01-01T00:00:00.000Z');
    await clock.advance(90_000);
    expect((await server.visitor('Ann').comment('y')).date).toBe('2026-01-01T00:01:30.000Z');
  });

  test('delays wait for it, and can be aborted', async () => {
    const clock = createManualClock();
    const server = createTestServer({ clock });
    server.slowDown(500, 'getCommentsPublic');
    let status = 0;
    void server.fetch(list).then((answer) => (status = answer.status));
    await clock.advance(499);
    await tick();
    expect(status).toBe(0);
    await clock.advance(1);
    await tick();
    expect(status).toBe(200);
    const control = new AbortController();
    const aborted = server.fetch(list, { signal: control.signal });
    control.abort();
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('a manual clock runs what is due in order, what is stopped never', async () => {
    const clock = createManualClock(0);
    const ran: string[] = [];
    clock.after(20, () => ran.push('b'));
    clock.after(10, () => {
      ran.push('a');
      clock.after(5, () => ran.push('a2'));
    });
    clock.after(15, () => ran.push('never'))();
    await clock.advance(30);
    expect(ran).toEqual(['a', 'a2', 'b']);
    expect([clock.wall(), clock.monotonic()]).toEqual([30, 30]);
  });
});

describe('sockets', () => {
  test('open, hear, and close from either side', async () => {
    const server = createTestServer();
    const ann = socket(server.visitor('Ann'));
    const ben = socket(server.visitor('Ben'));
    await tick();
    expect(ann.said).toEqual(['open']);
    await server.visitor('Cem').comment('hi');
    await tick();
    expect(ann.types()).toEqual(['p-u', 'p-u', 'new-comment']);
    ann.opened.send('ping');
    ann.opened.close();
    server.dropSockets('story');
    await tick();
    expect(ann.said).toEqual(['open', 'close']);
    expect(ben.said).toEqual(['open', 'close']);
    expect(server.state.hub.sockets()).toEqual([]);
  });

  test('are refused when told, or when offline', async () => {
    const server = createTestServer();
    server.refuseSockets(true);
    const ann = socket(server.visitor('Ann'));
    await tick();
    expect(ann.said).toEqual(['error', 'close']);
    server.refuseSockets(false);
    const ben = server.visitor('Ben');
    const open = socket(ben);
    await tick();
    ben.setOffline(true);
    await tick();
    expect(open.said).toEqual(['open', 'close']);
    await expect(ben.fetch(list)).rejects.toBeInstanceOf(TypeError);
    ben.setOffline(false);
    expect((await ben.fetch(list)).status).toBe(200);
  });

  test('events are held, dropped, doubled and delayed on their way', async () => {
    const clock = createManualClock();
    const server = createTestServer({ clock });
    const ann = socket(server.visitor('Ann'));
    await tick();
    const push = (name: string) =>
      server.push('story', { type: 'new-vote', broadcastId: name, vote: {} });
    const heard = () => ann.frames.flatMap(({ broadcastId }) => broadcastId ?? []);
    server.live.hold('demo:story');
    push('one');
    push('two');
    await tick();
    expect(heard()).toEqual([]);
    server.live.release('demo:story');
    await tick();
    expect(heard()).toEqual(['one', 'two']);
    server.live.drop('demo:story');
    server.live.duplicate('demo:story');
    push('lost');
    push('twice');
    push('once');
    await tick();
    expect(heard().slice(2)).toEqual(['twice', 'twice', 'once']);
    server.live.delay('demo:story', 100);
    push('late');
    await tick();
    expect(heard()).not.toContain('late');
    await clock.advance(100);
    await tick();
    expect(heard().at(-1)).toBe('late');
  });
});

describe('what is kept', () => {
  test('a second server on the same storage knows it all', async () => {
    const storage = createMemoryStorage();
    const first = createTestServer({ storage, rateLimits: false });
    const ann = first.visitor('Ann');
    const comment = await ann.comment('kept #tag');
    await first.visitor('Ben').comment('reply', { parentId: comment._id });
    await first.visitor('Ben').vote(comment._id, 'down');
    first.configurePage('story', { title: 'Kept', config: { voteStyle: 1 } });
    const read = async (server: typeof first) => {
      const query = '&countAll=true&includeConfig=true&direction=OF';
      const json = (await (await server.fetch(list + query)).json()) as Record<string, unknown>;
      return { ...json, lastGenDate: 0 };
    };
    const second = createTestServer({ storage });
    expect(await read(second)).toEqual(await read(first));
    const log = (server: typeof first) =>
      server.visitor('L').call('GET', '/event-log/demo', {
        urlId: 'story',
        userIdWS: 'uws-guest',
        startTime: 0,
      });
    expect((await log(second)).json).toEqual((await log(first)).json);
  });

  test('a storage that fails answers 500, tells nobody and leaves memory as it was', async () => {
    const storage = createMemoryStorage();
    let broken = false;
    const server = createTestServer({
      storage: {
        ...storage,
        commit(changes) {
          if (broken) throw new Error('disk full');
          storage.commit(changes);
        },
      },
    });
    const ann = server.visitor('Ann');
    await ann.comment('kept');
    const { types } = socket(server.visitor('Ben'));
    await tick();
    broken = true;
    await expect(ann.comment('lost')).rejects.toThrow('internal-error');
    broken = false;
    const answer = (await (await server.fetch(list)).json()) as { comments: unknown[] };
    expect(answer.comments).toMatchObject([{ commentHTML: 'kept' }]);
    await tick();
    expect(types()).toEqual(['p-u']);
    await ann.comment('works again');
  });
});

test('every call is recorded', async () => {
  const server = createTestServer();
  await server.visitor('Ann').comment('hi', { broadcastId: 'b1' });
  expect(server.calls).toMatchObject([
    {
      operation: 'createCommentPublic',
      method: 'POST',
      path: '/comments/demo',
      query: { urlId: 'story', broadcastId: 'b1' },
      body: { comment: 'hi' },
      visitor: 'Ann',
    },
  ]);
});

test('a fixed source of ids makes everything repeatable', async () => {
  const make = async () => {
    let state = 1;
    const random = () => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    };
    const server = createTestServer({ random, clock: createManualClock() });
    return server.visitor('Ann').comment('x');
  };
  expect(await make()).toEqual(await make());
});
