import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEventLog, decodeLiveEvent, type LiveEvent } from '../../src/core/index.js';
import { createEventCursor } from '../../src/live/event-cursor.js';
import { eventKey, mergeEvents } from '../../src/live/event-order.js';
import { backoff, createAttemptLimit } from '../../src/live/pace.js';
import { parseFrame } from '../../src/live/parse-frame.js';
import { liveHostOf } from '../../src/live/index.js';

describe('pace', () => {
  test('waits are half certain, half chance, doubling to 30 s', () => {
    fc.assert(
      fc.property(
        fc.nat(2000),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (failures, chance) => {
          const most = Math.min(30_000, 2000 * 2 ** failures);
          const wait = backoff(failures, () => chance);
          expect(wait).toBeGreaterThanOrEqual(most / 2);
          expect(wait).toBeLessThanOrEqual(most);
        },
      ),
    );
  });

  test('no six attempts are made within two seconds', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1500)), (pauses) => {
        const limit = createAttemptLimit();
        const made: number[] = [];
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          const wait = limit.take(now);
          if (wait > 0) {
            now += wait;
            expect(limit.take(now)).toBe(0);
          }
          made.push(now);
        }
        for (let i = 5; i < made.length; i++) expect(made[i]! - made[i - 5]!).toBeGreaterThan(2000);
      }),
    );
  });
});

describe('cursor', () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({
        do: fc.constantFrom('note', 'see', 'seeNow' as const),
        time: fc.oneof(fc.double(), fc.nat()),
      }),
      fc.record({ do: fc.constantFrom('gap', 'ask', 'close' as const) }),
    ),
  );

  test('it is always a whole number from 0, and stands still in a gap', () => {
    fc.assert(
      fc.property(fc.option(fc.double(), { nil: undefined }), steps, (start, all) => {
        const cursor = createEventCursor(start);
        let close: (() => void) | undefined;
        for (const step of all) {
          const before = cursor.value;
          const { isInGap } = cursor;
          if (step.do === 'note') cursor.note(step.time);
          else if (step.do === 'see' || step.do === 'seeNow')
            cursor.see(step.time, step.do === 'seeNow');
          else if (step.do === 'gap') cursor.openGap();
          else if (step.do === 'ask') close = cursor.ask();
          else close?.();
          expect(Number.isInteger(cursor.value) && cursor.value >= 0).toBe(true);
          // An event that happens now may show that the gap began earlier; nothing moves it on.
          if (isInGap && step.do !== 'close') expect(cursor.value).toBeLessThanOrEqual(before);
          if (isInGap && (step.do === 'note' || step.do === 'see'))
            expect(cursor.value).toBe(before);
        }
      }),
    );
  });
});

test('events are merged by time, each once, equal times in their order', () => {
  const vote = (type: 'new-vote' | 'deleted-vote', _id: string, timestamp?: number): LiveEvent => ({
    type,
    vote: { _id, commentId: 'c', direction: 1 },
    broadcastId: 'one call',
    ...(timestamp !== undefined && { timestamp }),
  });
  const removed = vote('deleted-vote', 'v1', 5);
  const given = vote('new-vote', 'v2', 5);
  const later = vote('new-vote', 'v3', 6);
  const timeless = vote('new-vote', 'v4');
  expect(mergeEvents([removed, given], [timeless, later, removed, given])).toEqual([
    removed,
    given,
    later,
    timeless,
  ]);
  expect(eventKey(vote('deleted-vote', 'v', 5))).not.toBe(eventKey(vote('new-vote', 'v', 5)));
  expect(eventKey(timeless)).toBeUndefined();
});

test.each([
  [{}, 'wss://ws.fastcomments.com'],
  [{ region: 'eu' }, 'wss://ws-eu.fastcomments.com'],
  [{ region: 'eu', wsHost: 'ws://127.0.0.1:8787/' }, 'ws://127.0.0.1:8787'],
])('the live host of %j is %s', (options, host) => {
  expect(liveHostOf(options)).toBe(host);
});

describe('decoding', () => {
  const timestamp = 1763766000500;
  test.each<[object, LiveEvent]>([
    [
      {
        type: 'new-comment',
        timestamp,
        broadcastId: 'b',
        comment: {
          _id: 'c',
          commentHTML: 'Hi',
          votes: '3',
          date: 'x',
          badges: [null, { id: 'b1' }],
        },
        extraInfo: { commentPositions: { OF: { before: null, after: 'd' }, NF: 7 } },
      },
      {
        type: 'new-comment',
        timestamp,
        broadcastId: 'b',
        comment: {
          _id: 'c',
          commentHTML: 'Hi',
          votes: undefined,
          date: undefined,
          badges: [{ id: 'b1', type: 0, description: '' }],
        },
        positions: { OF: { before: null, after: 'd' } },
      },
    ],
    [
      { type: 'deleted-comment', comment: { _id: 'c', commentHTML: 'Hi' } },
      { type: 'deleted-comment', comment: { _id: 'c' } },
    ],
    [
      { type: 'new-vote', bId: 'short', vote: { _id: 'v', commentId: 'c', direction: -1 } },
      { type: 'new-vote', broadcastId: 'short', vote: { _id: 'v', commentId: 'c', direction: -1 } },
    ],
    [
      { type: 'p-u', uj: ['a', 1], ul: null, sc: 4 },
      { type: 'p-u', joined: ['a'], left: [], subscribers: 4 },
    ],
    [
      { type: 'thread-state-change', isClosed: true },
      { type: 'thread-state-change', isClosed: true },
    ],
    [
      { type: 'update-badges', userId: 'u', badges: [] },
      { type: 'update-badges', userId: 'u', badges: [] },
    ],
    [
      { type: 'new-config', config: { readonly: true } },
      { type: 'new-config', config: { readonly: true } },
    ],
    [
      { type: 'cvc', changes: { c: 3, d: 'x' } },
      { type: 'cvc', changes: { c: 3 } },
    ],
    [
      {
        type: 'notification',
        notification: { _id: 'n', type: 0, createdAt: '2026-11-21T23:01:10.000Z' },
      },
      {
        type: 'notification',
        notification: {
          _id: 'n',
          type: 0,
          url: '',
          urlId: '',
          createdAt: '2026-11-21T23:01:10.000Z',
        },
      },
    ],
  ])('%j', (wire, event) => {
    expect(decodeLiveEvent(wire)).toEqual(event);
    expect(parseFrame(JSON.stringify(wire))).toEqual(event);
    expect(parseFrame(encodeURIComponent(JSON.stringify(wire)))).toEqual(event);
  });

  test.each([
    null,
    7,
    'new-comment',
    [],
    {},
    { type: 'new-comment' },
    { type: 'new-comment', comment: { commentHTML: 'Hi' } },
    { type: 'deleted-comment', comment: { _id: 7 } },
    { type: 'new-vote', vote: { _id: 'v', commentId: 'c', direction: 2 } },
    { type: 'thread-state-change' },
    { type: 'update-badges', badges: [] },
    { type: 'new-config', config: [] },
    { type: 'notification', notification: {} },
    { type: 'constructor' },
    { type: 'new-ticket' },
  ])('%j is no event', (wire) => {
    expect(decodeLiveEvent(wire)).toBeNull();
  });

  test('nothing that is parsed or not makes it throw or gives a time that is none', () => {
    const types = [
      'new-comment',
      'updated-comment',
      'deleted-comment',
      'new-vote',
      'p-u',
      'cvc',
      'notification',
      'new-config',
      'update-badges',
      'thread-state-change',
    ];
    const members = [
      'timestamp',
      'broadcastId',
      'bId',
      'comment',
      'vote',
      'extraInfo',
      'uj',
      'ul',
      'sc',
      'changes',
      'notification',
      'config',
      'userId',
      'badges',
      'isClosed',
    ];
    const wire = fc
      .tuple(
        fc.constantFrom(...types),
        fc.dictionary(
          fc.constantFrom(...members),
          fc.oneof(fc.jsonValue(), fc.constant(NaN), fc.constant(Infinity)),
        ),
      )
      .map(([type, rest]) => ({ ...rest, type }));
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), wire),
        fc.oneof(fc.string(), fc.json(), fc.anything()),
        (value, data) => {
          parseFrame(data);
          const event = decodeLiveEvent(value);
          if (event?.timestamp !== undefined) expect(Number.isFinite(event.timestamp)).toBe(true);
          if (event?.broadcastId !== undefined) expect(typeof event.broadcastId).toBe('string');
        },
      ),
      { numRuns: 500 },
    );
  });

  test('an entry of the log lends its event what that lacks', () => {
    const data = JSON.stringify({ type: 'deleted-comment', comment: { _id: 'c' } });
    const whole = JSON.stringify({
      type: 'deleted-comment',
      comment: { _id: 'd' },
      timestamp,
      broadcastId: 'own',
    });
    const entry = { createdAt: '2026-11-21T23:00:00.120Z', broadcastId: 'entry' };
    expect(
      decodeEventLog([
        { ...entry, data },
        { ...entry, data: whole },
        { ...entry, data: '{' },
        { ...entry, data: '{"type":"new-ticket"}' },
        { createdAt: 'never', data },
      ]),
    ).toEqual([
      {
        type: 'deleted-comment',
        comment: { _id: 'c' },
        timestamp: Date.parse(entry.createdAt),
        broadcastId: 'entry',
      },
      { type: 'deleted-comment', comment: { _id: 'd' }, timestamp, broadcastId: 'own' },
      { type: 'deleted-comment', comment: { _id: 'c' } },
    ]);
  });
});
