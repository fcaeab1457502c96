/**
 * Who is on the page: a snapshot, kept up by presence frames. Those who come get their names by one
 * call for all who came within half a second. Source: the service's API.
 */
import { getOfflineUsers, getOnlineUsers, getUsersInfo } from '../api/index.js';
import type { Failure, LiveEvent, PageUser, PageUsersList, Stop } from '../core/index.js';
import { isLeft, type Context } from './context.js';
import { hearLive } from './heard.js';
import { ask } from './tools.js';

/** Milliseconds in which names are asked for together. */
const namesDelay = 500;

/** How many names one call asks for, at most. */
const namesPerCall = 100;

/** One list: those who are known by name, and where the next page begins. */
interface List {
  readonly users: Map<string, PageUser>;
  next: { readonly afterUserId: string; readonly afterName: string } | null;
}

const empty = (): List => ({ users: new Map(), next: null });

function append(list: List, page: PageUsersList): void {
  for (const user of page.users) list.users.set(user.id, user);
  const { nextAfterName: afterName, nextAfterUserId: afterUserId } = page;
  list.next = afterUserId && afterName !== null ? { afterUserId, afterName } : null;
}

/** Who is on the page, and with `hasOffline` who else writes here. */
export class OnlinePeople {
  /** Why the last list did not come. */
  failure: Failure | null = null;
  isLoading = false;
  readonly #context: Context;
  readonly #hasOffline: boolean;
  readonly #changed: () => void;
  readonly #stops: Stop[];
  #online = empty();
  #offline = empty();
  /** Accounts on the page, those included whose names are not loaded. */
  #named = 0;
  /** Guests of the snapshot, and those who came since. */
  #guests = 0;
  readonly #guestIds = new Set<string>();
  #unnamed = new Set<string>();
  #unasked = new Set<string>();
  #waiting: LiveEvent[] | null = null;
  #stopTimer: Stop | null = null;
  #wasConnected: boolean | null;
  #hasLoaded = false;

  /** @param changed called after every change */
  constructor(context: Context, hasOffline: boolean, changed: () => void) {
    this.#context = context;
    this.#hasOffline = hasOffline;
    this.#changed = changed;
    this.#wasConnected = context.store.state.isConnected;
    this.#stops = [
      hearLive(context, (event) => this.#hear(event)),
      context.store.listen((touched) => {
        if (touched.has('shell')) this.#watch();
      }),
    ];
  }

  /** Ends listening and asking. */
  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stopTimer?.();
  }

  /** Whether the first snapshot is there. */
  get hasLoaded(): boolean {
    return this.#hasLoaded;
  }

  /** Those with a name, in the order in which they are known. */
  get online(): readonly PageUser[] {
    return [...this.#online.users.values()].filter(({ id }) => !this.#unnamed.has(id));
  }

  /** Others who write here. */
  get offline(): readonly PageUser[] {
    return [...this.#offline.users.values()];
  }

  /** Visitors without an account. */
  get guests(): number {
    return this.#guests;
  }

  /** Everybody who is on the page. */
  get total(): number {
    return Math.max(this.#named, this.#online.users.size) + this.#guests;
  }

  /** Whether the service has more names for one of the lists. */
  hasMore(list: 'online' | 'offline'): boolean {
    return (list === 'online' ? this.#online : this.#offline).next !== null;
  }

  /** Takes the snapshot, anew if there is one. */
  async load(): Promise<void> {
    if (this.#waiting) return;
    const { tenantId, transport, urlId } = this.#context;
    // What happens while the answer is on its way is applied to it.
    this.#waiting = [];
    this.isLoading = true;
    this.failure = null;
    this.#changed();
    const [online, offline] = await Promise.all([
      ask(this.#context, 'getOnlineUsers', (options) =>
        getOnlineUsers(transport, { tenantId, urlId }, options),
      ),
      this.#hasOffline
        ? ask(this.#context, 'getOfflineUsers', (options) =>
            getOfflineUsers(transport, { tenantId, urlId }, options),
          )
        : null,
    ]);
    const missed = this.#waiting;
    this.#waiting = null;
    this.isLoading = false;
    if (isLeft(this.#context)) return;
    if (online.ok) {
      const { anonCount, totalCount } = online.value;
      this.#online = empty();
      this.#unnamed = new Set();
      this.#unasked = new Set();
      append(this.#online, online.value);
      this.#guestIds.clear();
      this.#guests = anonCount;
      this.#named = totalCount - anonCount;
      this.#hasLoaded = true;
    } else this.failure = online.failure;
    if (offline?.ok) {
      this.#offline = empty();
      append(this.#offline, offline.value);
    }
    for (const event of missed) this.#hear(event);
    this.#changed();
  }

  /** Reads the next names of a list. Resolves to the ids that are new. */
  async loadMore(which: 'online' | 'offline'): Promise<readonly string[]> {
    const list = which === 'online' ? this.#online : this.#offline;
    const { next } = list;
    if (!next || this.isLoading) return [];
    const { tenantId, transport, urlId } = this.#context;
    const read = which === 'online' ? getOnlineUsers : getOfflineUsers;
    this.isLoading = true;
    this.failure = null;
    this.#changed();
    const result = await ask<PageUsersList>(
      this.#context,
      which === 'online' ? 'getOnlineUsers' : 'getOfflineUsers',
      (options) => read(transport, { tenantId, urlId, ...next }, options),
    );
    this.isLoading = false;
    const known = new Set(list.users.keys());
    if (result.ok) append(list, result.value);
    else if (result.failure.kind !== 'aborted') this.failure = result.failure;
    this.#changed();
    return [...list.users.keys()].filter((id) => !known.has(id));
  }

  #hear(event: LiveEvent): void {
    if (event.type !== 'p-u') return;
    if (this.#waiting) {
      this.#waiting.push(event);
      return;
    }
    if (!this.#hasLoaded) return;
    // A reconnect can put one visitor on both lists: leaving comes first.
    for (const id of event.left) this.#leave(id);
    for (const id of event.joined) this.#join(id);
    this.#changed();
  }

  #leave(id: string): void {
    if (id.startsWith('anon:')) {
      this.#guestIds.delete(id);
      this.#guests = Math.max(0, this.#guests - 1);
      return;
    }
    const user = this.#online.users.get(id);
    this.#online.users.delete(id);
    this.#named = Math.max(this.#online.users.size, this.#named - 1);
    if (user && !this.#unnamed.delete(id) && this.#hasOffline) this.#offline.users.set(id, user);
  }

  #join(id: string): void {
    if (id.startsWith('anon:')) {
      if (this.#guestIds.has(id)) return;
      this.#guestIds.add(id);
      this.#guests++;
      return;
    }
    if (this.#online.users.has(id)) return;
    const known = this.#offline.users.get(id);
    this.#offline.users.delete(id);
    this.#online.users.set(id, known ?? { id, displayName: '' });
    this.#named++;
    if (known) return;
    this.#unnamed.add(id);
    this.#unasked.add(id);
    this.#askSoon();
  }

  #askSoon(): void {
    this.#stopTimer ??= this.#context.ports.clock.after(namesDelay, () => {
      this.#stopTimer = null;
      void this.#readNames();
    });
  }

  async #readNames(): Promise<void> {
    const { tenantId, transport } = this.#context;
    const here = [...this.#unasked].filter((id) => this.#online.users.has(id));
    const ids = here.slice(0, namesPerCall);
    this.#unasked = new Set(here.slice(namesPerCall));
    if (this.#unasked.size > 0) this.#askSoon();
    if (ids.length === 0) return;
    const result = await ask(this.#context, 'getUsersInfo', (options) =>
      getUsersInfo(transport, { tenantId, ids: ids.join(',') }, options),
    );
    if (!result.ok) return;
    for (const user of result.value.users) {
      // Whoever has left meanwhile is not brought back by a name.
      if (!this.#online.users.has(user.id)) continue;
      this.#online.users.set(user.id, user);
      this.#unnamed.delete(user.id);
    }
    this.#changed();
  }

  /** After a gap the frames that were missed are unknown: the snapshot is taken anew. */
  #watch(): void {
    const { isConnected } = this.#context.store.state;
    if (isConnected === this.#wasConnected) return;
    this.#wasConnected = isConnected;
    if (isConnected && this.#hasLoaded) void this.load();
  }
}
