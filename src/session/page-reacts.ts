/**
 * Reactions to the page: shown at once, changed back if the service refuses. Rapid presses of one
 * reaction collapse to the last wish, sent one at a time. Only a cookie says whose a reaction is.
 */
import {
  createV2PageReact,
  deleteV2PageReact,
  getV2PageReacts,
  getV2PageReactUsers,
} from '../api/index.js';
import { succeed, type Failure, type Result } from '../core/index.js';
import type { Context } from './context.js';
import { ask } from './tools.js';

/** The reactions of one page. */
export class PageReacts {
  /** Why the last act was refused. */
  failure: Failure | null = null;
  readonly #context: Context;
  readonly #changed: () => void;
  #counts = new Map<string, number>();
  #given = new Set<string>();
  readonly #wishes = new Map<string, boolean>();
  #hasLoaded = false;

  /** @param changed called after every change */
  constructor(context: Context, changed: () => void) {
    this.#context = context;
    this.#changed = changed;
  }

  /** Whether the counts are known. */
  get hasLoaded(): boolean {
    return this.#hasLoaded;
  }

  /** Whether the visitor gives this reaction, as they wish it. */
  isGiven(id: string): boolean {
    return this.#wishes.get(id) ?? this.#given.has(id);
  }

  /** How often a reaction is given, the visitor's wish included. */
  count(id: string): number {
    const wished = Number(this.isGiven(id)) - Number(this.#given.has(id));
    return Math.max(0, (this.#counts.get(id) ?? 0) + wished);
  }

  /** Reads how often each reaction was given. */
  async load(): Promise<void> {
    const { tenantId, transport, urlId } = this.#context;
    const result = await ask(this.#context, 'getV2PageReacts', (options) =>
      getV2PageReacts(transport, { tenantId, urlId }, options),
    );
    if (!result.ok) return;
    this.#counts = new Map(Object.entries(result.value.counts ?? {}));
    this.#given = new Set(result.value.reactedIds);
    this.#hasLoaded = true;
    this.#changed();
  }

  /** Gives a reaction, or takes it back. */
  async toggle(id: string): Promise<void> {
    const isSending = this.#wishes.has(id);
    this.#wishes.set(id, !this.isGiven(id));
    this.failure = null;
    this.#changed();
    if (isSending) return;
    for (;;) {
      const wish = this.#wishes.get(id);
      if (wish === undefined || wish === this.#given.has(id)) break;
      const result = await this.#send(id, wish);
      if (!result.ok) {
        if (result.failure.kind === 'aborted') return;
        this.failure = result.failure;
        break;
      }
      this.#counts.set(id, Math.max(0, (this.#counts.get(id) ?? 0) + (wish ? 1 : -1)));
      if (wish) this.#given.add(id);
      else this.#given.delete(id);
    }
    this.#wishes.delete(id);
    this.#changed();
  }

  /** Names of those who gave a reaction. */
  async names(id: string, signal: AbortSignal): Promise<Result<readonly string[]>> {
    const { tenantId, transport, urlId } = this.#context;
    const result = await ask(
      this.#context,
      'getV2PageReactUsers',
      (options) => getV2PageReactUsers(transport, { tenantId, urlId, id }, options),
      signal,
    );
    return result.ok ? succeed(result.value.userNames) : result;
  }

  #send(id: string, isOn: boolean): Promise<Result<unknown>> {
    const { ports, store, tenantId, transport, urlId } = this.#context;
    const title = store.state.settings.pageTitle || ports.page().title || undefined;
    return ask<unknown>(
      this.#context,
      isOn ? 'createV2PageReact' : 'deleteV2PageReact',
      (options) =>
        isOn
          ? createV2PageReact(transport, { tenantId, urlId, id, title }, options)
          : deleteV2PageReact(transport, { tenantId, urlId, id }, options),
    );
  }
}
