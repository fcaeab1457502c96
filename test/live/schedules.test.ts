/**
 * The live channel in generated schedules of everything that can happen to it. What must hold whatever
 * happens: one socket at most, five attempts in two seconds at most, a cursor that never passes what
 * was not delivered, nothing lost, and the newest state standing in the end.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LiveSignal } from '../../src/live/index.js';
import { edit, setUp } from './channel-under-test.js';

const minute = 60_000;

type Step =
  | { readonly do: 'pass' | 'jump'; readonly ms: number }
  | { readonly do: 'edit'; readonly id: string; readonly count: number }
  | { readonly do: 'signal'; readonly signal: LiveSignal; readonly times: number }
  | { readonly do: 'cut' | 'kill' | 'garbage' | 'note' | 'restart' | 'presence' }
  | { readonly do: 'sockets'; readonly sockets: 'open' | 'refuse' | 'hang' | 'throw' }
  | { readonly do: 'log'; readonly isUp: boolean; readonly delay: number }
  | { readonly do: 'ids'; readonly user: number };

const time = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 3000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 40_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 10 * minute }) },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: time }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('jump' as const), ms: time }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      id: fc.constantFrom('a', 'b', 'c'),
      count: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 40 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('signal' as const),
      signal: fc.constantFrom<LiveSignal>('online', 'offline', 'pageshow', 'visible', 'hidden'),
      times: fc.integer({ min: 1, max: 20 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('cut', 'kill', 'garbage', 'note', 'restart', 'presence' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('sockets' as const),
      sockets: fc.constantFrom('open', 'refuse', 'hang', 'throw' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('log' as const),
      isUp: fc.boolean(),
      delay: fc.constantFrom(0, 50, 2000, 8000, 60_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ids' as const), user: fc.nat(3) }) },
);

const schedule = fc.record({
  steps: fc.array(step, { maxLength: 60, size: 'max' }),
  usePolling: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.boolean()),
  /** Whether the first answer told a server time. */
  isTimeKnown: fc.boolean(),
  frameDelay: fc.constantFrom(0, 20, 1500),
  chances: fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
});

const isDeep = Boolean(process.env.FC_DEEP);
const numRuns = isDeep ? 20_000 : 400;

test(
  'in any schedule nothing is lost, doubled into disorder, or left alive',
  { timeout: isDeep ? 30 * minute : minute },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        schedule,
        async ({ steps, usePolling, isTimeKnown, frameDelay, chances }) => {
          const { batches, channel, clock, service, timers } = setUp({ usePolling }, () =>
            Number(chances.next().value),
          );
          service.frameDelay = frameDelay;
          // The visitor's clock is wrong, and gets wronger.
          clock.wallOffset = -1e9;
          if (isTimeKnown) channel.noteServerTime(service.time);
          let stop = channel.start();

          /** What stands on the screen, and what was ever handed on. */
          const shown = new Map<string, string>();
          const delivered = new Set<string>();
          let taken = 0;
          const look = (): void => {
            expect(service.alive, 'sockets').toBeLessThanOrEqual(1);
            for (; taken < batches.length; taken++) {
              for (const event of batches[taken]!.events) {
                if (event.type !== 'updated-comment') continue;
                const { _id, commentHTML = '' } = event.comment;
                shown.set(_id, commentHTML);
                delivered.add(commentHTML);
              }
            }
            const { cursor } = channel;
            expect(Number.isInteger(cursor) && cursor >= 0, `cursor ${cursor}`).toBe(true);
            for (const event of service.log) {
              if (event.type !== 'updated-comment' || delivered.has(event.comment.commentHTML!))
                continue;
              expect(cursor, 'cursor before what was not delivered').toBeLessThanOrEqual(
                event.timestamp!,
              );
              break;
            }
            const { attempts } = service;
            for (let i = 5; i < attempts.length; i++) {
              expect(attempts[i]! - attempts[i - 5]!, 'six attempts').toBeGreaterThan(2000);
            }
          };

          for (const now of steps) {
            switch (now.do) {
              case 'pass':
                await clock.advance(now.ms);
                break;
              case 'jump':
                await clock.jump(now.ms);
                break;
              case 'edit':
                for (let i = 0; i < now.count; i++) service.emit(edit(service, now.id));
                break;
              case 'signal':
                for (let i = 0; i < now.times; i++) service.signal(now.signal);
                break;
              case 'cut':
                service.cut();
                break;
              case 'kill':
                if (service.last) service.last.isDead = true;
                break;
              case 'garbage':
                service.send('{"type":"updated-comment","timestamp":NaN}');
                service.send('{"type":"updated-comment","comment":{"_id":"x"},"timestamp":null}');
                break;
              case 'presence':
                service.send('{"type":"p-u","uj":["u"]}');
                break;
              case 'note':
                channel.noteServerTime(service.time);
                channel.noteServerTime(NaN);
                break;
              case 'restart':
                stop();
                expect([service.alive, service.listeners.size, timers()]).toEqual([0, 0, 0]);
                stop = channel.start();
                break;
              case 'sockets':
                service.sockets = now.sockets;
                break;
              case 'log':
                service.isLogUp = now.isUp;
                service.logDelay = now.delay;
                break;
              case 'ids':
                channel.setIds({ userIdWS: `u${now.user}` });
                break;
            }
            look();
          }

          // Everything works again, and somebody looks; a dead socket is found by its silence.
          service.signal('visible');
          service.sockets = 'open';
          service.isLogUp = true;
          service.logDelay = 50;
          for (let i = 0; i < 8; i++) {
            await clock.advance(2 * minute);
            look();
          }
          const newest = new Map<string, string>();
          for (const event of service.log) {
            if (event.type !== 'updated-comment') continue;
            expect(delivered).toContain(event.comment.commentHTML);
            newest.set(event.comment._id, event.comment.commentHTML!);
          }
          shown.delete('x');
          expect(shown).toEqual(newest);
          expect(service.alive).toBe(usePolling ? 0 : 1);

          stop();
          expect([service.alive, service.listeners.size, timers()]).toEqual([0, 0, 0]);
        },
      ),
      { numRuns },
    );
  },
);
