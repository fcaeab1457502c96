import type { Clock } from './ports.js';

/** The clock of the machine: `performance.now()`, `Date.now()` and `setTimeout`. */
export const systemClock: Clock = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
