import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noteProof } from '../support/note-proof.js';
import { runSchedule, type Setup, type Step } from './schedule.js';

const acts: readonly Step['act'][] = [
  'post', 'post', 'reply', 'reply', 'edit', 'delete', 'voteUp', 'voteUp', 'voteDown', 'unvote', 'flag', 'unflag',
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

/** Schedules that once ended wrong. */
const found: [Setup][] = [
  [
    // A page brings a comment that waits behind its button, and that others have come after.
    {
      direction: 'OF',
      comments: 4,
      tabs: 2,
      steps: [
        { act: 'foreignPost', tab: 1, target: 1, size: 2 },
        { act: 'post', tab: 0, target: 2, size: 1 },
        { act: 'more', tab: 0, target: 8, size: 3 },
      ],
    },
  ],
  [
    // The log brings a vote that may be part of the page: nothing changes but a doubt.
    {
      direction: 'OF',
      comments: 1,
      tabs: 1,
      steps: [
        { act: 'loseEvents', tab: 0, target: 0, size: 0 },
        { act: 'foreignVote', tab: 0, target: 0, size: 0 },
      ],
    },
  ],
  [
    // What is held back fills the gap before an own reply: nothing is left to be loaded between.
    {
      direction: 'OF',
      comments: 9,
      tabs: 1,
      steps: [
        { act: 'reply', tab: 0, target: 0, size: 0 },
        { act: 'foreignReply', tab: 0, target: 0, size: 0 },
        { act: 'post', tab: 0, target: 0, size: 0 },
      ],
    },
  ],
  [
    // A page of replies brings a comment before its event comes: the count may be older.
    {
      direction: 'OF',
      comments: 1,
      tabs: 2,
      steps: [
        { act: 'post', tab: 0, target: 0, size: 0 },
        { act: 'reply', tab: 1, target: 0, size: 0 },
        { act: 'more', tab: 0, target: 0, size: 0 },
        { act: 'post', tab: 0, target: 0, size: 0 },
      ],
    },
  ],
];

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
      { numRuns: runs, seed, examples: found, endOnFailure: !process.env.FC_SHRINK },
    );
    noteProof('schedules of the whole session', `${runs} (seed ${seed}), 0 divergences`);
  },
);
