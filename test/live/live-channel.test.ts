import { expect, test } from 'vitest';
import { edit, htmlOf, setUp } from './channel-under-test.js';

const minute = 60_000;

test('it connects to the opaque ids and says so', async () => {
  const { channel, clock, connections, service } = setUp();
  channel.start();
  await clock.advance(100);
  expect(service.made.map(({ url }) => url)).toEqual([
    'wss://live.test/sub?urlId=demo%253Ap&userIdWS=u%201&tenantIdWS=demo',
  ]);
  expect(connections).toEqual([true]);
  channel.stop();
});

test('an empty user is left out of the address; without a page there is no socket', async () => {
  const nobody = setUp({ userIdWS: '' });
  nobody.channel.start();
  expect(nobody.service.last?.url).toBe('wss://live.test/sub?urlId=demo%253Ap&tenantIdWS=demo');
  nobody.channel.stop();

  const { channel, clock, service } = setUp({ urlIdWS: undefined });
  channel.start();
  await clock.advance(minute);
  expect(service.made).toEqual([]);
  channel.setIds({ urlIdWS: 'demo%3Aq' });
  await clock.advance(100);
  expect(service.last?.url).toContain('urlId=demo%253Aq');
  channel.stop();
});

test('a disabled channel does nothing', async () => {
  const { channel, clock, service } = setUp({ disabled: true });
  channel.start();
  await clock.advance(minute);
  expect([
    service.made.length,
    service.asked.length,
    service.listeners.size,
    clock.pending,
  ]).toEqual([0, 0, 0, 0]);
});

test('a half surrogate in an id or a constructor that throws is a failed attempt', async () => {
  const bad = setUp({ urlIdWS: '\uD83D' });
  bad.channel.start();
  await bad.clock.advance(minute);
  expect(bad.connections).toEqual([false]);
  bad.channel.stop();

  const { channel, clock, connections, service } = setUp();
  service.sockets = 'throw';
  channel.start();
  await clock.advance(100);
  expect(connections).toEqual([false]);
  service.sockets = 'open';
  await clock.advance(3000);
  expect(connections).toEqual([false, true]);
  channel.stop();
});

test('it sends ping every minute while it is open and seen', async () => {
  const { channel, clock, service } = setUp();
  channel.start();
  await clock.advance(1000);
  await clock.advance(3 * minute);
  expect(service.last?.heard).toEqual(['ping', 'ping', 'ping']);
  service.signal('hidden');
  await clock.advance(1000);
  expect(clock.pending).toBe(0);
  await clock.advance(10 * minute);
  expect(service.last?.heard).toHaveLength(3);
  service.signal('visible');
  expect(service.last?.heard).toHaveLength(4);
  await clock.advance(minute);
  expect(service.last?.heard).toHaveLength(5);
  expect(service.made).toHaveLength(1);
  service.cut();
  service.sockets = 'refuse';
  const { length } = service.made.flatMap(({ heard }) => heard);
  await clock.advance(3 * minute);
  expect(service.made.flatMap(({ heard }) => heard)).toHaveLength(length);
  channel.stop();
});

test('a send that throws counts as a lost socket', async () => {
  const { channel, clock, connections, service } = setUp();
  channel.start();
  await clock.advance(100);
  service.last!.state = 'closed';
  await clock.advance(65_000);
  expect(connections).toEqual([true, false, true]);
  channel.stop();
});

test.each([0, 0.5, 0.999_999])(
  'it comes back within 2 s, then ever slower, random %d',
  async (chance) => {
    const { channel, clock, service } = setUp({}, () => chance);
    channel.start();
    await clock.advance(20_000);
    service.sockets = 'refuse';
    service.cut();
    const from = clock.monotonic();
    await clock.advance(10 * minute);
    const times = service.attempts.filter((at) => at >= from);
    const waits = times.map((at, index) => at - (times[index - 1] ?? from));
    expect(waits[0]).toBeLessThanOrEqual(2000);
    const expected = [2000, 4000, 8000, 16_000, 30_000, 30_000];
    waits.slice(0, 6).forEach((wait, index) => {
      const most = expected[index]!;
      // 30 ms: the model takes that long to refuse.
      expect(wait).toBeGreaterThanOrEqual(most / 2);
      expect(wait).toBeLessThanOrEqual(most + 30);
    });
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_030);
    channel.stop();
  },
);

test('only a connection that lasted makes the next reconnect quick again', async () => {
  const { channel, clock, service } = setUp({}, () => 0.999_999);
  channel.start();
  // Opens, and is cut two seconds later, again and again.
  for (let round = 0; round < 6; round++) {
    await clock.advance(2000);
    service.cut();
    await clock.advance(31_000);
  }
  const flapping = service.attempts.slice(1).map((at, index) => at - service.attempts[index]!);
  expect(Math.max(...flapping)).toBeGreaterThan(25_000);
  await clock.advance(15_000);
  service.cut();
  const before = service.attempts.length;
  await clock.advance(2000);
  expect(service.attempts.length).toBe(before + 1);
  channel.stop();
});

test('a socket that never opens is given up', async () => {
  const { channel, clock, service } = setUp();
  service.sockets = 'hang';
  channel.start();
  await clock.advance(19_999);
  expect(service.made).toHaveLength(1);
  service.sockets = 'open';
  await clock.advance(3000);
  expect(service.made).toHaveLength(2);
  expect(service.alive).toBe(1);
  channel.stop();
});

test('events come at once while it is quiet', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.start();
  await clock.advance(5000);
  service.frameDelay = 0;
  service.emit(edit(service, 'c', 'now'));
  await clock.advance(0);
  expect(batches.map(({ events, source }) => [htmlOf(events), source])).toEqual([
    [['now'], 'socket'],
  ]);
  channel.stop();
});

test('a flood comes in few batches, whole and in order', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.start();
  await clock.advance(5000);
  const sent: string[] = [];
  for (let step = 0; step < 200; step++) {
    for (let frame = 0; frame < 25; frame++) {
      sent.push(`f${sent.length}`);
      service.emit(edit(service, `c${sent.length % 7}`, sent.at(-1)));
    }
    await clock.advance(10);
  }
  await clock.advance(1000);
  expect(batches.flatMap(({ events }) => htmlOf(events))).toEqual(sent);
  expect(sent).toHaveLength(5000);
  expect(batches.length).toBeLessThan(60);
  channel.stop();
});

test('garbage is ignored and percent-encoded frames are read', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.start();
  await clock.advance(5000);
  const event = JSON.stringify(edit(service, 'c', '100% <b>'));
  for (const data of [
    '',
    '{',
    'null',
    '[]',
    '7',
    '%',
    '%7B',
    '{"type":"none"}',
    new ArrayBuffer(3),
    undefined,
  ]) {
    service.send(data);
  }
  service.send(encodeURIComponent(event));
  service.send(event);
  await clock.advance(1000);
  expect(batches.flatMap(({ events }) => htmlOf(events))).toEqual(['100% <b>', '100% <b>']);
  channel.stop();
});

test('what happened between the first answer and the open socket is found in the log', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.noteServerTime(service.time);
  const from = service.time - 10_000;
  expect(channel.cursor).toBe(from);
  await clock.advance(2000);
  service.emit(edit(service, 'c', 'between'));
  await clock.advance(500);
  channel.start();
  await clock.advance(1000);
  expect(service.asked).toEqual([from]);
  expect(batches).toMatchObject([{ source: 'log' }]);
  expect(htmlOf(batches[0]!.events)).toEqual(['between']);
  channel.stop();
});

test('where no server time is known the whole log is read, so that nothing is lost', async () => {
  const { batches, channel, clock, service } = setUp();
  expect(channel.cursor).toBe(0);
  service.emit(edit(service, 'c', 'first'));
  channel.start();
  // Comes too late to say where the gap began.
  channel.noteServerTime(service.time + 50_000);
  await clock.advance(1000);
  expect(service.asked).toEqual([0]);
  expect(batches.flatMap(({ events }) => htmlOf(events))).toEqual(['first']);
  channel.stop();
});

test('it goes on from the cursor it is given', async () => {
  const { channel, clock, service } = setUp({ startCursor: 1_763_000_123_456 });
  channel.noteServerTime(service.time + 1e9);
  expect(channel.cursor).toBe(1_763_000_123_456);
  channel.start();
  await clock.advance(1000);
  expect(service.asked).toEqual([1_763_000_123_456]);
  channel.stop();
});

test.each([NaN, Infinity, -5, 0, undefined as never])('a server time of %d is no time', (time) => {
  const { channel, service } = setUp();
  channel.noteServerTime(time);
  expect(channel.cursor).toBe(0);
  channel.noteServerTime(service.time);
  channel.noteServerTime(time);
  expect(channel.cursor).toBe(service.time - 10_000);
});

test('frames without a time do not move the cursor, and go on', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.noteServerTime(service.time);
  channel.start();
  await clock.advance(5000);
  const { cursor } = channel;
  service.send(JSON.stringify({ type: 'p-u', uj: ['a'], sc: 2 }));
  await clock.advance(1000);
  expect(channel.cursor).toBe(cursor);
  expect(batches.at(-1)?.events).toEqual([
    { type: 'p-u', joined: ['a'], left: [], subscribers: 2 },
  ]);
  channel.stop();
});

test('a server time far in the future does no harm once something happens', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.noteServerTime(service.time + 1e12);
  channel.start();
  await clock.advance(5000);
  service.emit(edit(service));
  await clock.advance(1000);
  expect(channel.cursor).toBeLessThan(service.time);
  service.cut();
  service.emit(edit(service, 'c', 'missed'));
  await clock.advance(5000);
  expect(batches.flatMap(({ events }) => htmlOf(events))).toContain('missed');
  channel.stop();
});

test('the cursor stays at the start of a gap until the log was read', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.noteServerTime(service.time);
  channel.start();
  await clock.advance(5000);
  service.emit(edit(service));
  await clock.advance(1000);
  const { cursor } = channel;
  expect(cursor).toBe(service.log[0]!.timestamp! - 10_000);
  service.isLogUp = false;
  service.cut();
  service.emit(edit(service, 'c', 'missed'));
  await clock.advance(minute);
  // Newer things come over the new socket, and from elsewhere.
  service.emit(edit(service, 'd'));
  channel.noteServerTime(service.time);
  await clock.advance(minute);
  expect(channel.cursor).toBe(cursor);
  expect(new Set(service.asked.slice(1))).toEqual(new Set([cursor]));
  expect(batches.flatMap(({ events }) => htmlOf(events))).not.toContain('missed');
  service.isLogUp = true;
  await clock.advance(minute);
  expect(batches.flatMap(({ events }) => htmlOf(events))).toContain('missed');
  expect(channel.cursor).toBeGreaterThan(cursor);
  channel.stop();
});

test('a time seen elsewhere moves the cursor only once a log was read after it', async () => {
  const { channel, clock, service } = setUp();
  channel.noteServerTime(service.time);
  channel.start();
  await clock.advance(minute);
  const { cursor } = channel;
  channel.noteServerTime(service.time);
  expect(channel.cursor).toBe(cursor);
  const noted = service.time;
  service.signal('visible');
  await clock.advance(1000);
  expect(channel.cursor).toBe(noted - 10_000);
  channel.stop();
});

test('socket events wait for the log that belongs before them', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.noteServerTime(service.time);
  service.emit(edit(service, 'c', 'old'));
  service.logDelay = 2000;
  channel.start();
  await clock.advance(500);
  service.emit(edit(service, 'c', 'new'));
  await clock.advance(1000);
  expect(batches).toEqual([]);
  await clock.advance(2000);
  expect(batches.map(({ events, source }) => [htmlOf(events), source])).toEqual([
    [['old', 'new'], 'log'],
  ]);
  channel.stop();
});

test('what the log does not keep waits for nothing and is never repeated', async () => {
  const { batches, channel, clock, service } = setUp();
  service.logDelay = 60_000;
  channel.start();
  await clock.advance(500);
  service.send(
    JSON.stringify({ type: 'thread-state-change', timestamp: service.time, isClosed: true }),
  );
  await clock.advance(100);
  expect(batches.map(({ events }) => events[0]?.type)).toEqual(['thread-state-change']);
  await clock.advance(2 * minute);
  expect(batches).toHaveLength(1);
  channel.stop();
});

test('a log that comes late holds again what the socket brought meanwhile', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.noteServerTime(service.time);
  service.emit(edit(service, 'c', 'old'));
  service.logDelay = 20_000;
  channel.start();
  await clock.advance(1000);
  service.emit(edit(service, 'c', 'new'));
  await clock.advance(4000);
  expect(batches.map(({ events }) => htmlOf(events))).toEqual([['new']]);
  service.emit(edit(service, 'c', 'newest'));
  await clock.advance(30_000);
  expect(batches.map(({ events, source }) => [htmlOf(events), source])).toEqual([
    [['new'], 'socket'],
    [['newest'], 'socket'],
    [['old', 'new', 'newest'], 'log'],
  ]);
  channel.stop();
});

test.each(['online', 'pageshow', 'visible'] as const)(
  '%s: the log is read, and the socket stays if that works',
  async (signal) => {
    const { channel, clock, service } = setUp();
    channel.start();
    await clock.advance(5000);
    service.signal(signal);
    await clock.advance(5000);
    expect([service.asked.length, service.made.length]).toEqual([2, 1]);
    service.isLogUp = false;
    service.signal(signal);
    await clock.advance(5000);
    expect(service.made).toHaveLength(2);
    expect(service.alive).toBe(1);
    channel.stop();
  },
);

test.each(['offline', 'hidden'] as const)('%s changes nothing', async (signal) => {
  const { channel, clock, service } = setUp();
  channel.start();
  await clock.advance(5000);
  service.signal(signal);
  await clock.advance(5000);
  expect([service.asked.length, service.made.length]).toEqual([1, 1]);
  channel.stop();
});

test('a storm of signals is one doubt', async () => {
  const { channel, clock, service } = setUp();
  channel.start();
  await clock.advance(5000);
  for (let i = 0; i < 30; i++) {
    service.signal('online');
    service.signal('visible');
    service.signal('pageshow');
  }
  await clock.advance(10_000);
  expect([service.asked.length, service.made.length]).toEqual([2, 1]);
  service.isLogUp = false;
  for (let i = 0; i < 100; i++) {
    service.signal('online');
    await clock.advance(50);
  }
  // Five seconds of it: a doubt every two seconds.
  expect(service.made.length).toBeLessThanOrEqual(4);
  channel.stop();
});

test('a doubt that comes while the log is under way is settled by another log', async () => {
  const { channel, clock, service } = setUp();
  channel.start();
  await clock.advance(5000);
  service.logDelay = 10_000;
  service.signal('visible');
  await clock.advance(5000);
  service.signal('online');
  await clock.advance(30_000);
  expect([service.asked.length, service.made.length]).toEqual([3, 1]);
  channel.stop();
});

test('a doubt while it waits to reconnect tries at once', async () => {
  const { channel, clock, service } = setUp();
  service.sockets = 'refuse';
  channel.start();
  await clock.advance(5 * minute);
  service.sockets = 'open';
  service.signal('online');
  await clock.advance(500);
  expect(service.alive).toBe(1);
  channel.stop();
});

test('a jump of the clock is a doubt, on either clock', async () => {
  for (const sleep of ['monotonic', 'wall'] as const) {
    const { channel, clock, service } = setUp();
    channel.start();
    await clock.advance(5000);
    if (sleep === 'monotonic') await clock.jump(90_000);
    else clock.wallOffset += 90_000;
    await clock.advance(25_000);
    expect([service.asked.length, service.made.length]).toEqual([2, 1]);
    channel.stop();
  }
});

test('five minutes of silence are a doubt, and any frame ends them', async () => {
  const { channel, clock, service } = setUp();
  channel.start();
  await clock.advance(4 * minute);
  service.send('not even an event');
  await clock.advance(4 * minute);
  expect(service.asked).toHaveLength(1);
  await clock.advance(1.5 * minute);
  expect(service.asked).toHaveLength(2);
  await clock.advance(4 * minute);
  expect(service.asked).toHaveLength(2);
  channel.stop();
});

test('a socket that did not bring what the log holds is opened anew', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.start();
  await clock.advance(20_000);
  service.last!.isDead = true;
  service.emit(edit(service, 'c', 'unheard'));
  await clock.advance(5000);
  service.signal('visible');
  await clock.advance(5000);
  expect(batches.flatMap(({ events }) => htmlOf(events))).toEqual(['unheard']);
  expect(service.made).toHaveLength(2);
  expect(service.alive).toBe(1);
  channel.stop();
});

test('a change of the user connects anew, the same ids do not', async () => {
  const { channel, clock, connections, service } = setUp();
  channel.start();
  await clock.advance(5000);
  channel.setIds({ userIdWS: 'u 1' });
  await clock.advance(1000);
  expect(service.made).toHaveLength(1);
  channel.setIds({ userIdWS: 'u2' });
  await clock.advance(1000);
  expect(service.made).toHaveLength(2);
  expect(service.last?.url).toContain('userIdWS=u2');
  expect(service.alive).toBe(1);
  expect(connections).toEqual([true, false, true]);
  channel.setIds({ urlIdWS: '' });
  await clock.advance(1000);
  expect(service.alive).toBe(0);
  channel.stop();
});

test('where sockets never open the log is still read, slowly', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.noteServerTime(service.time);
  service.sockets = 'refuse';
  channel.start();
  await clock.advance(2 * minute);
  service.emit(edit(service, 'c', 'unheard'));
  await clock.advance(minute);
  expect(batches.flatMap(({ events }) => htmlOf(events))).toEqual(['unheard']);
  channel.stop();
});

test('polling reads the log every 2 s, every 30 s in a hidden tab, and opens no socket', async () => {
  const { batches, channel, clock, connections, service } = setUp({ usePolling: true });
  channel.noteServerTime(service.time);
  channel.start();
  await clock.advance(20_000);
  expect(service.made).toEqual([]);
  expect(service.asked.length).toBeGreaterThanOrEqual(9);
  service.emit(edit(service, 'c', 'polled'));
  await clock.advance(10_000);
  expect(batches.map(({ events, source }) => [htmlOf(events), source])).toEqual([
    [['polled'], 'log'],
  ]);
  expect(service.asked.at(-1)).toBe(service.log[0]!.timestamp! - 10_000);
  service.signal('hidden');
  await clock.advance(3000);
  const before = service.asked.length;
  await clock.advance(minute);
  expect(service.asked.length - before).toBeLessThanOrEqual(3);
  service.signal('visible');
  await clock.advance(500);
  expect(connections).toEqual([true]);
  service.isLogUp = false;
  await clock.advance(5000);
  expect(connections).toEqual([true, false]);
  channel.stop();
});

test('after stop nothing lives, and start goes on from the same place', async () => {
  const { batches, channel, clock, connections, service, timers } = setUp();
  const stop = channel.start();
  await clock.advance(5000);
  service.emit(edit(service));
  service.cut();
  await clock.advance(5000);
  service.signal('online');
  stop();
  const heard = [batches.length, connections.length];
  expect([service.alive, service.listeners.size, timers()]).toEqual([0, 0, 0]);
  service.signal('online');
  channel.setIds({ userIdWS: 'other' });
  channel.noteServerTime(service.time);
  service.emit(edit(service, 'c', 'while stopped'));
  await clock.advance(minute);
  expect([batches.length, connections.length]).toEqual(heard);
  channel.stop();
  channel.start();
  channel.start();
  await clock.advance(1000);
  expect(service.alive).toBe(1);
  expect(batches.flatMap(({ events }) => htmlOf(events))).toContain('while stopped');
  channel.stop();
});

test('what was gathered when it was stopped comes from the log, in its order', async () => {
  const { batches, channel, clock, service } = setUp();
  service.frameDelay = 0;
  channel.start();
  await clock.advance(5000);
  service.emit(edit(service, 'c', 'first'));
  await clock.advance(0);
  service.emit(edit(service, 'c', 'gathered'));
  await clock.advance(0);
  channel.stop();
  service.emit(edit(service, 'c', 'last'));
  channel.start();
  service.isLogUp = false;
  await clock.advance(5000);
  service.emit(edit(service, 'd', 'other'));
  await clock.advance(100);
  service.isLogUp = true;
  await clock.advance(minute);
  expect(batches.map(({ events }) => htmlOf(events))).toEqual([
    ['first'],
    ['other'],
    ['gathered', 'last', 'other'],
  ]);
  channel.stop();
});

test('what is gathered goes before a log that knows more', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.start();
  await clock.advance(5000);
  service.frameDelay = 0;
  service.signal('visible');
  await clock.advance(140);
  service.emit(edit(service, 'c', '1'));
  await clock.advance(1);
  service.emit(edit(service, 'c', '2'));
  await clock.advance(1);
  // This one is on its way for longer than the log takes.
  service.frameDelay = 1000;
  service.logDelay = 5;
  service.emit(edit(service, 'c', '3'));
  await clock.advance(2000);
  expect(batches.map(({ events, source }) => [htmlOf(events), source])).toEqual([
    [['1'], 'socket'],
    [['2'], 'socket'],
    [['3'], 'log'],
  ]);
  channel.stop();
});

test('a log out of order is handed on in order', async () => {
  const { batches, channel, clock, service } = setUp();
  const early = edit(service, 'c', 'early');
  await clock.advance(10);
  service.log.push(edit(service, 'c', 'late'), early);
  channel.start();
  await clock.advance(1000);
  expect(batches.map(({ events }) => htmlOf(events))).toEqual([['early', 'late']]);
  channel.stop();
});

test('what a gap kept back does not cost another socket', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.start();
  await clock.advance(20_000);
  service.cut();
  service.emit(edit(service, 'c', 'lost socket'));
  await clock.advance(10_000);
  expect(service.made).toHaveLength(2);
  channel.setIds({ userIdWS: 'u2' });
  service.emit(edit(service, 'c', 'new user'));
  await clock.advance(10_000);
  expect(service.made).toHaveLength(3);
  service.sockets = 'refuse';
  service.cut();
  await clock.advance(2 * minute);
  service.sockets = 'open';
  service.emit(edit(service, 'c', 'no socket'));
  const tried = service.made.length;
  await clock.advance(2 * minute);
  expect(service.made).toHaveLength(tried + 1);
  expect(batches.flatMap(({ events }) => htmlOf(events))).toEqual([
    'lost socket',
    'new user',
    'no socket',
  ]);
  channel.stop();
});

test('a log that was asked for before the socket opened does not close the gap', async () => {
  const { batches, channel, clock, service } = setUp({}, () => 0.999_999);
  channel.noteServerTime(service.time);
  service.sockets = 'refuse';
  service.logDelay = 45_000;
  channel.start();
  // 2, 4 and 8 s: the fourth attempt fails, and the log is asked for.
  await clock.advance(14_500);
  expect([service.made.length, service.asked.length]).toEqual([4, 1]);
  service.sockets = 'open';
  service.emit(edit(service, 'c', 'after the log was asked for'));
  await clock.advance(17_000);
  expect(service.alive).toBe(1);
  service.logDelay = 50;
  await clock.advance(50_000);
  expect(batches.flatMap(({ events }) => htmlOf(events))).toEqual(['after the log was asked for']);
  channel.stop();
});

test('a time seen while the log is under way does not count for that log', async () => {
  const { batches, channel, clock, service } = setUp();
  channel.start();
  await clock.advance(20_000);
  service.logDelay = 60_000;
  service.signal('visible');
  await clock.advance(1000);
  service.last!.isDead = true;
  service.emit(edit(service, 'c', 'unheard'));
  await clock.advance(30_000);
  channel.noteServerTime(service.time);
  await clock.advance(40_000);
  expect(channel.cursor).toBeLessThanOrEqual(service.log[0]!.timestamp!);
  await clock.advance(10 * minute);
  expect(batches.flatMap(({ events }) => htmlOf(events))).toEqual(['unheard']);
  channel.stop();
});

test('whoever listens may stop the channel', async () => {
  for (const when of ['connection', 'log', 'socket'] as const) {
    const under = setUp();
    const { batches, channel, clock, connections, service } = under;
    const stopOn = (name: string): void => {
      if (name === when) channel.stop();
    };
    batches.push = (batch) => {
      stopOn(batch.source);
      return 0;
    };
    connections.push = () => {
      stopOn('connection');
      return 0;
    };
    service.emit(edit(service));
    channel.start();
    await clock.advance(5000);
    service.emit(edit(service));
    await clock.advance(5000);
    service.cut();
    await clock.advance(minute);
    expect([service.alive, service.listeners.size, under.timers()]).toEqual([0, 0, 0]);
  }
});

test.each([
  [
    'throws',
    () => {
      throw new Error('thrown');
    },
  ],
  ['rejects', () => Promise.reject(new Error('rejected'))],
])('a log port that %s is a log that failed', async (_, broken: () => Promise<never>) => {
  const { channel, clock, service } = setUp(
    {},
    () => 0,
    (works) => {
      let asks = 0;
      return (start, end) => (asks++ < 2 ? broken() : works(start, end));
    },
  );
  channel.start();
  await clock.advance(10_000);
  expect(service.asked).toHaveLength(1);
  channel.stop();
});
