import { Refusal, type RefusalCode } from './refusal.js';

/** Typed reading of the query parameters of one request. */
export class Query {
  readonly #params: URLSearchParams;

  constructor(params: URLSearchParams) {
    this.#params = params;
  }

  has(name: string): boolean {
    return this.#params.has(name);
  }

  /** The text, or null if it is absent or empty. */
  text(name: string): string | null {
    const value = this.#params.get(name);
    return value === null || value === '' ? null : value;
  }

  /** The text, or a refusal. */
  needed(name: string, code: RefusalCode = 'invalid-parameter', httpStatus?: number): string {
    const value = this.text(name);
    if (value !== null) return value;
    throw new Refusal(code, {
      reason: `${name} is required.`,
      ...(httpStatus === undefined ? {} : { httpStatus }),
    });
  }

  /** An integer of at least `least`, null if absent, or a refusal. */
  integer(name: string, code: RefusalCode, least = 0): number | null {
    const value = this.text(name);
    if (value === null) return null;
    const number = Number(value);
    if (!/^[+-]?\d+$/.test(value) || !Number.isSafeInteger(number) || number < least) {
      throw new Refusal(code, { reason: `${name} must be an integer of at least ${least}.` });
    }
    return number;
  }

  /** The texts `true` and `false`; absent is false. */
  flag(name: string): boolean {
    const value = this.text(name);
    if (value === null || value === 'false') return false;
    if (value === 'true') return true;
    throw new Refusal('invalid-parameter', { reason: `${name} must be true or false.` });
  }

  /** Every value of a repeated key. */
  list(name: string): string[] {
    return this.#params.getAll(name).filter((value) => value !== '');
  }

  /** The members of one comma-separated value. */
  commaSeparated(name: string): string[] {
    return (this.text(name) ?? '').split(',').filter((value) => value !== '');
  }
}
