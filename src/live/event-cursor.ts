/** How far before the newest known server time the log is read, in milliseconds. */
const MARGIN = 10_000;

/** How far ahead of an event that just happened a server time may be before it must be wrong. */
const NONSENSE = 60_000;

/**
 * Where the next look at the event log begins. All times are epoch milliseconds of the server, never
 * the visitor's clock.
 *
 * What is delivered moves the cursor; a gap stops it until the log was read from there. A server time
 * that came with another answer (a comment's date) proves that much time has passed, but not that the
 * socket was alive in it, so it counts only once a log that was asked for later has been read.
 */
export interface EventCursor {
  /** Start of the next look; 0 (all there is) if no server time was ever known. */
  readonly value: number;
  /** Whether something may have been missed since `value`. */
  readonly isInGap: boolean;
  /** A server time seen elsewhere. Before the first gap it says where to begin. */
  note(time: number): void;
  /** An event was delivered; `isNow` if it came when it happened, not from the log. */
  see(time: number | undefined, isNow: boolean): void;
  /** Something may be missed from here on. Changes nothing in a gap. */
  openGap(): void;
  /** Call before the log is asked for; call what it returns when all of that log is delivered. */
  ask(): () => void;
}

function isTime(value: number | undefined): value is number {
  return Number.isFinite(value) && Number(value) > 0;
}

/** Makes an {@link EventCursor}. `start` is an earlier cursor to go on from. */
export function createEventCursor(start?: number): EventCursor {
  let known = isTime(start) ? start + MARGIN : 0;
  let noted = 0;
  let seen = 0;
  let gap: number | undefined;
  let isFresh = !isTime(start);

  const value = (): number => gap ?? Math.max(0, Math.floor(known - MARGIN));
  return {
    get value() {
      return value();
    },
    get isInGap() {
      return gap !== undefined;
    },
    note(time) {
      if (!isTime(time)) return;
      noted = Math.max(noted, time);
      if (isFresh) known = noted;
    },
    see(time, isNow) {
      if (!isTime(time)) return;
      if (isNow && Math.max(known, noted, seen) > time + NONSENSE) {
        // This is now, so what claimed to be later was wrong. Going back costs a longer log.
        known = Math.min(known, time);
        noted = Math.min(noted, time);
        seen = Math.min(seen, time);
        if (gap !== undefined) gap = Math.min(gap, Math.max(0, Math.floor(time - MARGIN)));
      }
      seen = Math.max(seen, time);
      if (gap === undefined) known = Math.max(known, seen);
    },
    openGap() {
      isFresh = false;
      gap ??= value();
    },
    ask() {
      const before = noted;
      return () => {
        gap = undefined;
        known = Math.max(known, seen, Math.min(before, noted));
      };
    },
  };
}
