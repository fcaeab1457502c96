import type { LiveEvent } from '../core/index.js';

/** An event of a type that the service's log keeps. */
export type LoggedEvent = Extract<LiveEvent, { comment: unknown } | { vote: unknown }>;

/** Whether the service's log keeps events of this type. */
export function isLogged(event: LiveEvent): event is LoggedEvent {
  return 'comment' in event || 'vote' in event;
}

/**
 * What makes an event the same event when it comes again; undefined if nothing does. A removed and a
 * new vote of one call share their `broadcastId`, hence the type and the id.
 */
export function eventKey(event: LiveEvent): string | undefined {
  if (!isLogged(event) || event.timestamp === undefined) return;
  const { _id } = 'comment' in event ? event.comment : event.vote;
  return JSON.stringify([event.type, _id, event.timestamp, event.broadcastId]);
}

/** Both lists as one in the order of their times, each event once. Equal times keep their order. */
export function mergeEvents(log: readonly LiveEvent[], live: readonly LiveEvent[]): LiveEvent[] {
  const known = new Set<string>();
  return [...log, ...live]
    .filter((event) => {
      const key = eventKey(event);
      if (key === undefined) return true;
      if (known.has(key)) return false;
      known.add(key);
      return true;
    })
    .sort((a, b) => (a.timestamp ?? Infinity) - (b.timestamp ?? Infinity) || 0);
}
