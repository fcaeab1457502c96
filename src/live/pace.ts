/** How fast things are tried again. */
import type { Random } from '../core/index.js';

const LONGEST = 30_000;
const WINDOW = 2000;
const ATTEMPTS = 5;

/**
 * Milliseconds before the next try after `failures` failed ones (from 0): the first within 2 s, then
 * doubling to 30 s, half of it by chance, so that many clients do not come back at the same time.
 */
export function backoff(failures: number, random: Random): number {
  const most = Math.min(WINDOW * 2 ** failures, LONGEST);
  return most / 2 + (random() * most) / 2;
}

/** Keeps attempts to five in any two seconds, whatever asks for them. */
export interface AttemptLimit {
  /** Milliseconds until an attempt may be made; 0 counts it as made now. */
  take(now: number): number;
}

/** Makes an {@link AttemptLimit}. */
export function createAttemptLimit(): AttemptLimit {
  const times: number[] = [];
  return {
    take(now) {
      const [oldest = -Infinity] = times;
      const wait = times.length < ATTEMPTS ? 0 : oldest + WINDOW + 1 - now;
      if (wait > 0) return wait;
      times.push(now);
      if (times.length > ATTEMPTS) times.shift();
      return 0;
    },
  };
}
