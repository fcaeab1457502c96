import { decodeLiveEvent, type LiveEvent } from '../core/index.js';

/**
 * Reads a frame: JSON, else percent-encoded JSON, else nothing. Returns null for what is not an event
 * that a thread acts on.
 */
export function parseFrame(data: unknown): LiveEvent | null {
  if (typeof data !== 'string') return null;
  for (const read of [
    JSON.parse,
    (text: string) => JSON.parse(decodeURIComponent(text)) as unknown,
  ]) {
    try {
      return decodeLiveEvent(read(data));
    } catch {
      // Not in this form.
    }
  }
  return null;
}
