import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noteProof } from '../support/note-proof.js';
import { anySchedule, everyAct } from './any-schedule.js';
import { foundSchedules } from './found-schedules.js';
import { runSchedule } from './schedule.js';

const setup = anySchedule(everyAct, 25);

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
