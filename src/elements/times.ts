/**
 * Dates as the visitor reads them. "Now" is the server's time as far as it is known, so that a wrong
 * clock on this side never shows the future; one ticker serves every relative time of the thread.
 */
import type { Clock, Stop } from '../core/index.js';
import { absoluteTime, relativeTime, type Texts } from '../i18n/index.js';

/** How dates are written. */
export interface TimeStyle {
  readonly isAbsolute: boolean;
  readonly isBoth: boolean;
}

/** No zone's day begins within a quarter of an hour. */
const quarter = 900_000;

/** Names of days that are kept at once. */
const mostDays = 1000;

/** Milliseconds between two looks at the relative times. */
const tick = 30_000;

/** Formats dates and tells when they have to be written anew. */
export class Times {
  readonly #clock: Clock;
  readonly #offset: () => number | null;
  readonly #texts: () => Texts;
  readonly #style: () => TimeStyle;
  readonly #days = new Map<string, string>();

  /** @param offset server time minus monotonic time, as far as it is known */
  constructor(
    clock: Clock,
    offset: () => number | null,
    texts: () => Texts,
    style: () => TimeStyle,
  ) {
    this.#clock = clock;
    this.#offset = offset;
    this.#texts = texts;
    this.#style = style;
  }

  /** Epoch milliseconds of the server's present, as well as it is known. */
  now(): number {
    const offset = this.#offset();
    return offset === null ? this.#clock.wall() : this.#clock.monotonic() + offset;
  }

  /** The date as it stands in a row. */
  show(date: number): string {
    const { isAbsolute, isBoth } = this.#style();
    if (isAbsolute) return this.full(date);
    return isBoth ? `${this.full(date)} (${this.relative(date)})` : this.relative(date);
  }

  /** "3 hours ago"; never in the future. */
  relative(date: number): string {
    return relativeTime(this.#texts(), Math.max(0, this.now() - date));
  }

  /** Day, month and year: for names, where a time that goes on would be noise. */
  day(date: number): string {
    // Many comments are of one day, and formatting is the dearest part of a row's name.
    const texts = this.#texts();
    const key = texts.locale + String(Math.floor(date / quarter));
    let day = this.#days.get(key);
    if (day === undefined) {
      if (this.#days.size >= mostDays) this.#days.clear();
      this.#days.set(key, (day = absoluteTime(texts, date, 'day')));
    }
    return day;
  }

  /** Date and time of day in the visitor's zone. */
  full(date: number): string {
    return absoluteTime(this.#texts(), date);
  }

  /** Calls `run` now and then while the page is seen, and when it is seen again. */
  start(run: () => void): Stop {
    let stop: Stop = () => undefined;
    const next = () => {
      stop();
      if (!document.hidden) stop = this.#clock.after(tick, again);
    };
    const again = () => {
      if (!document.hidden) run();
      next();
    };
    next();
    document.addEventListener('visibilitychange', again);
    return () => {
      document.removeEventListener('visibilitychange', again);
      stop();
    };
  }
}
