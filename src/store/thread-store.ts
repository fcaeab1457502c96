/**
 * The store: one thread's state and who wants to know of changes. Nothing but `change` writes to the
 * state; what a change touched is told once, after it, to those who asked for just that.
 */
import type { Stop } from '../core/index.js';
import { createThreadState, type ThreadState } from './thread-state.js';
import type { SettingLayer } from './settings.js';

/**
 * What changed: `row:<key>`, `list:<key of the parent, or nothing>`, `shell` (whatever is outside the
 * rows) and `all` (every row and list: settings, viewer, language).
 */
export type Touched = ReadonlySet<string>;

/** Holds the state of one thread. */
export class ThreadStore {
  #state: ThreadState;
  readonly #listeners = new Set<(touched: Touched) => void>();
  #depth = 0;

  /** @param host settings of the page */
  constructor(host: SettingLayer = {}) {
    this.#state = createThreadState(host);
  }

  /** The state, for selectors. Only `change` may write to it. */
  get state(): ThreadState {
    return this.#state;
  }

  /** Begins a new thread: nothing of the old one is left. Listeners stay. */
  reset(host: SettingLayer): void {
    this.#state = createThreadState(host);
    this.#state.touched.add('shell').add('all').add('list:');
    this.#flush();
  }

  /** Runs reducers and then tells who listens what they touched. Returns what the reducer returns. */
  change<T>(reduce: (state: ThreadState) => T): T {
    this.#depth++;
    try {
      return reduce(this.#state);
    } finally {
      this.#depth--;
      if (this.#depth === 0) this.#flush();
    }
  }

  /** Calls `hear` after every change with what it touched (nothing, if it only left a doubt), until stopped. */
  listen(hear: (touched: Touched) => void): Stop {
    this.#listeners.add(hear);
    return () => {
      this.#listeners.delete(hear);
    };
  }

  #flush(): void {
    const { doubts, touched } = this.#state;
    if (touched.size + doubts.size === 0) return;
    this.#state.touched = new Set();
    for (const hear of [...this.#listeners]) hear(touched);
  }
}
