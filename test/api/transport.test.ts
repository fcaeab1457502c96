/**
 * The transport against a real server. Time is a fake clock's, so that nothing depends on how fast
 * this machine is; what the network does is real.
 */
import type { ServerResponse } from 'node:http';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createTransport,
  type CallOptions,
  type Fetch,
  type Method,
  type Result,
  type TransportOptions,
} from '../../src/api/index.js';
import { FakeClock } from '../live/fake-clock.js';
import { html, json, reset, silence, startService, type LocalService } from './local-service.js';

let service: LocalService;
let clock: FakeClock;

beforeEach(async () => {
  service = await startService();
  clock = new FakeClock();
});

afterEach(async () => {
  expect(clock.pending, 'timers left').toBe(0);
  await service.close();
});

const good = { status: 'success', answer: 42 };

/** Waits, in real time, until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 1));
}

/** A transport to the local service, and every `fetch` it makes. */
function connect(options: TransportOptions = {}) {
  const made: RequestInit[] = [];
  const through: Fetch = options.fetch ?? ((input, init) => fetch(input, init));
  const transport = createTransport({
    apiHost: service.host,
    clock,
    random: () => 0,
    ...options,
    fetch: (input, init = {}) => {
      made.push(init);
      return through(input, init);
    },
  });
  const call = (
    method: Method = 'GET',
    options?: CallOptions,
    body?: unknown,
  ): Promise<Result<Record<string, unknown>>> =>
    transport.request(method, '/comments/demo', { urlId: 'p' }, body, options);
  return { made, transport, call };
}

/** Lets a call's waits pass until it is settled. */
async function finish<T>(pending: Promise<T>): Promise<T> {
  const state = { isOver: false };
  void pending.finally(() => {
    state.isOver = true;
  });
  // Only short waits are retries; the others are timeouts that must not pass.
  while (!state.isOver) {
    const [wait = Infinity] = clock.waits;
    if (wait <= 5000) await clock.advance(wait);
    await new Promise((done) => setTimeout(done, 1));
  }
  return pending;
}

const failureOf = (result: Result<unknown>) => (result.ok ? null : result.failure);

test('a success is the object that came', async () => {
  service.answer(json(good));
  expect(await connect().call()).toEqual({ ok: true, value: good });
  expect(service.heard).toMatchObject([{ method: 'GET', url: '/comments/demo?urlId=p' }]);
});

test('pending-verification is a success, and the body counts, not the HTTP status', async () => {
  service.answer(json({ status: 'pending-verification' }, 202));
  expect((await connect().call('POST')).ok).toBe(true);
  service.answer(json(good, 404));
  expect((await connect().call()).ok).toBe(true);
});

test('a read sends no header that needs a preflight, a write says that it is JSON', async () => {
  service.answer(json(good));
  const { call, made } = connect();
  await call();
  await call('DELETE', {}, { commentIds: null });
  expect(made.map(({ headers }) => headers)).toEqual([
    undefined,
    { 'content-type': 'application/json' },
  ]);
  expect(service.heard[0]?.headers['content-type']).toBeUndefined();
});

test('a refusal carries over what the service says', async () => {
  const customConfig = { readonly: true };
  service.answer(
    json(
      {
        status: 'failed',
        code: 'comment-too-big',
        reason: 'Comment is too long.',
        secondaryCode: 'second',
        translatedError: 'Zu lang.',
        bannedUntil: 1763760000000,
        maxCharacterLength: 2000,
        customConfig,
      },
      422,
      { 'retry-after': '7' },
    ),
  );
  expect(failureOf(await connect().call('POST'))).toEqual({
    kind: 'refused',
    code: 'comment-too-big',
    reason: 'Comment is too long.',
    text: 'Zu lang.',
    status: 422,
    retryable: false,
    retryAfterMs: 7000,
    secondaryCode: 'second',
    bannedUntil: 1763760000000,
    maxCharacterLength: 2000,
    customConfig,
  });
});

test.each([
  ['a refusal with HTTP 200', { status: 'failed', code: 'banned', reason: 'No.' }, 200, 'banned'],
  ['a GIF error', { status: 'failed', code: 'gif-down' }, 200, 'gif-down'],
  ['an error without a status', { message: 'No such thing' }, 404, 'http-404'],
  ['an unknown status', { status: 'odd' }, 200, 'http-200'],
  [
    'a failing page of comments',
    { status: 'failed', code: 'invalid-tenant', reason: 'x', comments: [], user: null },
    200,
    'invalid-tenant',
  ],
])('%s is refused', async (_, body, status, code) => {
  service.answer(json(body, status));
  const failure = failureOf(await connect().call());
  expect(failure).toMatchObject({ kind: 'refused', code, status, retryable: false });
  expect(failure?.reason).not.toBe('');
});

test.each([
  ['HTML', html('<!doctype html><title>Sign in to the Wi-Fi</title>')],
  ['half an object', html('{"status":"success","comments":[{"_id":"c')],
  ['an array', json([good])],
  ['a number', json(7)],
  ['null', json(null)],
  ['nothing', html('')],
  ['an object without a status', json({ comments: [] })],
])('%s is malformed', async (_, answer) => {
  service.answer(answer);
  expect(failureOf(await connect().call())).toMatchObject({
    kind: 'malformed',
    code: 'malformed',
    status: 200,
    retryable: true,
  });
  expect(service.heard).toHaveLength(1);
});

test('whatever is answered, a call never rejects', async () => {
  const answers = fc.oneof(fc.json(), fc.string(), fc.constant('{"status":"failed","code":{}}'));
  await fc.assert(
    fc.asyncProperty(
      answers,
      fc.constantFrom(200, 204, 400, 401, 403, 422, 500),
      async (body, status) => {
        const { call } = connect({
          fetch: () => Promise.resolve(new Response(status === 204 ? null : body, { status })),
        });
        const failure = failureOf(await call());
        for (const key of ['code', 'reason'] as const) {
          if (failure) expect(typeof failure[key]).toBe('string');
        }
      },
    ),
  );
});

test('half an answer is a network failure', async () => {
  service.answer((response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"status":"succ', () => response.socket?.destroy());
  });
  const pending = connect().call('POST');
  expect(failureOf(await pending)).toMatchObject({
    kind: 'network',
    code: 'network',
    status: 0,
    retryable: true,
  });
  expect(service.heard).toHaveLength(1);
});

test('reads are repeated twice after network failures, writes never', async () => {
  service.answer(reset);
  const { call, transport } = connect();
  // The first of them is also tried without cookies.
  expect(failureOf(await finish(call()))).toMatchObject({ kind: 'network' });
  expect(service.heard).toHaveLength(4);
  service.heard.length = 0;
  service.answer(json(good));
  await call();
  service.answer(reset);
  service.heard.length = 0;
  expect(failureOf(await finish(call()))).toMatchObject({ kind: 'network' });
  expect(service.heard).toHaveLength(3);
  for (const method of ['POST', 'PUT', 'DELETE'] as const) {
    service.heard.length = 0;
    const result = await finish(transport.request(method, '/x', {}));
    expect(failureOf(result)).toMatchObject({ kind: 'network' });
    expect(service.heard).toHaveLength(1);
  }
});

test('a read that works the second time is a success', async () => {
  service.answer(json(good), reset, json(good));
  const { call } = connect();
  await call();
  expect((await finish(call())).ok).toBe(true);
  expect(service.heard).toHaveLength(3);
});

test.each([429, 502, 503, 504])('a read answered with %i is repeated twice', async (status) => {
  service.answer(html('<h1>Busy</h1>', status));
  expect(failureOf(await finish(connect().call()))).toMatchObject({
    kind: 'malformed',
    status,
    retryable: true,
  });
  expect(service.heard).toHaveLength(3);
  service.heard.length = 0;
  expect(failureOf(await finish(connect().call('POST')))).toMatchObject({ status });
  expect(service.heard).toHaveLength(1);
});

test.each([400, 401, 403, 404, 409, 422, 500])('a read answered with %i is not', async (status) => {
  service.answer(json({ status: 'failed', code: 'no', reason: 'No.' }, status));
  const failure = failureOf(await connect().call());
  expect(failure).toMatchObject({ kind: 'refused', status, retryable: status === 500 });
  expect(service.heard).toHaveLength(1);
});

test('the waits between repeats grow', async () => {
  service.answer(html('', 503));
  const pending = connect({ random: () => 0.999 }).call();
  const waits: number[] = [];
  for (const count of [1, 2]) {
    await service.requests(count);
    await until(() => clock.pending === 1);
    waits.push(clock.waits[0]!);
    await clock.advance(clock.waits[0]!);
  }
  await pending;
  expect(waits[0]).toBeGreaterThan(100);
  expect(waits[1]).toBeGreaterThan(waits[0]! * 2);
  expect(waits[1]).toBeLessThan(5000);
});

test('Retry-After is waited for up to five seconds', async () => {
  service.answer(
    json({ status: 'failed', code: 'rate-limited' }, 429, { 'retry-after': '4' }),
    json(good),
  );
  const pending = connect().call();
  await service.requests(1);
  await until(() => clock.pending === 1);
  expect(clock.waits).toEqual([4000]);
  await clock.advance(3999);
  expect(service.heard).toHaveLength(1);
  await clock.advance(1);
  expect((await pending).ok).toBe(true);

  service.heard.length = 0;
  service.answer(json({ status: 'failed', code: 'rate-limited' }, 429, { 'retry-after': '6' }));
  expect(failureOf(await connect().call())).toMatchObject({ retryAfterMs: 6000, retryable: true });
  expect(service.heard).toHaveLength(1);
});

test('a date in Retry-After counts from the clock of the service', async () => {
  service.answer(
    json({ status: 'failed', code: 'busy' }, 503, {
      date: 'Sun, 22 Nov 2026 02:00:00 GMT',
      'retry-after': 'Sun, 22 Nov 2026 02:01:30 GMT',
    }),
  );
  expect(failureOf(await connect().call())).toMatchObject({ retryAfterMs: 90_000 });
});

test('silence is a timeout', async () => {
  service.answer(silence);
  const pending = connect().call();
  await service.requests(1);
  await clock.advance(29_999);
  expect(clock.pending).toBe(2);
  await clock.advance(1);
  expect(failureOf(await pending)).toMatchObject({
    kind: 'timeout',
    code: 'timeout',
    status: 0,
    retryable: true,
  });
  // Not repeated: whoever waited this long is asked first.
  expect(service.heard).toHaveLength(1);
});

/** An answer in pieces. Each promise is settled once the client has heard the piece. */
function trickle() {
  const made = clock.made;
  let response: ServerResponse | undefined;
  // Hearing something sets the timer of silence anew; before that, two timers are set.
  const heard = (pieces: number): Promise<void> => until(() => clock.made === made + 2 + pieces);
  let pieces = 0;
  return {
    answer(next: ServerResponse) {
      response = next;
      next.writeHead(200, { 'content-type': 'application/json' });
      next.flushHeaders();
    },
    head: () => heard(++pieces),
    piece(text: string) {
      response?.write(text);
      return heard(++pieces);
    },
    end: () => response?.end(),
  };
}

test('each piece of an answer counts as a sign of life', async () => {
  const slow = trickle();
  service.answer(slow.answer);
  const pending = connect({ timeoutMs: 1000 }).call();
  await slow.head();
  await clock.advance(900);
  await slow.piece('{"status":');
  await clock.advance(900);
  await slow.piece('"success","text":"\u00e9');
  await clock.advance(900);
  slow.end();
  // It ended in the middle of the text.
  expect(failureOf(await pending)).toMatchObject({ kind: 'malformed' });

  const whole = trickle();
  service.answer(whole.answer);
  const second = connect({ timeoutMs: 1000 }).call();
  await whole.head();
  await clock.advance(900);
  await whole.piece('{"status":');
  await clock.advance(900);
  await whole.piece('"success"}');
  await clock.advance(900);
  whole.end();
  expect(await second).toEqual({ ok: true, value: { status: 'success' } });
});

test('silence in the middle of an answer is a timeout', async () => {
  const slow = trickle();
  service.answer(slow.answer);
  const pending = connect({ timeoutMs: 1000 }).call();
  await slow.head();
  await clock.advance(500);
  await slow.piece('{"status":');
  await clock.advance(1000);
  expect(failureOf(await pending)).toMatchObject({ kind: 'timeout' });
});

test('a trickle ends after four times the timeout', async () => {
  const slow = trickle();
  service.answer(slow.answer);
  const pending = connect({ timeoutMs: 1000 }).call();
  await slow.head();
  await slow.piece('{');
  for (let piece = 0; piece < 4; piece++) {
    await clock.advance(900);
    await slow.piece(' ');
  }
  await clock.advance(399);
  expect(clock.pending).toBe(2);
  await clock.advance(1);
  expect(failureOf(await pending)).toMatchObject({ kind: 'timeout' });
});

test('a character split between two pieces stays whole', async () => {
  const bytes = new TextEncoder().encode('{"status":"success","text":"\u{1F600}"}');
  service.answer((response) => {
    response.writeHead(200);
    response.write(bytes.subarray(0, 29), () => {
      setTimeout(() => response.end(bytes.subarray(29)), 5);
    });
  });
  expect(await connect().call()).toMatchObject({ ok: true, value: { text: '\u{1F600}' } });
});

test('a call can be aborted before, during and between attempts', async () => {
  service.answer(silence);
  const { call } = connect();
  const before = new AbortController();
  before.abort();
  expect(failureOf(await call('GET', before))).toMatchObject({ kind: 'aborted', retryable: false });
  expect(service.heard).toHaveLength(0);

  const during = new AbortController();
  const waiting = call('GET', during);
  await service.requests(1);
  during.abort();
  expect(failureOf(await waiting)).toMatchObject({ kind: 'aborted', code: 'aborted', status: 0 });

  const inBody = new AbortController();
  const slow = trickle();
  service.answer(slow.answer);
  const reading = call('GET', inBody);
  await slow.head();
  await slow.piece('{');
  inBody.abort();
  expect(failureOf(await reading)).toMatchObject({ kind: 'aborted' });

  const between = new AbortController();
  service.answer(html('', 503));
  const retrying = call('GET', between);
  await service.requests(3);
  await until(() => clock.pending === 1);
  between.abort();
  expect(failureOf(await retrying)).toMatchObject({ kind: 'aborted' });
  expect(service.heard).toHaveLength(3);
});

test('an abort reaches the connection', async () => {
  let isClosed = false;
  service.answer((response) => {
    response.on('close', () => {
      isClosed = true;
    });
  });
  const controller = new AbortController();
  const pending = connect().call('POST', controller);
  await service.requests(1);
  controller.abort();
  await pending;
  await until(() => isClosed);
});

test('a fetch that ignores its signal does not keep a call open', async () => {
  const { call } = connect({ fetch: () => new Promise(() => undefined) });
  const controller = new AbortController();
  const pending = call('GET', controller);
  controller.abort();
  expect(failureOf(await pending)).toMatchObject({ kind: 'aborted' });
  const silent = call('POST');
  await clock.advance(30_000);
  expect(failureOf(await silent)).toMatchObject({ kind: 'timeout' });
});

test('a fetch that throws at once is a network failure without its words', async () => {
  const { transport } = connect({
    fetch: (input) => {
      throw new TypeError(`Failed to parse URL from ${input}`);
    },
  });
  const failure = failureOf(await transport.request('POST', '/x', { sso: 'secret-payload' }));
  expect(failure?.kind).toBe('network');
  expect(JSON.stringify(failure)).not.toContain('secret-payload');
});

/** A network on which calls with cookies fail, as where every origin is allowed. */
const withoutCookies: Fetch = (input, init) =>
  init?.credentials === 'include'
    ? Promise.reject(new TypeError('Failed to fetch'))
    : fetch(input, init);

test('a first read that fails with cookies is tried without, and so is all after it', async () => {
  service.answer(json(good));
  const { call, made } = connect({ fetch: withoutCookies });
  expect((await call()).ok).toBe(true);
  expect((await call()).ok).toBe(true);
  expect((await call('POST')).ok).toBe(true);
  expect(made.map(({ credentials }) => credentials)).toEqual(['include', 'omit', 'omit', 'omit']);
  expect(service.heard).toHaveLength(3);
});

test('two first reads at once both find out', async () => {
  service.answer(json(good));
  const { call, made } = connect({ fetch: withoutCookies });
  const results = await Promise.all([call(), call()]);
  expect(results.map(({ ok }) => ok)).toEqual([true, true]);
  expect(made.map(({ credentials }) => credentials).sort()).toEqual([
    'include',
    'include',
    'omit',
    'omit',
  ]);
});

test('a read that fails after another has found out follows it at once', async () => {
  service.answer(json(good));
  let failLate: (() => void) | undefined;
  const { call, made } = connect({
    fetch: (input, init) =>
      init?.credentials === 'include' && made.length === 1
        ? new Promise((_, reject) => {
            failLate = () => {
              reject(new TypeError('Failed to fetch'));
            };
          })
        : withoutCookies(input, init),
  });
  const late = call();
  expect((await call()).ok).toBe(true);
  failLate?.();
  // No time passes: it does not wait as for a repeat.
  expect((await late).ok).toBe(true);
  expect(made.map(({ credentials }) => credentials)).toEqual([
    'include',
    'include',
    'omit',
    'omit',
  ]);
});

test('a first write is not sent twice', async () => {
  service.answer(json(good));
  const { call, made } = connect({ fetch: withoutCookies });
  expect(failureOf(await call('POST'))).toMatchObject({ kind: 'network' });
  expect(made.map(({ credentials }) => credentials)).toEqual(['include']);
  expect(service.heard).toHaveLength(0);
});

test('cookies that worked once are never left out again', async () => {
  service.answer(json({ status: 'failed', code: 'no' }, 403));
  const { call, made } = connect();
  await call();
  service.answer(reset);
  await finish(call());
  expect(new Set(made.map(({ credentials }) => credentials))).toEqual(new Set(['include']));
});

test('a service that was away at first is asked with cookies again', async () => {
  service.answer(reset);
  const { call, made } = connect();
  await finish(call());
  service.answer(json(good));
  made.length = 0;
  await call();
  expect(made.map(({ credentials }) => credentials)).toEqual(['include']);
});

test('a reason never quotes what was sent', async () => {
  const user = { id: 'user-7', email: 'ada@example.com', username: 'Ada Lövelace' };
  const sso = JSON.stringify({
    userDataJSONBase64: Buffer.from(JSON.stringify(user)).toString('base64'),
    verificationHash: 'deadbeefdeadbeef',
    timestamp: 1763760000000,
  });
  const secrets = {
    sso,
    editKey: 'ek-1f6b',
    sessionId: 'sess-4417',
    anonUserId: 'anon-0815',
    userIdWS: 'uws-77aa01',
  };
  const told = [...Object.values(secrets), ...Object.values(user), 'deadbeefdeadbeef'];
  for (const secret of told) {
    const words = `Bad value ${secret}, ${secret}.`;
    service.answer(
      json({ status: 'failed', code: `x-${secret}`, reason: words, translatedError: words }, 400),
    );
    const { transport } = connect();
    const failure = failureOf(await transport.request('GET', '/x', secrets));
    expect(failure?.kind).toBe('refused');
    expect(failure?.reason).toContain('Bad value');
    expect(JSON.stringify(failure)).not.toContain(secret);
  }
});

test('an upload is a multipart form, and gets more time', async () => {
  service.answer(silence);
  const { transport } = connect({ timeoutMs: 1000 });
  const form = new FormData();
  form.append('file', new Blob(['png']), 'a.png');
  const pending = transport.request('POST', '/upload-image/demo', {}, form);
  await service.requests(1);
  expect(service.heard[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  await clock.advance(9_999);
  expect(clock.pending).toBe(2);
  await clock.advance(1);
  expect(failureOf(await pending)).toMatchObject({ kind: 'timeout' });
});

test('a body that cannot be JSON is not sent', async () => {
  const { transport } = connect();
  const result = await transport.request('POST', '/x', {}, { big: 1n });
  expect(failureOf(result)).toMatchObject({ code: 'invalid-parameter' });
  expect(service.heard).toHaveLength(0);
});
