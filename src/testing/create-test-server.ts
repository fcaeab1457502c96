import type {
  Clock,
  Fetch,
  OpenSocket,
  PublicComment,
  Socket,
  UserSessionInfo,
} from '../core/index.js';
import type { ApiRequest, ApiResponse } from './api-message.js';
import { pageKey, type PageSettings } from './documents.js';
import { FaultRules, type Fault, type FaultRule } from './fault-rules.js';
import { LiveGate } from './live-gate.js';
import { roomName, type Subscription, type WireEvent } from './live-hub.js';
import { systemClock } from './manual-clock.js';
import {
  changePage,
  putAccount,
  removeComment,
  setApproved,
  setBadges,
  setClosed,
  setSpam,
  signIn,
  verifySession,
} from './moderation.js';
import { matchOperation } from './operations.js';
import { readBody, urlIdOfCall } from './read-body.js';
import { describeRefusal, refusalCodes, type RefusalCode } from './refusal.js';
import { plantSeed, type Seed } from './seeds.js';
import { handleRequest } from './server-core.js';
import { ServerState, type ServerOptions, type VerificationMail } from './server-state.js';
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

const isCode = (code: string): code is RefusalCode =>
  (refusalCodes as readonly string[]).includes(code);

/** The answer a fault gives in place of the server's. */
function faultAnswer(fault: Fault): ApiResponse | null {
  const base = { headers: {}, cookie: null };
  if ('code' in fault) {
    const { code, httpStatus, ...detail } = fault;
    const known = isCode(code) ? describeRefusal(code) : { httpStatus: 400, reason: code };
    const body = JSON.stringify({ status: 'failed', code, reason: known.reason, ...detail });
    return { ...base, status: httpStatus ?? known.httpStatus, body, type: 'application/json' };
  }
  if ('status' in fault) {
    return fault.text === undefined
      ? {
          ...base,
          status: fault.status,
          body: JSON.stringify(fault.json ?? null),
          type: 'application/json',
        }
      : { ...base, status: fault.status, body: fault.text, type: 'text/html; charset=utf-8' };
  }
  return null;
}

function networkError(): TypeError {
  return new TypeError('Failed to fetch');
}

function abortError(signal: AbortSignal): Error {
  const { reason } = signal as { reason: unknown };
  return reason instanceof Error ? reason : new DOMException('Aborted.', 'AbortError');
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortError(signal);
}

/** Makes a server in memory, at once and without a network. */
export function createTestServer(options: TestServerOptions = {}): TestServer {
  const clock = options.clock ?? systemClock;
  const origin = options.origin ?? 'https://comments.test';
  const tenantId = options.tenantId ?? 'demo';
  const mails: VerificationMail[] = [];
  const calls: RecordedCall[] = [];
  const visitors = new Map<string, Visitor>();
  const rules = new FaultRules();
  const live = new LiveGate(clock);
  const state = new ServerState({
    ...options,
    now: () => Math.round(clock.wall()),
    onMail: (mail) => void mails.push(mail),
  });
  let socketsRefused = false;

  const sleep = (ms: number, signal: AbortSignal | null): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortError(signal));
        return;
      }
      if (ms <= 0) {
        resolve();
        return;
      }
      const stop = clock.after(ms, resolve);
      signal?.addEventListener('abort', () => {
        stop();
        reject(abortError(signal));
      });
    });

  function makeVisitor(name: string, firstCookie: string | null): Visitor {
    let cookie = firstCookie;
    let cookiesBlocked = false;
    let offline = false;
    const ends = new Set<() => void>();

    const fetchHere: Fetch = async (input, init) => {
      const request = new Request(input, init);
      const { signal } = request;
      throwIfAborted(signal);
      const url = new URL(request.url);
      if (offline || url.origin !== origin) throw networkError();
      const withCookies = request.credentials === 'include' && !cookiesBlocked;
      const match = matchOperation(request.method, url.pathname);
      const read = await readBody(request);
      const operation = match?.operation.id ?? null;
      const urlId = urlIdOfCall(state, url.searchParams, match?.params ?? {});
      calls.push({
        operation,
        method: request.method,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        body: read.body,
        visitor: name,
        at: clock.wall(),
      });
      const plan = rules.plan({ operation, urlId });
      await sleep(plan.delayBefore, signal);
      const { fault } = plan;
      if (fault && 'network' in fault && fault.network === 'refused') throw networkError();
      const message: ApiRequest = {
        method: request.method,
        path: url.pathname,
        query: url.searchParams,
        cookie: withCookies ? (cookie ?? undefined) : undefined,
        ...read,
        origin,
      };
      const answer = (fault && faultAnswer(fault)) ?? (await handleRequest(state, message));
      // What was processed stays processed, but a caller who gave up hears nothing of it.
      await sleep(plan.delayAfter, signal);
      if (fault && 'network' in fault) throw networkError();
      if (withCookies && answer.cookie !== null)
        cookie = answer.cookie === '' ? null : answer.cookie;
      const headers = { 'content-type': answer.type, ...answer.headers };
      const body =
        typeof answer.body === 'string' ? answer.body : new Blob([Uint8Array.from(answer.body)]);
      return new Response(body, { status: answer.status, headers });
    };

    const openSocket: OpenSocket = (address) => {
      const { searchParams } = new URL(address);
      let subscription: Subscription | null = null;
      let isClosed = false;
      const finish = (): void => {
        if (isClosed) return;
        isClosed = true;
        ends.delete(finish);
        subscription?.leave();
        queueMicrotask(() => socket.onclose?.({ type: 'close' }));
      };
      const socket: Socket = {
        onopen: null,
        onmessage: null,
        onclose: null,
        onerror: null,
        // The service takes the text `ping` and answers nothing.
        send: () => undefined,
        close: finish,
      };
      ends.add(finish);
      const deliver = (data: string): void =>
        queueMicrotask(() => {
          if (!isClosed) socket.onmessage?.({ data });
        });
      queueMicrotask(() => {
        if (isClosed) return;
        const room = roomName(searchParams.get('urlId') ?? '');
        const query = {
          urlId: searchParams.get('urlId'),
          tenantIdWS: searchParams.get('tenantIdWS'),
          userIdWS: searchParams.get('userIdWS'),
        };
        // Frames of joining arrive after `onopen`, because each is delivered as a microtask.
        const opened =
          offline || socketsRefused
            ? { refused: 'no connection' }
            : state.connect(query, origin, live.through(room, deliver), finish);
        if ('refused' in opened) {
          socket.onerror?.({ type: 'error' });
          finish();
          return;
        }
        subscription = opened;
        socket.onopen?.({ type: 'open' });
      });
      return socket;
    };

    const visitor: Visitor = {
      name,
      fetch: fetchHere,
      openSocket,
      async call(method, path, query = {}, body) {
        const url = new URL(path, origin);
        for (const [key, value] of Object.entries(query)) {
          if (value !== undefined) url.searchParams.set(key, String(value));
        }
        const response = await fetchHere(url.href, {
          method,
          credentials: 'include',
          ...(body === undefined
            ? {}
            : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        });
        const json = (await response.json()) as Record<string, unknown>;
        const ok = json.status === 'success' || json.status === 'pending-verification';
        return { ok, httpStatus: response.status, json };
      },
      async comment(text, said = {}) {
        const urlId = said.urlId ?? 'story';
        const broadcastId = said.broadcastId ?? state.newId('b-');
        const answer = await visitor.call(
          'POST',
          `/comments/${tenantId}`,
          { urlId, broadcastId },
          {
            commenterName: said.name ?? name,
            commenterEmail: said.email ?? null,
            comment: text,
            parentId: said.parentId ?? null,
            url: `https://example.com/${encodeURIComponent(urlId)}`,
            urlId,
          },
        );
        if (!answer.ok) throw new Error(`comment refused: ${String(answer.json.code)}`);
        return answer.json.comment as PublicComment;
      },
      async vote(commentId, direction, urlId = 'story') {
        const answer = await visitor.call(
          'POST',
          `/comments/${tenantId}/${commentId}/vote`,
          { urlId, broadcastId: state.newId('b-') },
          { voteDir: direction, commenterName: name, commenterEmail: null, url: null },
        );
        if (!answer.ok) throw new Error(`vote refused: ${String(answer.json.code)}`);
        return String(answer.json.voteId);
      },
      async whoAmI(urlId = 'story') {
        const answer = await visitor.call('GET', `/comments/${tenantId}`, { urlId, limit: 0 });
        const { user } = answer.json as { user?: UserSessionInfo | null };
        return user ?? null;
      },
      blockCookies(blocked) {
        cookiesBlocked = blocked;
      },
      forget() {
        cookie = null;
      },
      setOffline(isOffline) {
        offline = isOffline;
        if (isOffline) for (const end of [...ends]) end();
      },
    };
    visitors.set(name, visitor);
    return visitor;
  }

  const visitorNamed = (name: string): Visitor => visitors.get(name) ?? makeVisitor(name, null);
  const first = visitorNamed('Visitor');
  const addRule = (rule: FaultRule): (() => void) => {
    const id = rules.add(rule);
    return () => rules.remove(id);
  };
  const server: TestServer = {
    origin,
    fetch: first.fetch,
    openSocket: first.openSocket,
    state,
    calls,
    mails,
    live,
    visitor: visitorNamed,
    signedIn(account) {
      const user = putAccount(state, tenantId, account);
      return makeVisitor(account.displayName ?? account.username, signIn(state, user._id));
    },
    seed: (seed, urlId) => plantSeed(state, tenantId, seed, urlId),
    configureTenant: (settings, id = tenantId) => state.configureTenant(id, settings),
    configurePage: (urlId, settings) => changePage(state, tenantId, urlId, settings),
    push: (urlId, event) => state.transact(() => state.publish(tenantId, urlId, event)),
    approve: (id) => setApproved(state, id, true),
    unapprove: (id) => setApproved(state, id, false),
    markSpam: (id, isSpam = true) => setSpam(state, id, isSpam),
    remove: (id) => removeComment(state, id),
    close: (urlId) => setClosed(state, tenantId, urlId, true),
    reopen: (urlId) => setClosed(state, tenantId, urlId, false),
    setBadges: (userId, badges) => setBadges(state, userId, badges),
    verify: (sessionId) => verifySession(state, sessionId),
    addRule,
    slowDown: (ms, operation) =>
      addRule({ delayBefore: ms, ...(operation === undefined ? {} : { operation }) }),
    failNext: (operation, fault) => addRule({ operation, fault, times: 1 }),
    clearRules: () => rules.clear(),
    dropSockets(urlId) {
      const room = urlId === undefined ? undefined : pageKey(tenantId, urlId);
      for (const socket of state.hub.sockets(room)) socket.end();
    },
    refuseSockets(refused) {
      socketsRefused = refused;
    },
  };
  if (options.seed !== undefined) server.seed(options.seed);
  return server;
}
