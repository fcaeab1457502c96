/**
 * A session: the life of the threads in one element. It starts a thread, starts another when the
 * page, the service or the visitor changes, and leaves nothing behind when it stops. What the
 * visitor does is in `acts`, a chunk of its own. Longer than a file should be: beginning, changing and ending share one
 * state.
 */
import { apiHostOf, createTransport } from '../api/index.js';
import type { Failure, SortDirection, Stop } from '../core/index.js';
import { identify, isSignedIn, readKept, readSSO, type SSO } from '../identity/index.js';
import { liveHostOf } from '../live/live-host.js';
import {
  createBranch,
  setLayer,
  ThreadStore,
  type SettingLayer,
  type ThreadFilter,
  type ThreadState,
} from '../store/index.js';
import type { LiveOptions } from './begin.js';
import {
  forHost,
  refusesAnonUserId,
  reportFailure,
  userForHost,
  type ActingPorts,
  type Context,
  type ReadingPorts,
  type SessionPorts,
} from './context.js';
import { applyCount, applyPage, readPage } from './read.js';

/** Milliseconds without a first answer after which the visitor is told. */
const slowAfter = 6000;

/** One element's session. */
export class Session {
  /** What the thread looks like. */
  readonly store = new ThreadStore();
  /** How the open thread goes live; null before its first answer, and where it does not. */
  live: LiveOptions | null = null;
  /** After a logout: the host's settings without whom they still name. */
  asNobody: ((host: SettingLayer) => SettingLayer) | null = null;
  readonly #ports: SessionPorts;
  #context: Context | null = null;
  #abort: AbortController | null = null;
  #key = '';
  #sso: SSO | null = null;
  #stop: Stop | null = null;
  #count = -1;
  /** Whether the open thread has been answered. */
  #isKnown = false;
  #reading: AbortController | null = null;

  constructor(ports: ReadingPorts & Partial<ActingPorts>) {
    // What is missing is added by `equip`, before anything asks for it.
    this.#ports = { ...ports } as SessionPorts;
    this.store.listen(() => {
      const { count, phase } = this.store.state;
      if (phase !== 'ready' || count === this.#count) return;
      this.#count = count;
      ports.emit('count-change', { count });
    });
  }

  /** Adds what acting needs of the outside world. */
  equip(ports: ActingPorts): void {
    Object.assign(this.#ports, ports);
  }

  /** The thread that is open; null before `start` and after `stop`. */
  get context(): Context | null {
    return this.#context;
  }

  /**
   * Takes the host's settings. A change of page, service or of who single sign-on names starts the
   * new thread; anything else is applied in place.
   */
  start(given: SettingLayer): void {
    const host = this.asNobody?.(given) ?? given;
    const sso = readSSO(host.sso, host.simpleSSO);
    const { tenantId, urlId, apiHost, region, wsHost, anonUserId } = host;
    const key = JSON.stringify([
      tenantId,
      urlId,
      apiHost,
      region,
      wsHost,
      anonUserId,
      sso?.userKey,
    ]);
    this.#sso = sso;
    if (this.#context && key === this.#key) {
      const before = this.store.state.settings.defaultSortDirection;
      this.store.change((state) => setLayer(state, 'host', host));
      const { defaultSortDirection } = this.store.state.settings;
      if (defaultSortDirection !== before) this.sort(defaultSortDirection);
      return;
    }
    this.stop();
    this.#key = key;
    this.#open(host);
    void this.#load();
  }

  /** Leaves the thread: closes the socket, aborts what is in flight. Kept texts stay kept. */
  stop(): void {
    this.#abort?.abort();
    this.#reading = null;
    this.#stop?.();
    this.#stop = null;
    this.#context = null;
    this.live = null;
    this.#isKnown = false;
    this.#count = -1;
  }

  /** Notes how to end what the acts began for the open thread. */
  endWith(stop: Stop): void {
    this.#stop = stop;
  }

  /** Starts the same thread anew. */
  restart(): void {
    this.#key = '';
    this.start(this.store.state.layers.host);
  }

  /** Tries the first load again; what is still under way is given up. */
  retry(): void {
    if (this.#context) void this.#load();
  }

  /** Shows the thread in another order: loaded from the beginning. */
  sort(direction: SortDirection): void {
    if (this.store.state.direction === direction) return;
    this.#reload((state) => {
      state.direction = direction;
    });
  }

  /** Shows only what matches, or with null the whole thread again. */
  filter(filter: ThreadFilter | null): void {
    this.#reload((state) => {
      state.filter = filter;
    });
  }

  /** Whether a signed-in account looks at the thread: name, bell and "Log out" are for it alone. */
  isSignedIn(): boolean {
    return this.#context !== null && isSignedIn(this.#context.identity());
  }

  /** Whether the host offers a way to log in and nobody is. */
  canLogIn(): boolean {
    return Boolean(this.#sso?.loginURL ?? this.#sso?.loginCallback) && !this.isSignedIn();
  }

  #open(host: SettingLayer): void {
    const { store } = this;
    const ports = this.#ports;
    const text = (name: string) => (typeof host[name] === 'string' ? host[name] : '');
    const tenantId = text('tenantId');
    const apiHost = apiHostOf({ apiHost: text('apiHost'), region: text('region') });
    const { clock, fetch, random, storage } = ports;
    const kept = readKept(storage, clock, tenantId);
    const anonUserId = text('anonUserId') || kept.anonUserId;
    store.reset(host);
    this.#abort = new AbortController();
    this.#context = {
      ports,
      store,
      transport: createTransport({ apiHost, fetch, clock, random }),
      apiHost,
      kept,
      tabs: null,
      tenantId,
      urlId: text('urlId'),
      signal: this.#abort.signal,
      sso: () => this.#sso,
      identity: () => identify(this.#sso, store.state.viewer.user),
      who: () => ({
        sso: this.#sso?.wire,
        // Kept, but not sent while single sign-on says who it is.
        anonUserId:
          this.#sso?.userKey || refusesAnonUserId(apiHost)
            ? undefined
            : store.state.viewer.anonUserId,
      }),
      live: { tenantIdWS: '', urlIdWS: '', userIdWS: '', serverTime: 0 },
    };
    store.change((state) => {
      const editable = new Set<string>();
      for (const [id, { editKey }] of kept.keys) if (editKey) editable.add(id);
      state.viewer = { ...state.viewer, anonUserId, hasSSO: Boolean(this.#sso?.userKey), editable };
    });
  }

  #reload(change: (state: ThreadState) => void): void {
    if (!this.#context) return;
    this.store.change((state) => {
      change(state);
      state.entries.clear();
      state.ids.clear();
      state.root = createBranch(null);
      state.doubts.clear();
      state.touched.add('list:').add('all').add('shell');
    });
    void this.#load();
  }

  /** Loads the thread from the beginning; an older load that is still under way is given up. */
  async #load(): Promise<void> {
    const context = this.#context;
    const isFirst = !this.#isKnown;
    if (!context) return;
    const { store } = this;
    const { clock, emit } = this.#ports;
    this.#reading?.abort();
    const own = new AbortController();
    this.#reading = own;
    const leave = () => own.abort();
    context.signal.addEventListener('abort', leave);
    this.#setPhase('loading', null);
    const stopSlow = clock.after(slowAfter, () => {
      store.change((state) => {
        state.isSlow = true;
        state.touched.add('shell');
      });
    });
    const limit = store.state.settings.pageSize;
    const query = { parentId: null, skip: 0, limit, isFirst, signal: own.signal };
    let result = await readPage(context, query);
    const wanted = result.ok && result.value.customConfig?.defaultSortDirection;
    if (
      result.ok &&
      isFirst &&
      (wanted === 'NF' || wanted === 'OF') &&
      store.state.layers.host.defaultSortDirection === undefined
    ) {
      // The service's own default is another order than the one it answers with unasked.
      const { value } = result;
      store.change((state) => {
        state.direction = wanted;
      });
      const again = await readPage(context, { ...query, direction: wanted });
      result = again.ok ? { ...again, value: { ...value, ...again.value } } : again;
    }
    stopSlow();
    context.signal.removeEventListener('abort', leave);
    if (own.signal.aborted) return;
    if (!result.ok) {
      const { customConfig } = result.failure;
      if (customConfig) store.change((state) => setLayer(state, 'server', customConfig));
      this.#setPhase('failed', result.failure);
      reportFailure(context, 'getCommentsPublic', result.failure);
      return;
    }
    const { startedAt, value: page } = result;
    store.change((state) => {
      state.hasBillingIssue = Boolean(page.hasBillingIssue);
      state.warning = page.translatedWarning ?? null;
      state.notificationCount = page.notificationCount ?? state.notificationCount;
      applyPage(context, page, query, startedAt, context.insertList);
      applyCount(context, page, startedAt);
    });
    this.#isKnown = true;
    this.#setPhase('ready', null);
    if (isFirst) {
      const { settings } = store.state;
      const { tenantIdWS, urlIdWS, userIdWS } = context.live;
      if (!settings.disableLiveCommenting && tenantIdWS && urlIdWS && userIdWS) {
        this.live = {
          wsHost: this.#socketHost(context),
          presencePollState: page.presencePollState ?? 0,
        };
      }
      if (page.user?.username) {
        emit('authentication-change', { event: 'user-set', data: userForHost(page.user) });
      }
      emit('ready', {});
    }
    const comments = [...store.state.entries.values()].map(({ data }) => forHost(data));
    emit('comments-rendered', { comments });
  }

  /** The socket's host: as given; beside a given API host; or the service's own. */
  #socketHost({ apiHost }: Context): string {
    const { wsHost, apiHost: given, region } = this.store.state.layers.host;
    if (!wsHost && given) return apiHost.replace(/^http/, 'ws');
    return liveHostOf({ wsHost: wsHost as string, region: region as string });
  }

  #setPhase(phase: 'loading' | 'ready' | 'failed', failure: Failure | null): void {
    this.store.change((state) => {
      state.phase = phase;
      state.failure = failure;
      state.isSlow = false;
      state.touched.add('shell').add('list:');
    });
  }
}
