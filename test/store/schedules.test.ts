import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noteProof } from '../support/note-proof.js';
import { foundSchedules } from './found-schedules.js';
import { acts, runSchedule, type Schedule, type Step } from './schedule.js';

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...acts),
  target: fc.nat(30),
  size: fc.nat(9),
});

const schedule: fc.Arbitrary<Schedule> = fc.record({
  direction: fc.constantFrom('OF', 'NF', 'MR'),
  comments: fc.nat(16),
  isNested: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }),
});

/** A slice, or 100,000 in a deep run; `FC_RUNS` asks for another number. */
const runs = Number(process.env.FC_RUNS ?? (process.env.FC_DEEP ? 100_000 : 300));
const seed = Number(process.env.FC_SEED ?? 20_261_122);

test(
  `${runs} schedules of the store end in what the server tells (seed ${seed})`,
  { timeout: 3_600_000 },
  () => {
    fc.assert(
      fc.property(schedule, (given) => {
        expect(runSchedule(given)).toEqual([]);
      }),
      { numRuns: runs, seed, examples: foundSchedules.map((found) => [found]) },
    );
    noteProof('schedules of the pure store', `${runs} (seed ${seed}), 0 divergences`);
  },
);
