import type { Clock, LiveEvent } from '../core/index.js';
import type { Timers } from './timers.js';

/** Milliseconds into which a flood of events is gathered. */
const GATHER = 50;

/** Hands events on: at once while it is quiet, gathered when they come fast. Keeps their order. */
export interface Outbox {
  push(event: LiveEvent): void;
  /** Hands on what is gathered. */
  flush(): void;
  /** Forgets what is gathered. */
  clear(): void;
}

/** Makes an {@link Outbox}. */
export function createOutbox(
  clock: Clock,
  timers: Timers,
  deliver: (events: LiveEvent[]) => void,
): Outbox {
  let events: LiveEvent[] = [];
  let last = -Infinity;
  const flush = (): void => {
    timers.clear('flush');
    if (events.length === 0) return;
    const batch = events;
    events = [];
    last = clock.monotonic();
    deliver(batch);
  };
  return {
    push(event) {
      events.push(event);
      const wait = last + GATHER - clock.monotonic();
      if (wait <= 0) flush();
      else if (!timers.has('flush')) timers.set('flush', wait, flush);
    },
    flush,
    clear() {
      events = [];
      timers.clear('flush');
    },
  };
}
