import type { Clock, Fetch, OpenSocket, PublicComment, UserSessionInfo } from '../core/index.js';
import type { PageSettings } from './documents.js';
import type { Fault, FaultRule } from './fault-rules.js';
import type { LiveGate } from './live-gate.js';
import type { WireEvent } from './live-hub.js';
import type { putAccount, setBadges } from './moderation.js';
import type { Seed } from './seeds.js';
import type { ServerOptions, VerificationMail } from './server-options.js';
import type { ServerState } from './server-state.js';
import type { TenantSettings } from './settings.js';

/** How a server in memory is set up. */
export interface TestServerOptions extends Omit<ServerOptions, 'now' | 'onMail'> {
  /** Time of the server and of its delays. Default: the real one; see `createManualClock`. */
  clock?: Pick<Clock, 'wall' | 'after'>;
  /** Where the server pretends to be. Nothing is ever fetched from there. */
  origin?: string;
  /** Tenant of everything below that names none. Default `demo`. */
  tenantId?: string;
  /** What is there at the start. Default: nothing. */
  seed?: Seed;
}

/** A call the server saw. */
export interface RecordedCall {
  readonly operation: string | null;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Name of the visitor who made it. */
  readonly visitor: string;
  readonly at: number;
}

/** What a visitor says about a comment they write. */
export interface WriteOptions {
  readonly urlId?: string;
  readonly parentId?: string | null;
  readonly name?: string;
  readonly email?: string | null;
  readonly broadcastId?: string;
}

/** Answer of a call as JSON; `ok` is true for success and for a vote that waits for verification. */
export interface CallAnswer {
  readonly ok: boolean;
  readonly httpStatus: number;
  readonly json: Readonly<Record<string, unknown>>;
}

/** One browser: its cookies, its `fetch` and its sockets. */
export interface Visitor {
  readonly name: string;
  /** `fetch` of this browser. Cookies are sent and kept with `credentials: 'include'` only. */
  readonly fetch: Fetch;
  /** Opens a socket of this browser. */
  readonly openSocket: OpenSocket;
  /** Calls an operation by hand. `sso` and ids go into the query. */
  call(
    method: string,
    path: string,
    query?: Readonly<Record<string, string | number | boolean | undefined>>,
    body?: unknown,
  ): Promise<CallAnswer>;
  /** Writes a comment; rejects if the server refuses. */
  comment(text: string, options?: WriteOptions): Promise<PublicComment>;
  /** Votes; rejects if the server refuses. Returns the vote's id. */
  vote(commentId: string, direction: 'up' | 'down', urlId?: string): Promise<string>;
  /** Who the server says this visitor is. */
  whoAmI(urlId?: string): Promise<UserSessionInfo | null>;
  /** Ends or restores keeping cookies, as a browser that blocks third-party ones. */
  blockCookies(blocked: boolean): void;
  /** Forgets the cookie. */
  forget(): void;
  /** Cuts or restores the connection: calls fail, sockets close. */
  setOffline(offline: boolean): void;
}

/** A server in memory: the demo's server without a network, with its time and its failures at hand. */
export interface TestServer {
  readonly origin: string;
  /** `fetch` of the first visitor. */
  readonly fetch: Fetch;
  /** Opens sockets of the first visitor. */
  readonly openSocket: OpenSocket;
  /** Documents, settings and sockets, for what nothing below does. */
  readonly state: ServerState;
  /** Every call since the start, newest last. */
  readonly calls: readonly RecordedCall[];
  /** Verification mails that would have been sent. */
  readonly mails: readonly VerificationMail[];
  /** A browser of its own. The same name gives the same one. */
  visitor(name: string): Visitor;
  /** A browser that is signed in to an account (made if there is none), by cookie. */
  signedIn(account: Parameters<typeof putAccount>[2]): Visitor;
  /** Fills a page. Returns the ids of the comments by date. */
  seed(seed: Seed, urlId?: string): string[];
  /** Changes a tenant: secret, configuration, names, limits. */
  configureTenant(settings: TenantSettings, tenantId?: string): void;
  /** Changes a page and tells its sockets of a changed `config`. */
  configurePage(urlId: string, settings: PageSettings): void;
  /** Sends any live event to everybody on a page. The five logged types are logged too. */
  push(urlId: string, event: WireEvent): void;
  approve(commentId: string): boolean;
  /** Hides a comment again. */
  unapprove(commentId: string): boolean;
  markSpam(commentId: string, isSpam?: boolean): boolean;
  remove(commentId: string): boolean;
  close(urlId: string): void;
  reopen(urlId: string): void;
  setBadges: (userId: string, badges: Parameters<typeof setBadges>[2]) => boolean;
  /** Follows the link in a mail. */
  verify(sessionId: string): boolean;
  /** Adds a delay or a fault; returns its end. */
  addRule(rule: FaultRule): () => void;
  /** Adds milliseconds before every call, or every call of an operation. */
  slowDown(ms: number, operation?: string): () => void;
  /** Makes the next call of an operation go wrong. */
  failNext(operation: string, fault: Fault): () => void;
  clearRules(): void;
  /** Live events on their way: hold, release, delay, drop, double. Rooms are `tenant:urlId`. */
  readonly live: LiveGate;
  /** Closes every socket, or those of a page, from the server's side. */
  dropSockets(urlId?: string): void;
  /** Whether new sockets are refused. */
  refuseSockets(refused: boolean): void;
}
