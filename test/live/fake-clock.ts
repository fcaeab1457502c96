import type { Clock, Stop } from '../../src/core/index.js';

/** A clock that stands until it is moved. Its wall is far off, as a visitor's can be. */
export class FakeClock implements Clock {
  /** Milliseconds between the wall and the monotonic clock. */
  wallOffset = 1_000;
  /** How many timers were ever set. */
  made = 0;
  #now = 1_000_000;
  #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  monotonic(): number {
    return this.#now;
  }

  wall(): number {
    return this.#now + this.wallOffset;
  }

  after(ms: number, run: () => void): Stop {
    if (!Number.isFinite(ms)) throw new Error(`A timer of ${ms} ms`);
    this.made++;
    const timer = { at: this.#now + Math.max(0, ms), run };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Timers that are set. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Milliseconds until each timer that is set, soonest first. */
  get waits(): number[] {
    return [...this.#timers].map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  /** Lets time pass, running what falls due, each with a turn for promises after it. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      let next: { readonly at: number; readonly run: () => void } | undefined;
      for (const timer of this.#timers) {
        if (timer.at <= end && (!next || timer.at < next.at)) next = timer;
      }
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settle();
    }
    this.#now = end;
  }

  /** Time passes while nothing runs, as in sleep; what fell due meanwhile runs afterwards. */
  async jump(ms: number): Promise<void> {
    this.#now += ms;
    await this.advance(0);
  }
}

/** Lets what promises have to do be done. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
}
