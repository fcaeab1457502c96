/**
 * A set that remembers the last `limit` values added and forgets the oldest. Used wherever "have we
 * seen this before" must stay cheap over a page's whole life (broadcast ids, vote ids).
 */
export class BoundedSet<T> {
  readonly #values = new Set<T>();
  readonly #limit: number;

  /** @param limit how many values are remembered, at least 1 */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many values are remembered now. */
  get size(): number {
    return this.#values.size;
  }

  /** Remembers a value; returns false if it was remembered already. */
  add(value: T): boolean {
    if (this.#values.has(value)) return false;
    this.#values.add(value);
    if (this.#values.size > this.#limit) {
      for (const oldest of this.#values) {
        this.#values.delete(oldest);
        break;
      }
    }
    return true;
  }

  /** Whether the value is remembered. */
  has(value: T): boolean {
    return this.#values.has(value);
  }
}
