/**
 * Errors as values. Nothing in this project throws across a folder: a call that can fail resolves to
 * a {@link Result}, and a failure is one typed value that says what went wrong and what may be done.
 */

/** Where a failure came from, in the order a request meets them. */
export type FailureKind =
  /** The caller aborted the call (route change, element removed). Never shown to a visitor. */
  | 'aborted'
  /** No HTTP answer: DNS, refused or reset connection, CORS refusal, offline. */
  | 'network'
  /** No byte arrived for `timeoutMs`. */
  | 'timeout'
  /** An answer that is not what the service documents (HTML, half a body, wrong shapes). */
  | 'malformed'
  /** The service understood and said no: `status: "failed"` or an HTTP error with its JSON. */
  | 'refused';

/** A failed call. Every field is safe to log and to show: no payload, key or id is ever part of it. */
export interface Failure {
  readonly kind: FailureKind;
  /** The service's machine-readable code (`comment-too-big`), or one of ours for the other kinds. */
  readonly code: string;
  /** English, for developers; may name a parameter, never its value. */
  readonly reason: string;
  /** Localised by the service, to be shown as it is (`translatedError`). */
  readonly text?: string | undefined;
  /** HTTP status, or 0 when there was no answer. */
  readonly status: number;
  /** Whether the same call may succeed later. A write is still never repeated blindly. */
  readonly retryable: boolean;
  /** Milliseconds the service asked to wait (`Retry-After`), if it did. */
  readonly retryAfterMs?: number | undefined;
  /** `secondaryCode` of the service. */
  readonly secondaryCode?: string | undefined;
  /** With `banned`: epoch milliseconds at which the ban ends. */
  readonly bannedUntil?: number | undefined;
  /** With `comment-too-big`: the limit in characters. */
  readonly maxCharacterLength?: number | undefined;
  /** Fresh configuration that came with the refusal; to be merged like any other. */
  readonly customConfig?: Readonly<Record<string, unknown>> | undefined;
}

/** Success with its value. */
export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

/** Failure with its reason. */
export interface Err {
  readonly ok: false;
  readonly failure: Failure;
}

/** What a call that can fail resolves to. */
export type Result<T> = Ok<T> | Err;

/** Wraps a value as success. */
export function succeed<T>(value: T): Ok<T> {
  return { ok: true, value };
}

/** Wraps a failure. `status` defaults to 0 and `retryable` to false. */
export function fail(failure: Omit<Failure, 'status' | 'retryable'> & Partial<Failure>): Err {
  return { ok: false, failure: { status: 0, retryable: false, ...failure } };
}
