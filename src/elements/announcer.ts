/**
 * What screen readers hear: one polite and one assertive region, present and empty from the start.
 * Messages that come close together are said as one.
 */
const pause = 150;
/** Live arrivals are batched: a busy thread must not talk all the time. */
const arrivalPause = 4000;

/** Says things in the regions of one widget. */
export class Announcer {
  readonly #region: (isAlert: boolean) => Element | null;
  readonly #waiting = new Map<boolean, string[]>();
  #arrived = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(region: (isAlert: boolean) => Element | null) {
    this.#region = region;
  }

  /** Says a text politely, or at once if it is an alert. */
  say(text: string, isAlert = false): void {
    if (text === '') return;
    const waiting = this.#waiting.get(isAlert);
    if (waiting) {
      waiting.push(text);
      return;
    }
    this.#waiting.set(isAlert, [text]);
    const region = this.#region(isAlert);
    if (region) region.textContent = '';
    setTimeout(() => {
      const texts = this.#waiting.get(isAlert) ?? [];
      this.#waiting.delete(isAlert);
      const target = this.#region(isAlert);
      if (target) target.textContent = [...new Set(texts)].join(' ');
    }, pause);
  }

  /** Notes how many live comments wait; says so once in a while, if there are more than before. */
  noteArrivals(count: number, toText: (count: number) => string): void {
    const isMore = count > this.#arrived;
    this.#arrived = count;
    if (!isMore || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#arrived > 0) this.say(toText(this.#arrived));
    }, arrivalPause);
  }

  /** Forgets what was not said yet. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#arrived = 0;
  }
}
