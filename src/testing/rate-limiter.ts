import type { RateLimits } from './settings.js';

const minute = 60_000;

/** Counts what an identity did in the last minute. Kept in memory only: a restart forgives. */
export class RateLimiter {
  readonly commentsPerMinute: number;
  readonly callsPerMinute: number;
  readonly #marks = new Map<string, number[]>();

  constructor(limits: RateLimits) {
    this.commentsPerMinute = limits.commentsPerMinute ?? 5;
    this.callsPerMinute = limits.callsPerMinute ?? 1200;
  }

  /**
   * Notes one more act of `who`, if `limit` allows it in this minute.
   * @returns seconds to wait, or 0 if it is allowed
   */
  take(kind: 'comment' | 'call', who: string, limit: number, now: number): number {
    const key = `${kind}|${who}`;
    const recent = (this.#marks.get(key) ?? []).filter((mark) => mark > now - minute);
    const oldest = recent[recent.length - limit];
    if (oldest !== undefined) return Math.max(1, Math.ceil((oldest + minute - now) / 1000));
    recent.push(now);
    this.#marks.set(key, recent);
    if (this.#marks.size > 10_000) this.#forget(now);
    return 0;
  }

  #forget(now: number): void {
    for (const [key, marks] of this.#marks) {
      if ((marks.at(-1) ?? 0) <= now - minute) this.#marks.delete(key);
    }
  }
}
