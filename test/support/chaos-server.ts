/*
 * Longer than a file should be, because the commands, what they do and what a test may ask afterwards
 * are one table that is read together.
 *
 * The demo's real API server (HTTP, WebSocket, SQLite in memory) with a layer of faults around it.
 * Tests in Node call {@link ChaosServer.run}; pages in a browser send the same commands as JSON to
 * `POST /__control`. Everything is scoped by page, so that tests sharing one server do not disturb
 * each other: give each test a page of its own.
 */
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { corsHeaders, preflight, sessionCookieHeader } from '../../demo/server/create-app.js';
import { startApiServer, type ApiServerOptions } from '../../demo/server/start-api-server.js';
import type { PageSettings } from '../../src/testing/documents.js';
import { FaultRules, type Rule } from '../../src/testing/fault-rules.js';
import { LiveGate } from '../../src/testing/live-gate.js';
import type { WireEvent } from '../../src/testing/live-hub.js';
import { systemClock } from '../../src/testing/manual-clock.js';
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
} from '../../src/testing/moderation.js';
import { matchOperation } from '../../src/testing/operations.js';
import { urlIdOfCall } from '../../src/testing/read-body.js';
import { describeRefusal, refusalCodes, type RefusalCode } from '../../src/testing/refusal.js';
import { plantSeed, type Seed } from '../../src/testing/seeds.js';
import type { ServerState } from '../../src/testing/server-state.js';
import { loadOpenAPI } from './openapi.js';

/** What goes wrong with one call. */
export type ChaosFault =
  /** The connection is reset before anything is processed. */
  | { readonly kind: 'refuse' }
  /** Nothing is processed and no byte is answered. */
  | { readonly kind: 'silent' }
  /** Processed; then the connection is reset without an answer. */
  | { readonly kind: 'drop-answer' }
  /** Processed; the answer waits for the command `release-answers`. */
  | { readonly kind: 'hold' }
  /** Not processed (unless `processed`), and answered with this. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly json?: unknown;
      readonly html?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly processed?: boolean;
    }
  /** Not processed; refused with a code, its own HTTP status and whatever else is given. */
  | {
      readonly kind: 'code';
      readonly code: string;
      readonly httpStatus?: number;
      readonly detail?: Readonly<Record<string, unknown>>;
    }
  /** Processed; the answer breaks off after so many bytes (default: half). */
  | { readonly kind: 'partial'; readonly bytes?: number }
  /** Processed; the answer comes in pieces of so many bytes, one every so many milliseconds. */
  | { readonly kind: 'trickle'; readonly bytes: number; readonly everyMs: number };

/** A rule of faults: see `FaultRule` of the testing entry for its scope and numbers. */
export type ChaosRule = Rule<ChaosFault>;

/** Commands, for {@link ChaosServer.run} and `POST /__control`. */
export type ChaosCommand =
  | { readonly do: 'add-rule'; readonly rule: ChaosRule }
  | { readonly do: 'remove-rule'; readonly id: number }
  | { readonly do: 'clear-rules'; readonly urlId?: string }
  | { readonly do: 'forget-requests'; readonly urlId: string }
  /** Lets the answers of a page go that rules hold, now and from now on. */
  | { readonly do: 'release-answers'; readonly urlId: string }
  /** Live events of a page: kept back, let go, or each late by `ms`. */
  | { readonly do: 'hold-events' | 'release-events'; readonly urlId: string }
  | { readonly do: 'delay-events'; readonly urlId: string; readonly ms: number }
  /** The next events of a page are lost, or come twice. */
  | {
      readonly do: 'drop-events' | 'duplicate-events';
      readonly urlId: string;
      readonly count?: number;
    }
  | { readonly do: 'close-sockets'; readonly urlId: string }
  /** New sockets of a page are refused, or open and never say anything. */
  | {
      readonly do: 'refuse-sockets' | 'silence-sockets';
      readonly urlId: string;
      readonly on: boolean;
    }
  | { readonly do: 'push'; readonly urlId: string; readonly event: WireEvent }
  | { readonly do: 'configure-page'; readonly urlId: string; readonly settings: PageSettings }
  | { readonly do: 'close-thread' | 'open-thread'; readonly urlId: string }
  | { readonly do: 'seed'; readonly urlId: string; readonly seed: Seed }
  | {
      readonly do: 'approve' | 'unapprove' | 'mark-spam' | 'unmark-spam' | 'remove';
      readonly commentId: string;
    }
  | { readonly do: 'verify'; readonly sessionId: string }
  | {
      readonly do: 'set-badges';
      readonly userId: string;
      readonly badges: Parameters<typeof setBadges>[2];
    }
  /** Makes an account and signs the calling browser in to it; answers the cookie's value and the id. */
  | { readonly do: 'sign-in'; readonly account: Parameters<typeof putAccount>[2] };

/** A request as it came. */
export interface SeenRequest {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Every value of every parameter. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Parsed JSON, `"(form)"` for a form, null for none. */
  readonly body: unknown;
  /** Null for preflights and for what is no operation. */
  readonly operation: string | null;
  readonly urlId: string | null;
  readonly origin: string | null;
  readonly hasCookie: boolean;
  /** What the OpenAPI file finds wrong with it; empty where the file is not there. */
  readonly violations: readonly string[];
  /** HTTP status of the answer; 0 while there is none and where there never was one. */
  status: number;
}

/** The server under test. */
export interface ChaosServer {
  readonly port: number;
  readonly url: string;
  readonly core: ServerState;
  /** Does what a command says; what it answers is the JSON `/__control` answers. */
  run(command: ChaosCommand): unknown;
  /** Requests in the order they came, preflights included; those about one page if it is named. */
  requests(urlId?: string): readonly SeenRequest[];
  /** Requests the OpenAPI file finds something wrong with. */
  violations(urlId?: string): readonly SeenRequest[];
  close(): Promise<void>;
}

const tenantId = 'demo';
const room = (urlId: string): string => `${tenantId}:${urlId}`;
const isCode = (code: string): code is RefusalCode => (refusalCodes as string[]).includes(code);

function sleep(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}

/** Ends the connection so that the other side sees a network error. */
function reset(env: HttpBindings): Response {
  env.outgoing.socket?.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** Sends an answer by hand, in pieces or not whole. */
async function sendSlowly(
  answer: Response,
  env: HttpBindings,
  fault: Extract<ChaosFault, { kind: 'partial' | 'trickle' }>,
): Promise<Response> {
  const body = Buffer.from(await answer.arrayBuffer());
  const headers = Object.fromEntries(answer.headers);
  env.outgoing.writeHead(answer.status, { ...headers, 'content-length': String(body.length) });
  if (fault.kind === 'partial') {
    const part = body.subarray(0, Math.min(body.length - 1, fault.bytes ?? body.length >> 1));
    await new Promise<void>((resolve) => env.outgoing.write(part, () => resolve()));
    // Let the bytes go out before the reset would throw them away.
    await sleep(50);
    return reset(env);
  }
  for (let at = 0; at < body.length && !env.outgoing.destroyed; at += fault.bytes) {
    env.outgoing.write(body.subarray(at, at + fault.bytes));
    await sleep(fault.everyMs);
  }
  env.outgoing.end();
  return RESPONSE_ALREADY_SENT;
}

function madeUp(
  fault: Extract<ChaosFault, { kind: 'answer' | 'code' }>,
  request: Request,
): Response {
  const cors = corsHeaders(request);
  if (fault.kind === 'code') {
    const { code, httpStatus, detail } = fault;
    const known = isCode(code) ? describeRefusal(code) : { httpStatus: 400, reason: code };
    const json = { status: 'failed', code, reason: known.reason, ...detail };
    return Response.json(json, { status: httpStatus ?? known.httpStatus, headers: cors });
  }
  const headers = { ...cors, ...fault.headers };
  if (fault.html === undefined)
    return Response.json(fault.json ?? null, { status: fault.status, headers });
  return new Response(fault.html, {
    status: fault.status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  });
}

async function readSent(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) return '(form)';
  const text = await request.clone().text();
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Starts the server. Without options: empty, no rate limits, any free port. */
export async function startChaosServer(options: ApiServerOptions = {}): Promise<ChaosServer> {
  const rules = new FaultRules<ChaosFault>();
  const gate = new LiveGate(systemClock);
  const api = loadOpenAPI();
  const refused = new Set<string>();
  const silenced = new Set<string>();
  const holds = new Map<string, { readonly end: Promise<void>; readonly release: () => void }>();
  let seen: SeenRequest[] = [];

  function note(request: Request, body: unknown): SeenRequest {
    const url = new URL(request.url);
    const match = matchOperation(request.method, url.pathname);
    const query: Record<string, string[]> = {};
    for (const [name, value] of url.searchParams) (query[name] ??= []).push(value);
    const isPreflight = request.method === 'OPTIONS';
    const isPicture =
      request.method === 'GET' &&
      /^\/(avatars|pictures|badges|uploads|gifs\/files)\//.test(url.pathname);
    const entry: SeenRequest = {
      at: Date.now(),
      method: request.method,
      path: url.pathname,
      query,
      body,
      operation: match?.operation.id ?? null,
      urlId: urlIdOfCall(server.core, url.searchParams, match?.params ?? {}),
      origin: request.headers.get('origin'),
      hasCookie: request.headers.has('cookie'),
      violations:
        isPreflight || isPicture || !api
          ? []
          : api.checkRequest({
              method: request.method,
              url: request.url,
              ...(body === '(form)' ? { multipart: true } : body === null ? {} : { body }),
            }),
      status: 0,
    };
    seen.push(entry);
    return entry;
  }

  /** What keeps the answers of a page back until it is released. */
  function holdOf(urlId: string) {
    let hold = holds.get(urlId);
    if (!hold) {
      let release = (): void => undefined;
      const end = new Promise<void>((resolve) => (release = resolve));
      hold = { end, release: () => release() };
      holds.set(urlId, hold);
    }
    return hold;
  }

  async function withFaults(
    request: Request,
    env: HttpBindings,
    next: (request: Request) => Promise<Response>,
    site: SeenRequest,
  ): Promise<Response> {
    const { delayBefore, delayAfter, fault } = rules.plan(site);
    await sleep(delayBefore);
    switch (fault?.kind) {
      case 'refuse':
        return reset(env);
      case 'silent':
        await new Promise<void>((resolve) => env.outgoing.once('close', () => resolve()));
        return RESPONSE_ALREADY_SENT;
      case 'code':
        return madeUp(fault, request);
      case 'answer':
        if (fault.processed) await next(request);
        await sleep(delayAfter);
        return madeUp(fault, request);
      default: {
        const answer = await next(request);
        await sleep(delayAfter);
        if (fault?.kind === 'hold') {
          await holdOf(site.urlId ?? '').end;
          return answer;
        }
        if (fault?.kind === 'drop-answer') return reset(env);
        if (fault) return sendSlowly(answer, env, fault);
        return answer;
      }
    }
  }

  async function control(request: Request, url: URL): Promise<Response> {
    const headers = corsHeaders(request);
    const urlId = url.searchParams.get('urlId') ?? undefined;
    if (request.method === 'OPTIONS') return preflight(request);
    if (request.method === 'GET' && url.pathname === '/__control/requests') {
      return Response.json(requests(urlId), { headers });
    }
    if (request.method === 'GET' && url.pathname === '/__control/violations') {
      return Response.json(violations(urlId), { headers });
    }
    if (request.method === 'POST' && url.pathname === '/__control') {
      try {
        const command = (await request.json()) as ChaosCommand;
        const answer = run(command);
        const signedIn = command.do === 'sign-in' ? (answer as { cookie: string }) : null;
        return Response.json(answer ?? null, {
          headers: {
            ...headers,
            ...(signedIn ? { 'set-cookie': sessionCookieHeader(signedIn.cookie) } : {}),
          },
        });
      } catch (error) {
        return Response.json({ error: String(error) }, { status: 400, headers });
      }
    }
    return Response.json({ error: 'no such control' }, { status: 404, headers });
  }

  function requests(urlId?: string): readonly SeenRequest[] {
    return urlId === undefined ? seen : seen.filter((entry) => entry.urlId === urlId);
  }

  function violations(urlId?: string): readonly SeenRequest[] {
    return requests(urlId).filter((entry) => entry.violations.length > 0);
  }

  function run(command: ChaosCommand): unknown {
    const { core } = server;
    switch (command.do) {
      case 'add-rule':
        return { id: rules.add(command.rule) };
      case 'remove-rule': {
        rules.remove(command.id);
        return;
      }
      case 'clear-rules': {
        rules.clear(command.urlId);
        return;
      }
      case 'forget-requests':
        seen = seen.filter((entry) => entry.urlId !== command.urlId);
        return undefined;
      case 'release-answers': {
        holdOf(command.urlId).release();
        return;
      }
      case 'hold-events': {
        gate.hold(room(command.urlId));
        return;
      }
      case 'release-events': {
        gate.release(room(command.urlId));
        return;
      }
      case 'delay-events': {
        gate.delay(room(command.urlId), command.ms);
        return;
      }
      case 'drop-events': {
        gate.drop(room(command.urlId), command.count);
        return;
      }
      case 'duplicate-events': {
        gate.duplicate(room(command.urlId), command.count);
        return;
      }
      case 'close-sockets': {
        const sockets = core.hub.sockets(room(command.urlId));
        for (const socket of sockets) socket.end();
        return { closed: sockets.length };
      }
      case 'refuse-sockets':
      case 'silence-sockets': {
        const set = command.do === 'refuse-sockets' ? refused : silenced;
        if (command.on) set.add(room(command.urlId));
        else set.delete(room(command.urlId));
        return undefined;
      }
      case 'push': {
        core.transact(() => core.publish(tenantId, command.urlId, command.event));
        return;
      }
      case 'configure-page': {
        changePage(core, tenantId, command.urlId, command.settings);
        return;
      }
      case 'close-thread':
      case 'open-thread': {
        setClosed(core, tenantId, command.urlId, command.do === 'close-thread');
        return;
      }
      case 'seed':
        return { ids: plantSeed(core, tenantId, command.seed, command.urlId) };
      case 'approve':
      case 'unapprove':
        return { done: setApproved(core, command.commentId, command.do === 'approve') };
      case 'mark-spam':
      case 'unmark-spam':
        return { done: setSpam(core, command.commentId, command.do === 'mark-spam') };
      case 'remove':
        return { done: removeComment(core, command.commentId) };
      case 'verify':
        return { done: verifySession(core, command.sessionId) };
      case 'set-badges':
        return { done: setBadges(core, command.userId, command.badges) };
      case 'sign-in': {
        const user = putAccount(core, tenantId, command.account);
        return { userId: user._id, cookie: signIn(core, user._id) };
      }
      default:
        throw new Error(`unknown command ${JSON.stringify(command)}`);
    }
  }

  const server = await startApiServer({
    rateLimits: false,
    ...options,
    async fetchLayer(request, env, next) {
      // A browser sends a request again by itself when a connection it used before is reset. With a
      // connection for each request a lost answer is a lost answer.
      env.outgoing.shouldKeepAlive = false;
      const url = new URL(request.url);
      if (url.pathname.startsWith('/__control')) return control(request, url);
      const entry = note(request, await readSent(request));
      const answer = await withFaults(request, env, next, entry);
      if (answer !== RESPONSE_ALREADY_SENT) entry.status = answer.status;
      else if (env.outgoing.headersSent) entry.status = env.outgoing.statusCode;
      return answer;
    },
    socketLayer: {
      admit: (name) => (refused.has(name) ? 'refuse' : silenced.has(name) ? 'silent' : 'accept'),
      through: (name, deliver) => gate.through(name, deliver),
    },
  });

  return {
    port: server.port,
    url: server.url,
    core: server.core,
    run,
    requests,
    violations,
    close: () => server.close(),
  };
}
