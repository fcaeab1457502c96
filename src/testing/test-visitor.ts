import type {
  Clock,
  Fetch,
  OpenSocket,
  PublicComment,
  Socket,
  UserSessionInfo,
} from '../core/index.js';
import type { ApiRequest } from './api-message.js';
import { faultAnswer } from './fault-answer.js';
import type { FaultRules } from './fault-rules.js';
import type { LiveGate } from './live-gate.js';
import { roomName, type Subscription } from './live-hub.js';
import { matchOperation } from './operations.js';
import { readBody, urlIdOfCall } from './read-body.js';
import { handleRequest } from './server-core.js';
import type { ServerState } from './server-state.js';
import type { RecordedCall, Visitor } from './test-server.js';

/** What all browsers of one server share. */
export interface Surroundings {
  readonly clock: Pick<Clock, 'wall' | 'after'>;
  readonly origin: string;
  readonly tenantId: string;
  readonly state: ServerState;
  readonly rules: FaultRules;
  readonly live: LiveGate;
  /** Every call is added here. */
  readonly calls: RecordedCall[];
  readonly areSocketsRefused: () => boolean;
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

function sleep(clock: Pick<Clock, 'after'>, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abortError(signal));
      return;
    }
    if (ms <= 0) {
      resolve();
      return;
    }
    const stop = clock.after(ms, resolve);
    signal.addEventListener('abort', () => {
      stop();
      reject(abortError(signal));
    });
  });
}

/**
 * Makes a browser of a server in memory.
 *
 * @param firstCookie its session cookie to begin with
 */
export function createVisitor(
  surroundings: Surroundings,
  name: string,
  firstCookie: string | null = null,
): Visitor {
  const { clock, origin, tenantId, state, rules, live, calls } = surroundings;
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
    const read = await readBody(request, init?.body instanceof FormData ? init.body : undefined);
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
    await sleep(clock, plan.delayBefore, signal);
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
    await sleep(clock, plan.delayAfter, signal);
    if (fault && 'network' in fault) throw networkError();
    if (withCookies && answer.cookie !== null) cookie = answer.cookie === '' ? null : answer.cookie;
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
        offline || surroundings.areSocketsRefused()
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
  return visitor;
}
