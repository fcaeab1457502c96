/** Work on many rows that leaves the browser its turns. */
import type { Stop } from '../core/index.js';
import { yieldToBrowser } from './yield-to-browser.js';

/** Milliseconds of work between two turns of the browser. */
const slice = 20;

/** Does something to each item, in slices of which the first is the next turn; returns how to stop. */
export function inSlices<T>(items: readonly T[], work: (item: T) => void): Stop {
  let done = 0;
  const run = () => {
    const end = performance.now() + slice;
    while (done < items.length && performance.now() < end) {
      try {
        work(items[done++] as T);
      } catch (error) {
        // One that fails does not keep the others from it.
        reportError(error);
      }
    }
    if (done < items.length) yieldToBrowser(run);
  };
  yieldToBrowser(run);
  return () => {
    done = items.length;
  };
}
