import {
  fail,
  systemClock,
  writeJson,
  type Clock,
  type Failure,
  type Fetch,
  type Random,
  type Result,
} from '../core/index.js';
import { apiHostOf, type HostOptions } from './api-host.js';
import { buildQuery, type Query } from './build-query.js';
import { aborted, exchange } from './exchange.js';
import { readAnswer } from './read-answer.js';

/** HTTP methods of the service. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** How a {@link Transport} reaches the service. */
export interface TransportOptions extends HostOptions {
  /** Defaults to the global `fetch`, looked up at each call. */
  fetch?: Fetch | undefined;
  /** Milliseconds of silence after which a call fails; 30 000 if left out. */
  timeoutMs?: number | undefined;
  clock?: Clock | undefined;
  random?: Random | undefined;
}

/** What may be said about one call. */
export interface CallOptions {
  /** Aborts the call, also while it waits for a retry. */
  signal?: AbortSignal | undefined;
}

/** Sends requests of the PublicApi. Many operations share one. */
export interface Transport {
  /** Base address of the service, without a slash at its end. */
  readonly host: string;
  /**
   * Sends a request and resolves to the JSON object the service answered with; never rejects.
   * `body` is sent as JSON, or as it is if it is a `FormData`.
   */
  request(
    method: Method,
    path: string,
    query: Query,
    body?: unknown,
    options?: CallOptions,
  ): Promise<Result<Record<string, unknown>>>;
}

/** A trickling answer gets this many times `timeoutMs` in all, an upload this many. */
const TRICKLE = 4;
const UPLOAD = 10;
const RETRIES = 2;
/** The longest `Retry-After` that is waited for, in milliseconds. */
const PATIENCE = 5000;

/** Resolves to true after `ms`, to false as soon as the signal aborts. */
function wait(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (): void => {
      stop();
      signal?.removeEventListener('abort', end);
      resolve(!signal?.aborted);
    };
    const stop = clock.after(ms, end);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
  });
}

function isPassing({ kind, status, retryAfterMs = 0 }: Failure): boolean {
  return kind === 'network' || (retryAfterMs <= PATIENCE && [429, 502, 503, 504].includes(status));
}

/**
 * The one place that calls `fetch`.
 *
 * - Cookies go with every call. If a read fails at the network level before any call has had an
 *   answer, it is tried once without them (a service that allows every origin refuses cookies), and
 *   what worked first is used from then on.
 * - Reads are repeated at most twice, after network failures and 429, 502, 503, 504. Writes are never
 *   sent twice.
 * - A read sends no header of ours, so that it needs no preflight.
 */
export function createTransport(options: TransportOptions = {}): Transport {
  const { clock = systemClock, random = Math.random } = options;
  const timeoutMs = Number(options.timeoutMs) > 0 ? Number(options.timeoutMs) : 30_000;
  const host = apiHostOf(options);
  const fetch: Fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  let credentials: RequestCredentials = 'include';
  let isSettled = false;

  return {
    host,
    async request(method, path, query, body, { signal } = {}) {
      const isRead = method === 'GET';
      const isUpload = typeof FormData !== 'undefined' && body instanceof FormData;
      const url = host + path + buildQuery(query);
      const init: RequestInit = { method };
      if (body !== undefined) {
        if (isUpload) init.body = body;
        else {
          try {
            init.body = writeJson(body);
          } catch {
            return fail({
              kind: 'refused',
              code: 'invalid-parameter',
              reason: 'The body cannot be written as JSON.',
            });
          }
          init.headers = { 'content-type': 'application/json' };
        }
      }
      const send = async (mode: RequestCredentials): Promise<Result<Record<string, unknown>>> => {
        const totalMs = timeoutMs * (isUpload ? UPLOAD : TRICKLE);
        const answer = await exchange(
          url,
          { ...init, credentials: mode },
          {
            fetch,
            clock,
            silenceMs: timeoutMs,
            // While an upload is on its way nothing can be heard.
            beginMs: isUpload ? totalMs : timeoutMs,
            totalMs,
            signal,
            onHead() {
              if (!isSettled) credentials = mode;
              isSettled = true;
            },
          },
        );
        return answer.ok ? readAnswer(answer.value, query) : answer;
      };

      let mayDropCookies = isRead;
      for (let retry = 0; ; retry++) {
        const mode = credentials;
        let result = await send(mode);
        if (
          mayDropCookies &&
          !result.ok &&
          result.failure.kind === 'network' &&
          // Not known yet, or another call has found out meanwhile.
          (!isSettled || credentials !== mode)
        ) {
          mayDropCookies = false;
          result = await send('omit');
        }
        if (result.ok || !isRead || retry === RETRIES || !isPassing(result.failure)) return result;
        const delay = 600 * 3 ** retry;
        const ms = result.failure.retryAfterMs ?? delay / 2 + (random() * delay) / 2;
        if (!(await wait(clock, ms, signal))) return aborted();
      }
    },
  };
}
