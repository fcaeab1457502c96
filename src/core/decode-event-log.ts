import type { EventLogEntry } from './answers.js';
import { decodeLiveEvent } from './decode-live-event.js';
import type { LiveEvent } from './wire.js';

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

/**
 * Decodes the entries of the event log into the events they hold, in their order. Entries that hold
 * none are left out. An event without a time or `broadcastId` of its own takes its entry's.
 */
export function decodeEventLog(entries: readonly EventLogEntry[]): LiveEvent[] {
  return entries.flatMap((entry) => {
    const event = decodeLiveEvent(parse(entry.data));
    if (!event) return [];
    const logged = Date.parse(entry.createdAt ?? '');
    const timestamp = event.timestamp ?? (Number.isNaN(logged) ? undefined : logged);
    const broadcastId = event.broadcastId ?? (entry.broadcastId || undefined);
    return [
      {
        ...event,
        ...(timestamp !== undefined && { timestamp }),
        ...(broadcastId !== undefined && { broadcastId }),
      },
    ];
  });
}
