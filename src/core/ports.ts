/**
 * Ports: the few things of the outside world the widget touches. Everything below the elements gets
 * them handed in, so that stories, tests and other hosts can supply their own.
 */

/** Ends what was started. Calling it twice is harmless. */
export type Stop = () => void;

/** Time. Durations and order come from `monotonic`; `wall` is only ever shown, never compared. */
export interface Clock {
  /** Milliseconds since some fixed point; never goes back (`performance.now()`). */
  monotonic(): number;
  /** Epoch milliseconds of the visitor's clock, which may be wrong. */
  wall(): number;
  /** Calls `run` once after `ms` milliseconds. */
  after(ms: number, run: () => void): Stop;
}

/** Random numbers in [0, 1). */
export type Random = () => number;

/**
 * Keyed text on this device. A port never throws: blocked or full storage reads as empty, and
 * `set` returns false.
 */
export interface Storage {
  get(key: string): string | null;
  /** Returns false if the text could not be kept. */
  set(key: string, value: string): boolean;
  remove(key: string): void;
  /** Every key that is kept. */
  keys(): string[];
}

/** The part of the browser's `WebSocket` the live channel uses. */
export interface Socket {
  onopen: ((event: unknown) => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: unknown) => void) | null;
  onerror: ((event: unknown) => void) | null;
  send(data: string): void;
  close(): void;
}

/** Opens a socket, or throws as the `WebSocket` constructor does. */
export type OpenSocket = (url: string) => Socket;

/** `fetch`, as far as the client uses it. */
export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/** A channel between the tabs of one visitor. `listen` hears the other tabs, never its own posts. */
export interface TabChannel {
  post(message: unknown): void;
  listen(hear: (message: unknown) => void): Stop;
  close(): void;
}
