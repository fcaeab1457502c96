import type { Clock, Stop } from '../core/index.js';

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Lets time pass: runs what is due, in order, with pending promises in between. */
  advance(ms: number): Promise<void>;
}

/** Lets everything that waits for settled promises run. */
async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await Promise.resolve();
}

/** Makes a clock that begins at `start` (epoch milliseconds). */
export function createManualClock(start: number = Date.UTC(2026, 10, 21, 12)): ManualClock {
  let passed = 0;
  let waiting: { at: number; run: () => void }[] = [];
  return {
    monotonic: () => passed,
    wall: () => start + passed,
    after(ms, run): Stop {
      const timer = { at: passed + Math.max(0, ms), run };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((held) => held !== timer);
      };
    },
    async advance(ms) {
      const end = passed + ms;
      await settle();
      for (;;) {
        const next = waiting
          .filter(({ at }) => at <= end)
          .reduce<(typeof waiting)[number] | null>(
            (first, timer) => (first === null || timer.at < first.at ? timer : first),
            null,
          );
        if (!next) break;
        passed = Math.max(passed, next.at);
        waiting = waiting.filter((held) => held !== next);
        next.run();
        await settle();
      }
      passed = end;
    },
  };
}

/** The real clock. */
export const systemClock: Clock = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
