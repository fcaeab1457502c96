/**
 * A session: the life of the threads in one element. It starts a thread, starts another when the
 * page, the service or the visitor changes, and leaves nothing behind when it stops. What the
 * visitor does goes through {@link Session.acts}, a chunk of its own.
 */
import { apiHostOf, createTransport } from '../api/index.js';
import { fail, type Failure, type Stop } from '../core/index.js';
import {
  identify,
  isSignedIn,
  Keeper,
  needsForComment,
  readSSO,
  type Identity,
  type IdentityNeeds,
  type SSO,
} from '../identity/index.js';
import { liveHostOf } from '../live/live-host.js';
import {
  branchOf,
  setLayer,
  ThreadStore,
  touchList,
  touchRow,
  viewList,
  type CommentId,
  type SettingLayer,
  type ThreadFilter,
} from '../store/index.js';
import type * as Acts from './acts.js';
import {
  forHost,
  refusesAnonUserId,
  reportFailure,
  userForHost,
  type Context,
  type SessionPorts,
} from './context.js';
import { Drafts, type StoredDraft } from './drafts.js';
import { loadMore } from './pager.js';
import { applyCount, applyPage, readPage } from './read.js';

/** Milliseconds without a first answer after which the visitor is told. */
const slowAfter = 6000;

/** One element's session. */
export class Session {
  /** What the thread looks like. */
  readonly store = new ThreadStore();
  readonly #ports: SessionPorts;
  #context: Context | null = null;
  #abort: AbortController | null = null;
  #key = '';
  #sso: SSO | null = null;
  #stops: Stop[] = [];
  #live: Acts.LiveThread | null = null;
  #acts: Promise<typeof Acts> | null = null;
  #count = -1;
  #isLoadingFirst = false;
  #stopFirst: AbortController | null = null;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
  }

  /** The thread that is open; null before `start` and after `stop`. */
  get context(): Context | null {
    return this.#context;
  }

  /**
   * Takes the host's settings. A change of page, service or of who single sign-on names starts the
   * new thread; anything else is applied in place.
   */
  start(host: SettingLayer): void {
    const sso = readSSO(host['sso'], host['simpleSSO']);
    const key = JSON.stringify([
      host['tenantId'],
      host['urlId'],
      host['apiHost'],
      host['region'],
      host['wsHost'],
      host['anonUserId'],
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
    void this.#loadFirst();
  }

  /** Leaves the thread: closes the socket, aborts what is in flight. Kept texts stay kept. */
  stop(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#stopFirst = null;
    this.#live?.stop();
    this.#live = null;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#context?.tabs?.close();
    this.#context = null;
    this.#count = -1;
  }

  /** Starts the same thread anew. */
  restart(): void {
    const { host } = this.store.state.layers;
    this.#key = '';
    this.start(host);
  }

  /** What the visitor can do: loaded on demand, and again if the chunk did not arrive. */
  acts(): Promise<typeof Acts> {
    this.#acts ??= import('./acts.js').catch((error: unknown) => {
      this.#acts = null;
      throw error;
    });
    return this.#acts;
  }

  /** Tries the first load again; what is still under way is given up. */
  retry(): void {
    this.#stopFirst?.abort();
    this.#isLoadingFirst = false;
    if (this.#context) void this.#loadFirst();
  }

  /** Shows the thread in another order: loaded from the beginning. */
  sort(direction: 'MR' | 'NF' | 'OF'): void {
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

  /** Loads the next comments of the top level, or the next replies of a comment. */
  loadMore(parentId: CommentId | null): Promise<readonly CommentId[]> {
    return this.#context ? loadMore(this.#context, parentId) : Promise.resolve([]);
  }

  /** Opens or closes the replies of a comment. */
  toggleReplies(commentId: CommentId): void {
    this.store.change((state) => {
      const branch = branchOf(state, commentId);
      branch.isClosed = !branch.isClosed;
      touchList(state, commentId);
      touchRow(state, commentId);
    });
  }

  /**
   * Makes sure a comment is loaded and its ancestors are open. Resolves to its row key, or null if
   * the thread does not have it.
   */
  async reach(commentId: CommentId): Promise<string | null> {
    const context = this.#context;
    if (!context) return null;
    const { findWay } = await import('./find-way.js');
    return findWay(context, commentId);
  }

  /** Which fields a comment needs of this visitor. */
  needs(): IdentityNeeds {
    const context = this.#context;
    if (!context) return { name: false, email: false };
    return needsForComment(context.identity(), this.store.state.settings);
  }

  /** Whether a signed-in account looks at the thread: name, bell and "Log out" are for it alone. */
  isSignedIn(): boolean {
    return this.#context !== null && isSignedIn(this.#context.identity());
  }

  /** Whether the host offers a way to log in and nobody is. */
  canLogIn(): boolean {
    const sso = this.#sso;
    return Boolean(sso && (sso.loginURL ?? sso.loginCallback) && !this.isSignedIn());
  }

  /** Whether "Log out" does anything: not where single sign-on offers no way out. */
  canLogOut(): boolean {
    const sso = this.#sso;
    return !sso || Boolean(sso.logoutURL ?? sso.logoutCallback);
  }

  /** Keeps what stands in a box, and tells the other tabs. */
  keepDraft(parentId: string | null, content: Omit<StoredDraft, 'at'>): void {
    this.#context?.drafts.write(parentId, content);
    this.#context?.tabs?.post({ type: 'draft', parentId });
  }

  /** Opens the reply boxes again in which something was being written. */
  reopenReplies(): void {
    const drafts = this.#context?.drafts.replies() ?? [];
    this.store.change((state) => {
      for (const id of drafts) {
        const entry = state.entries.get(id);
        if (!entry) continue;
        state.replyingTo.add(id);
        touchRow(state, id);
      }
    });
  }

  /** Starts anew as nobody: the single sign-on payload no longer names anyone. */
  restartLoggedOut(): void {
    const { host } = this.store.state.layers;
    const blank = (sso: unknown) =>
      typeof sso === 'object' && sso !== null
        ? {
            ...sso,
            userDataJSONBase64: null,
            verificationHash: null,
            timestamp: null,
            username: null,
            email: null,
          }
        : undefined;
    const allowAnon = this.store.state.settings.allowAnon;
    this.#key = '';
    this.start({
      ...host,
      sso: allowAnon ? undefined : blank(host['sso']),
      simpleSSO: allowAnon ? undefined : blank(host['simpleSSO']),
    });
  }

  /** Forgets everything kept on this device. What stands in a box stays until typed in again. */
  forget(): void {
    this.#context?.keeper.forget();
    this.store.change((state) => {
      state.viewer = { ...state.viewer, anonUserId: undefined, editable: new Set() };
      state.touched.add('all').add('shell');
    });
  }

  /** Saves the text of an edit box. */
  save(commentId: string, text: string): void {
    const context = this.#context;
    if (context) void this.acts().then(({ saveEdit }) => saveEdit(context, commentId, text));
  }

  /** Closes an edit box. */
  cancel(commentId: string): void {
    const context = this.#context;
    if (context) void this.acts().then(({ cancelEdit }) => cancelEdit(context, commentId));
  }

  #open(host: SettingLayer): void {
    const ports = this.#ports;
    const text = (name: string) => (typeof host[name] === 'string' ? host[name] : '');
    const tenantId = text('tenantId');
    const urlId = text('urlId');
    this.store.reset(host);
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const apiHost = apiHostOf({ apiHost: text('apiHost'), region: text('region') });
    const transport = createTransport({
      apiHost,
      fetch: ports.fetch,
      clock: ports.clock,
      random: ports.random,
    });
    const keeper = new Keeper(ports.storage, ports.clock, tenantId);
    const tabs = ports.openTabs(`fastcomments-element:${tenantId}`);
    const identity = (): Identity => identify(this.#sso, this.store.state.viewer.user);
    const context: Context = {
      ports,
      store: this.store,
      transport,
      apiHost,
      keeper,
      drafts: new Drafts(ports.storage, ports.clock, tenantId, urlId),
      tabs,
      tenantId,
      urlId,
      signal,
      sso: () => this.#sso,
      identity,
      who: () => {
        const sso = this.#sso?.wire;
        const { anonUserId } = this.store.state.viewer;
        return {
          sso,
          anonUserId: this.#sso?.userKey || refusesAnonUserId(apiHost) ? undefined : anonUserId,
        };
      },
      live: { tenantIdWS: '', urlIdWS: '', userIdWS: '', serverTime: 0 },
    };
    this.#context = context;
    this.store.change((state) => {
      state.viewer = {
        ...state.viewer,
        anonUserId: text('anonUserId') || keeper.anonUserId,
        hasSSO: Boolean(this.#sso?.userKey),
        editable: new Set(keeper.editableIds),
      };
    });
    this.#stops.push(
      this.store.listen((touched) => {
        this.#watch(context, touched.has('shell'));
      }),
      ports.signals((heard) => {
        if (heard === 'online') void this.acts().then(({ sendWaiting }) => sendWaiting(context));
      }),
    );
    if (tabs) {
      this.#stops.push(
        tabs.listen((message) => {
          void this.acts().then(({ hearTab }) => {
            if (!signal.aborted) hearTab(context, message as Acts.TabMessage);
          });
        }),
      );
    }
  }

  /** After every change: the host hears of a new count, and doubts are settled when it is quiet. */
  #watch(context: Context, isShell: boolean): void {
    const { doubts, count, phase } = this.store.state;
    if (isShell && phase === 'ready' && count !== this.#count) {
      this.#count = count;
      this.#ports.emit('count-change', { count });
    }
    if (doubts.size > 0) {
      void this.acts().then(({ settleDoubts }) => settleDoubts(context));
    }
    this.#live?.update();
  }

  #reload(change: (state: ThreadStore['state']) => void): void {
    const context = this.#context;
    if (!context) return;
    this.#stopFirst?.abort();
    this.#isLoadingFirst = false;
    this.store.change((state) => {
      change(state);
      state.entries.clear();
      state.ids.clear();
      state.root = { ...state.root, head: [], tail: [], held: [], hasMore: false, failure: null };
      state.doubts.clear();
      state.touched.add('list:').add('all').add('shell');
    });
    void this.#loadFirst();
  }

  async #loadFirst(): Promise<void> {
    const context = this.#context;
    if (!context || this.#isLoadingFirst) return;
    const { store } = this;
    const { clock, emit } = this.#ports;
    const isNew = this.#live === null;
    this.#isLoadingFirst = true;
    const own = new AbortController();
    this.#stopFirst = own;
    const leave = () => own.abort();
    context.signal.addEventListener('abort', leave);
    this.#setPhase('loading', null);
    const stopSlow = clock.after(slowAfter, () => {
      store.change((state) => {
        state.isSlow = true;
        state.touched.add('shell');
      });
    });
    const query = {
      parentId: null,
      skip: 0,
      limit: store.state.settings.pageSize,
      isFirst: isNew,
      signal: own.signal,
    };
    let result = await readPage(context, query);
    if (
      result.ok &&
      isNew &&
      isOtherOrder(result.value.customConfig, store.state.layers.host['defaultSortDirection'])
    ) {
      // The service's own default is another order than the one it answers with unasked.
      const { customConfig } = result.value;
      store.change((state) => {
        setLayer(state, 'server', { ...customConfig });
        state.direction = state.settings.defaultSortDirection;
      });
      const again = await readPage(context, { ...query, direction: store.state.direction });
      result = again.ok ? { ...again, value: { ...result.value, ...again.value } } : again;
    }
    stopSlow();
    context.signal.removeEventListener('abort', leave);
    if (own.signal.aborted) return;
    this.#isLoadingFirst = false;
    if (!result.ok) {
      const { customConfig } = result.failure;
      if (customConfig) store.change((state) => setLayer(state, 'server', { ...customConfig }));
      this.#setPhase('failed', result.failure);
      reportFailure(context, 'getCommentsPublic', result.failure);
      return;
    }
    const page = result.value;
    store.change((state) => {
      state.hasBillingIssue = Boolean(page.hasBillingIssue);
      state.warning = page.translatedWarning ?? null;
      state.notificationCount = page.notificationCount ?? state.notificationCount;
      applyPage(context, page, query, result.startedAt);
      applyCount(context, page, result.startedAt);
    });
    this.#setPhase('ready', null);
    if (isNew && page.user?.username) {
      emit('authentication-change', { event: 'user-set', data: userForHost(page.user) });
    }
    if (isNew) emit('ready', {});
    emit('comments-rendered', {
      comments: [...store.state.entries.values()].map(({ data }) => forHost(data)),
    });
    if (isNew) void this.#goLive(context, page.presencePollState ?? 0);
  }

  async #goLive(context: Context, presencePollState: number): Promise<void> {
    const acts = await this.acts().catch(() => null);
    if (!acts || context.signal.aborted || this.#live) return;
    const { settings } = this.store.state;
    const { live } = context;
    if (settings.disableLiveCommenting || !live.tenantIdWS || !live.urlIdWS || !live.userIdWS)
      return;
    this.#live = acts.startLive(context, { wsHost: this.#socketHost(context), presencePollState });
  }

  /** The socket's host: as given; beside a given API host; or the service's own. */
  #socketHost(context: Context): string {
    const { wsHost, apiHost, region } = this.store.state.layers.host;
    const given = typeof wsHost === 'string' ? wsHost : '';
    if (!given && apiHost) return context.apiHost.replace(/^http/, 'ws');
    return liveHostOf({ wsHost: given, region: typeof region === 'string' ? region : '' });
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

/** Whether the service configures an order that neither the host chose nor an unasked answer has. */
function isOtherOrder(
  customConfig: Readonly<Record<string, unknown>> | undefined,
  chosen: unknown,
): boolean {
  const wanted = customConfig?.['defaultSortDirection'];
  return chosen === undefined && (wanted === 'NF' || wanted === 'OF');
}

/** The failure of a thread without a tenant: the host's mistake, said on the page and in the console. */
export const missingTenant: Failure = fail({
  kind: 'refused',
  code: 'missing-tenant-id',
  reason: '<fast-comments> needs a tenant-id attribute',
}).failure;

/** Row keys of the whole visible thread, in reading order. */
export function visibleKeys(store: ThreadStore, parentKey: string | null = null): string[] {
  const list = viewList(store.state, parentKey);
  if (list.isClosed) return [];
  return [...list.rows, ...list.tail].flatMap((key) => [key, ...visibleKeys(store, key)]);
}
