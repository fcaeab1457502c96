/** The GIFs that were found: pages that follow each other, each GIF once, late answers ignored. */
import type { Failure, Gif, Result } from '../core/index.js';

/** GIFs of one page; fewer are the last. Source: the service's API. */
const perPage = 25;

/** Pages of one search after another. */
export class GifPages {
  items: readonly Gif[] = [];
  failure: Failure | null = null;
  isLoading = false;
  hasMore = false;
  /** The search that is shown or asked for; empty: what is popular. */
  search = '';
  readonly #read: (
    search: string,
    page: number,
    signal: AbortSignal,
  ) => Promise<Result<readonly Gif[]>>;
  readonly #changed: () => void;
  #abort = new AbortController();
  #page = 0;

  constructor(
    read: (search: string, page: number, signal: AbortSignal) => Promise<Result<readonly Gif[]>>,
    changed: () => void,
  ) {
    this.#read = read;
    this.#changed = changed;
  }

  /** Begins another search. What is shown stays until there is an answer. */
  start(search: string): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.search = search;
    this.#page = 0;
    return this.#load();
  }

  /** Reads the next page, or the same one again after a failure. */
  async more(): Promise<void> {
    if (!this.isLoading && (this.hasMore || this.failure)) await this.#load();
  }

  /** Forgets what is asked for. */
  stop(): void {
    this.#abort.abort();
  }

  async #load(): Promise<void> {
    const { signal } = this.#abort;
    const page = this.#page;
    this.isLoading = true;
    this.failure = null;
    this.#changed();
    const result = await this.#read(this.search, page, signal);
    if (signal.aborted) return;
    this.isLoading = false;
    if (result.ok) {
      const all = page === 0 ? result.value : [...this.items, ...result.value];
      this.items = [...new Map(all.map((gif) => [gif[0], gif])).values()];
      this.hasMore = result.value.length >= perPage;
      this.#page = page + 1;
    } else {
      this.failure = result.failure;
      if (page === 0) this.items = [];
    }
    this.#changed();
  }
}
