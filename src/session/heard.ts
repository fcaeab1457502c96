/** Live events for parts that are loaded later than the channel: the bell, who is online. */
import type { LiveEvent, Stop } from '../core/index.js';
import type { Context } from './context.js';

type Hear = (event: LiveEvent) => void;

const hearers = new WeakMap<Context, Set<Hear>>();

/** Calls `hear` with every live event of a thread, in order, after the store has applied it. */
export function hearLive(context: Context, hear: Hear): Stop {
  const set = hearers.get(context) ?? new Set();
  hearers.set(context, set.add(hear));
  return () => set.delete(hear);
}

/** Tells those who listen what has just been applied. */
export function tellLive(context: Context, events: readonly LiveEvent[]): void {
  for (const hear of [...(hearers.get(context) ?? [])]) for (const event of events) hear(event);
}
