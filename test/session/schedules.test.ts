import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noteProof } from '../support/note-proof.js';
import { foundSchedules } from './found-schedules.js';
import { runSchedule, type Setup, type Step } from './schedule.js';

const acts: readonly Step['act'][] = [
  'post', 'post', 'reply', 'reply', 'edit', 'delete', 'voteUp', 'voteUp', 'voteDown', 'unvote', 'flag', 'unflag',
  'block', 'unblock', 'pin', 'pin', 'unpin', 'sort', 'route',
  'offline', 'online', 'reload', 'more', 'more', 'reveal', 'foreignPost', 'foreignPost', 'foreignReply', 'foreignVote', 'foreignVote', 'foreignDelete',
  'wait', 'wait', 'loseAnswer', 'slowAnswer', 'slowCall', 'refuse', 'dropSockets', 'delayEvents', 'holdEvents',
  'releaseEvents', 'loseEvents', 'doubleEvents',
]; // prettier-ignore

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...acts),
  tab: fc.nat(2),
  target: fc.nat(30),
  size: fc.nat(9),
});

const setup: fc.Arbitrary<Setup> = fc.record({
  direction: fc.constantFrom('OF', 'NF', 'MR'),
  comments: fc.nat(14),
  tabs: fc.integer({ min: 1, max: 3 }),
  steps: fc.array(step, { minLength: 1, maxLength: 25 }),
});

/** A slice, or 1,000 in a deep run; `FC_RUNS` asks for another number. */
const runs = Number(process.env.FC_RUNS ?? (process.env.FC_DEEP ? 1000 : 25));
const seed = Number(process.env.FC_SEED ?? 20_261_122);

test(
  `${runs} schedules end in what the server tells (seed ${seed})`,
  { timeout: 3_600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(setup, async (given) => {
        expect(await runSchedule(given)).toEqual([]);
      }),
      { numRuns: runs, seed, examples: foundSchedules, endOnFailure: !process.env.FC_SHRINK },
    );
    noteProof('schedules of the whole session', `${runs} (seed ${seed}), 0 divergences`);
  },
);
