/** A session against the server core, in virtual time: everything but the DOM and the network is real. */
// Loaded with the first refusal: here at once, so that virtual time does not wait for the disk.
import '../../src/api/read-refusal.js';
import type { Storage, TabChannel } from '../../src/core/index.js';
import { textFingerprint } from '../../src/html/text-fingerprint.js';
import { Session, type PageSignal, type SessionEvents } from '../../src/session/index.js';
import * as acts from '../../src/session/acts.js';
import { viewList, viewRow, type RowView, type SettingLayer } from '../../src/store/index.js';
import {
  createManualClock,
  createTestServer,
  type ManualClock,
  type TestServer,
  type TestServerOptions,
} from '../../src/testing/index.js';

/** Storage of one browser. */
export function createStorage(): Storage & { readonly map: Map<string, string> } {
  const map = new Map<string, string>();
  return {
    map,
    get: (key) => map.get(key) ?? null,
    set: (key, value) => {
      map.set(key, value);
      return true;
    },
    remove: (key) => void map.delete(key),
    keys: () => [...map.keys()],
  };
}

/** What the tabs of one browser share. */
export interface Browser {
  readonly storage: ReturnType<typeof createStorage>;
  readonly channels: Map<string, Set<(message: unknown) => void>>;
}

/** A browser with nothing kept yet. */
export function createBrowser(): Browser {
  return { storage: createStorage(), channels: new Map() };
}

function openTabs(browser: Browser, name: string): TabChannel {
  const peers = browser.channels.get(name) ?? new Set();
  browser.channels.set(name, peers);
  const own = new Set<(message: unknown) => void>();
  return {
    post(message) {
      const copy: unknown = structuredClone(message);
      for (const hear of [...peers]) if (!own.has(hear)) queueMicrotask(() => hear(copy));
    },
    listen(hear) {
      peers.add(hear);
      own.add(hear);
      return () => {
        peers.delete(hear);
        own.delete(hear);
      };
    },
    close: () => {
      for (const hear of own) peers.delete(hear);
    },
  };
}

/** The world of a test: one server, one clock, any number of visitors. */
export class World {
  readonly clock: ManualClock;
  /** Milliseconds by which the visitors' clocks are ahead of the service's. */
  skew = 0;
  readonly server: TestServer;

  constructor(options: TestServerOptions = {}) {
    this.clock = createManualClock();
    this.server = createTestServer({ clock: this.clock, rateLimits: false, ...options });
  }

  /** Lets virtual time pass, and everything that follows from it. */
  async pass(ms: number): Promise<void> {
    const steps = Math.max(1, Math.ceil(ms / 100));
    for (let step = 0; step < steps; step++) {
      await tick();
      await this.clock.advance(ms / steps);
    }
    await tick();
  }

  /** Lets time pass until something is done. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const pending = new Set([promise]);
    const done = promise.finally(() => pending.clear());
    done.catch(() => undefined);
    for (let step = 0; pending.size > 0 && step < 600; step++) await this.pass(100);
    return done;
  }

  /** Opens the thread as a visitor; `browser` shares storage and channels between tabs. */
  async open(
    visitor: string,
    host: SettingLayer = {},
    browser: Browser = createBrowser(),
    seed = 1,
  ): Promise<Tab> {
    const tab = new Tab(this, visitor, browser, seed);
    tab.start({
      tenantId: 'demo',
      urlId: 'page',
      apiHost: this.server.origin,
      ...host,
    });
    await this.pass(200);
    return tab;
  }
}

/** One pending promise after another, macrotasks included (bodies are streams). */
async function tick(): Promise<void> {
  for (let round = 0; round < 4; round++) await new Promise((resolve) => setImmediate(resolve));
}

let ids = 0;

/** One tab of one visitor. */
export class Tab {
  readonly name: string;
  readonly session: Session;
  readonly world: World;
  readonly events: { type: string; detail: unknown }[] = [];
  #host: SettingLayer = {};
  readonly #signals = new Set<(signal: PageSignal) => void>();
  isOnline = true;
  /** Opened behind another tab. */
  isHidden = false;
  maySubmit: Parameters<typeof acts.postComment>[3] = () => Promise.resolve(true);

  constructor(world: World, visitor: string, browser: Browser, seed: number) {
    this.world = world;
    this.name = visitor;
    const person = world.server.visitor(visitor);
    let random = seed;
    this.session = new Session({
      fetch: person.fetch,
      openSocket: person.openSocket,
      clock: { ...world.clock, wall: () => world.clock.wall() + world.skew },
      random: () => (random = (random * 16_807) % 2_147_483_647) / 2_147_483_647,
      storage: browser.storage,
      openTabs: (name) => openTabs(browser, name),
      signals: (listen) => {
        this.#signals.add(listen);
        if (this.isHidden) listen('hidden');
        return () => this.#signals.delete(listen);
      },
      isOnline: () => this.isOnline,
      page: () => ({ url: 'https://site.example/page', title: 'Page' }),
      createId: () => `id-${++ids}-${'x'.repeat(15)}`,
      fingerprint: textFingerprint,
      emit: <T extends keyof SessionEvents>(type: T, detail: SessionEvents[T]) => {
        this.events.push({ type, detail });
        const { context, live } = this.session;
        if (type === 'ready' && context) {
          queueMicrotask(() => this.session.endWith(acts.begin(context, live)));
        }
      },
    });
  }

  /** The open thread. */
  get context() {
    if (!this.session.context) throw new Error('no thread is open');
    return this.session.context;
  }

  get state() {
    return this.session.store.state;
  }

  /** Starts as the element does: the acts begin once the first comments are there. */
  start(host: SettingLayer): void {
    this.#host = host;
    this.session.start(host);
  }

  /** The page is loaded anew. What the old one still hears of is lost. */
  async reload(): Promise<void> {
    this.session.stop();
    this.session.store.reset(this.#host);
    this.session.start({ ...this.#host });
    await this.world.pass(200);
  }

  /** The page that is open. */
  get urlId(): string {
    return String(this.#host.urlId);
  }

  /** The host shows the thread of another page. */
  async go(urlId: string): Promise<void> {
    this.start({ ...this.#host, urlId });
    await this.world.pass(200);
  }

  /** Cuts the network of this visitor's browser, or gives it back. */
  setOnline(isOnline: boolean): void {
    this.isOnline = isOnline;
    this.world.server.visitor(this.name).setOffline(!isOnline);
    this.signal(isOnline ? 'online' : 'offline');
  }

  /** Tells the session what a browser would tell. */
  signal(signal: PageSignal): void {
    for (const hear of [...this.#signals]) hear(signal);
  }

  /** Events of one type, in order. */
  told<T extends keyof SessionEvents>(type: T): SessionEvents[T][] {
    return this.events
      .filter((event) => event.type === type)
      .map((event) => event.detail as SessionEvents[T]);
  }

  /** Every visible row in reading order. */
  rows(): RowView[] {
    return this.#keys(null).flatMap((key) => viewRow(this.state, key) ?? []);
  }

  #keys(parentKey: string | null): string[] {
    const list = viewList(this.state, parentKey);
    if (list.isClosed) return [];
    return [...list.rows, ...list.tail].flatMap((key) => [key, ...this.#keys(key)]);
  }

  /** Loads the next comments of the top level, or the next replies of a comment. */
  more(parentId: string | null): void {
    void acts.loadMore(this.context, parentId);
  }

  /** The row with this text or HTML. */
  row(text: string): RowView {
    const row = this.rows().find((view) => (view.html ?? view.text ?? '').includes(text));
    if (!row) throw new Error(`no row says "${text}"; there are: ${this.texts().join(' | ')}`);
    return row;
  }

  /** Texts of the visible rows, in order. */
  texts(): string[] {
    return this.rows().map((view) => view.html ?? view.text ?? '');
  }

  async post(text: string, parentId: string | null = null, name = 'Vera'): Promise<boolean> {
    return acts.postComment(this.context, parentId, { text, name }, this.maySubmit);
  }

  vote(id: string, wish: -1 | 0 | 1): Promise<void> {
    return acts.vote(this.context, id, wish);
  }

  readonly acts = acts;
}
