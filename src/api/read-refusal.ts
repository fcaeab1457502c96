import {
  anyRecord,
  fail,
  finite,
  isRecord,
  text,
  type Failure,
  type Result,
} from '../core/index.js';
import type { Query } from './build-query.js';
import type { Answer } from './exchange.js';
import { parse } from './parse-json.js';

/** Query parameters whose values must never be seen in a reason. */
const SECRETS = ['sso', 'editKey', 'sessionId', 'anonUserId', 'userIdWS'];

/** The JSON inside Base64 text: the user inside a secure `sso`. */
function unpack(base64: string): unknown {
  try {
    return parse(new TextDecoder().decode(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))));
  } catch {
    return undefined;
  }
}

/** The texts inside a JSON value, at any depth, and inside texts that are JSON themselves. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value, ...textsIn(parse(value)), ...textsIn(unpack(value))];
  }
  return typeof value === 'object' && value ? Object.values(value).flatMap(textsIn) : [];
}

/** Everything in the query that the service might quote in a reason and that must not be seen. */
function secretsOf(query: Query): string[] {
  return SECRETS.flatMap((name) => textsIn(query[name]))
    .filter((secret) => secret.length > 3)
    .sort((a, b) => b.length - a.length);
}

/** Milliseconds of a `Retry-After`; a date counts from the service's own clock, where it is known. */
function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (!value) return;
  const ms = /^\d+$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - Date.parse(headers.get('date') ?? '');
  // A day is long enough for anybody, and still fits a timer.
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), 86_400_000);
}

/** Whether a call that got this HTTP status may succeed later. */
function mayPass(status: number): boolean {
  return status < 400 || status >= 500 || status === 408 || status === 429;
}

/** An answer that is not what the service documents. `status` is its HTTP status. */
function malformed(status: number, what: string): { ok: false; failure: Failure } {
  return fail({
    kind: 'malformed',
    code: 'malformed',
    reason: `The service answered with ${what}.`,
    status,
    retryable: mayPass(status),
  });
}

/** The failure that an answer is: a refusal with its code and texts, or something malformed. */
export function readRefusal(
  { status, headers }: Answer,
  body: unknown,
  query: Query,
): Result<never> {
  const retryAfterMs = retryAfterOf(headers);
  const said = isRecord(body) ? body.status : undefined;
  if (!isRecord(body) || (said === undefined && status < 400)) {
    const { failure } = malformed(
      status,
      isRecord(body) ? 'no status' : 'something else than JSON',
    );
    return fail({ ...failure, retryAfterMs });
  }
  const secrets = secretsOf(query);
  const clean = (value: unknown): string | undefined => {
    let shown = text(value);
    for (const secret of secrets) shown = shown?.replaceAll(secret, '…');
    return shown?.slice(0, 500) || undefined;
  };
  const code = clean(body.code) ?? `http-${status}`;
  return fail({
    kind: 'refused',
    code,
    reason: clean(body.reason) ?? code,
    text: clean(body.translatedError),
    status,
    retryable: status >= 500 || status === 408 || status === 429 || code.endsWith('rate-limited'),
    retryAfterMs,
    secondaryCode: clean(body.secondaryCode),
    bannedUntil: finite(body.bannedUntil),
    maxCharacterLength: finite(body.maxCharacterLength),
    customConfig: anyRecord(body.customConfig),
  });
}
