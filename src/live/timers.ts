import type { Clock, Stop } from '../core/index.js';

/** Timers by name: setting one again replaces it, and all can be ended at once. */
export interface Timers {
  set(name: string, ms: number, run: () => void): void;
  has(name: string): boolean;
  clear(...names: string[]): void;
  clearAll(): void;
}

/** Makes {@link Timers} on a clock. */
export function createTimers(clock: Clock): Timers {
  const stops = new Map<string, Stop>();
  const clear = (name: string): void => {
    stops.get(name)?.();
    stops.delete(name);
  };
  return {
    set(name, ms, run) {
      clear(name);
      stops.set(
        name,
        clock.after(ms, () => {
          stops.delete(name);
          run();
        }),
      );
    },
    has: (name) => stops.has(name),
    clear: (...names) => names.forEach(clear),
    clearAll: () => [...stops.keys()].forEach(clear),
  };
}
