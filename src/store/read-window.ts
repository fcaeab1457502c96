/**
 * Whether something the live channel tells may be part of a read already. Events and answers travel
 * on their own ways, and neither says which of the other it knows of; what cannot be told apart is
 * doubted and read again when it is quiet. Assumed: an event arrives within ten seconds of what it
 * tells, or comes from the event log with its server time.
 */
import type { ThreadState } from './thread-state.js';

/** Where an event came from. */
export type EventSource = 'socket' | 'log';

/** When and by what way the news of a change arrived. */
export interface Arrival {
  /** Server time of the event, 0 if it has none. */
  readonly at: number;
  readonly source: EventSource;
  /** Monotonic time of the arrival. */
  readonly now: number;
}

/** Milliseconds by which an event may be late, and by which two estimates of time may differ. */
const slack = 10_000;

/** Whether what arrived may be part of a read that arrived at monotonic time `readAt`, or of one under way. */
export function isMaybeRead(
  state: ThreadState,
  readAt: number,
  { at, source, now }: Arrival,
): boolean {
  if (state.reads > 0) return true;
  if (source === 'socket') return now - readAt < slack;
  return at === 0 || state.serverOffset === null || at <= readAt + state.serverOffset + slack;
}

/** Doubts the page's count if it may have been read with what arrived. */
export function doubtCount(state: ThreadState, arrival: Arrival): void {
  if (isMaybeRead(state, state.countReadAt, arrival)) state.doubts.add('count');
}

/** Doubts a comment (its votes, its number of replies) likewise. */
export function doubtEntry(state: ThreadState, id: string | null, arrival: Arrival): void {
  const entry = id === null ? undefined : state.entries.get(id);
  if (entry && isMaybeRead(state, entry.readAt, arrival)) state.doubts.add(entry.id);
}
