import type { Random } from '../core/index.js';
import { Database } from './database.js';
import { pageKey, type PageSettings } from './documents.js';
import {
  LiveHub,
  roomName,
  type SocketQuery,
  type Subscription,
  type WireEvent,
} from './live-hub.js';
import { atOrigin } from './own-origin.js';
import { RateLimiter } from './rate-limiter.js';
import type { ServerOptions, VerificationMail } from './server-options.js';
import { demoTenants, Page, type TenantSettings } from './settings.js';
import { createMemoryStorage } from './storage.js';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Events that stand in the log; all others only go to who is there. */
const logged = new Set([
  'new-comment',
  'updated-comment',
  'deleted-comment',
  'new-vote',
  'deleted-vote',
]);

function cryptoRandom(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}

/** What all operations share: documents, sockets, settings, time and ids. */
export class ServerState {
  readonly db: Database;
  readonly hub = new LiveHub();
  readonly errorStatus: 'http' | '200';
  readonly anonUserId: 'honour' | 'ignore' | 'refuse';
  readonly limiter: RateLimiter | null;
  readonly #tenants: Map<string, TenantSettings>;
  readonly #random: Random;
  readonly #now: () => number;
  readonly #onMail: (mail: VerificationMail) => void;
  readonly #onWaiting: NonNullable<ServerOptions['onWaiting']>;
  /** What is to be told once the documents are kept. */
  #outbox: (() => void)[] = [];
  #lastTimestamp = 0;
  #lastUnique = 0;
  #depth = 0;

  constructor(options: ServerOptions = {}) {
    this.#now = options.now ?? Date.now;
    this.#random = options.random ?? cryptoRandom;
    this.#onMail = options.onMail ?? (() => undefined);
    this.#onWaiting = options.onWaiting ?? (() => undefined);
    this.errorStatus = options.errorStatus ?? 'http';
    this.anonUserId = options.anonUserId ?? 'honour';
    this.limiter = options.rateLimits === false ? null : new RateLimiter(options.rateLimits ?? {});
    this.#tenants = new Map(Object.entries(options.tenants ?? demoTenants()));
    this.db = new Database(options.storage ?? createMemoryStorage());
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.#now();
  }

  /** A fresh id of 20 letters and digits behind a prefix. */
  newId(prefix: string): string {
    let id = prefix;
    for (let at = 0; at < 20; at += 1) {
      id += alphabet.charAt(Math.floor(this.#random() * alphabet.length));
    }
    return id;
  }

  tenant(tenantId: string): TenantSettings | undefined {
    return this.#tenants.get(tenantId);
  }

  /** Adds a tenant, or changes members of one. */
  configureTenant(tenantId: string, settings: TenantSettings): void {
    const known = this.#tenants.get(tenantId);
    this.#tenants.set(tenantId, {
      ...known,
      ...settings,
      config: { ...known?.config, ...settings.config },
      pages: { ...known?.pages, ...settings.pages },
    });
  }

  /** A page with its settings; pages nobody wrote on have those of their tenant. */
  page(tenantId: string, urlId: string): Page {
    const tenant = this.tenant(tenantId) ?? {};
    return new Page(tenantId, urlId, tenant, [
      tenant.pages?.[urlId],
      this.db.pages.get(pageKey(tenantId, urlId)),
    ]);
  }

  /** Changes settings of a page, for good. */
  configurePage(tenantId: string, urlId: string, settings: PageSettings): void {
    const key = pageKey(tenantId, urlId);
    const known = this.db.pages.get(key);
    this.db.pages.put({
      ...known,
      ...settings,
      config: { ...known?.config, ...settings.config },
      _id: key,
      tenantId,
      urlId,
      updatedAt: this.now(),
    });
  }

  /**
   * Runs changes as one request: what they changed is kept in one go, and only then are events sent.
   * What was changed before `run` threw is kept too. If the storage fails, memory is read anew from
   * it, nothing is sent, and this throws.
   */
  transact<T>(run: () => T): T {
    this.#depth += 1;
    try {
      return run();
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#settle();
    }
  }

  /** Sends an event to everybody on a page, and logs it if its type is one of the logged ones. */
  publish(tenantId: string, urlId: string, event: WireEvent): void {
    const timestamp = this.timestamp();
    const sent: WireEvent = event.type === 'p-u' ? event : { timestamp, ...event };
    if (logged.has(event.type)) {
      this.db.logEvent({
        _id: this.newId('ev-'),
        tenantId,
        urlId,
        createdAt: sent.timestamp ?? timestamp,
        broadcastId: sent.broadcastId ?? '',
        data: JSON.stringify(sent),
      });
    }
    this.#outbox.push(() => this.hub.send(pageKey(tenantId, urlId), sent));
  }

  /** Sends an event to one person's sockets. */
  tell(tenantId: string, actor: string, event: WireEvent): void {
    const sent: WireEvent = { timestamp: this.timestamp(), ...event };
    this.#outbox.push(() => this.hub.sendTo(tenantId, actor, sent));
  }

  /** Sends an event to every page of a tenant that somebody looks at. */
  tellTenant(tenantId: string, event: WireEvent): void {
    const sent: WireEvent = { timestamp: this.timestamp(), ...event };
    this.#outbox.push(() => {
      const rooms = this.hub.sockets().filter((socket) => socket.tenantId === tenantId);
      for (const room of new Set(rooms.map((socket) => socket.room))) this.hub.send(room, sent);
    });
  }

  /** Sends a verification mail. */
  mail(mail: VerificationMail): void {
    this.#outbox.push(() => this.#onMail(mail));
  }

  /** Tells whoever moderates that a comment waits. */
  askForApproval(urlId: string, commentId: string): void {
    this.#outbox.push(() => this.#onWaiting({ urlId, commentId }));
  }

  /**
   * Opens a socket, or says why not. Frames go to `receive`; `ended` is called when the server ends
   * the socket.
   *
   * @param origin under which the server was called
   */
  connect(
    query: SocketQuery,
    origin: string,
    receive: (frame: string) => void,
    ended: () => void = () => undefined,
  ): Subscription | { readonly refused: string } {
    const { urlId, tenantIdWS, userIdWS } = query;
    if (!urlId || !tenantIdWS) return { refused: 'urlId and tenantIdWS are required' };
    const owner = this.socketOwner(userIdWS);
    const take = (text: string): void => receive(atOrigin(text, origin));
    if (tenantIdWS === '__internal_profiles') {
      if (owner.actor === null || urlId !== `__internal_profiles:${userIdWS ?? ''}`) {
        return { refused: 'that feed is not yours' };
      }
      return this.hub.join(urlId, '', owner, take, ended);
    }
    const tenant = this.tenant(tenantIdWS);
    if (!tenant || tenant.refusesDomain) return { refused: 'unknown tenant' };
    const room = roomName(urlId);
    const prefix = `${tenantIdWS}:`;
    if (!room.startsWith(prefix)) return { refused: 'urlId is not a page of this tenant' };
    const page = this.page(tenantIdWS, room.slice(prefix.length));
    if (page.is('requireSSO') && !owner.actor?.startsWith('u:')) return { refused: 'unauthorized' };
    return this.hub.join(room, tenantIdWS, owner, take, ended);
  }

  /** Who a `userIdWS` belongs to. */
  socketOwner(userIdWS: string | null): { actor: string | null; presenceId: string } {
    if (userIdWS?.startsWith('uws-a.')) {
      const anonId = userIdWS.slice('uws-a.'.length);
      return { actor: `a:${anonId}`, presenceId: `anon:${anonId}` };
    }
    const user = userIdWS === null ? undefined : this.db.users.find('wsKey', userIdWS)[0];
    if (user) return { actor: `u:${user._id}`, presenceId: user._id };
    return { actor: null, presenceId: this.newId('anon:') };
  }

  /** Server time as events carry it; never goes back, even if the clock does. */
  timestamp(): number {
    this.#lastTimestamp = Math.max(this.now(), this.#lastTimestamp);
    return this.#lastTimestamp;
  }

  /** Like {@link timestamp}, but never the same twice: for what is ordered by its time alone. */
  uniqueTime(): number {
    this.#lastUnique = Math.max(this.now(), this.#lastUnique + 1);
    return this.#lastUnique;
  }

  #settle(): void {
    const outbox = this.#outbox;
    this.#outbox = [];
    try {
      this.db.commit();
    } catch (error) {
      this.db.reload();
      throw error;
    }
    for (const tell of outbox) tell();
  }
}
