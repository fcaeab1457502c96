import type { RefusalCode } from './refusal.js';

/** What goes wrong with a call. */
export type Fault =
  /** Refused by the server with a code, and with the HTTP status that code has unless another is given. */
  | {
      readonly code: RefusalCode | (string & {});
      readonly httpStatus?: number;
      readonly [detail: string]: unknown;
    }
  /** Answered with this status and body, and not processed. */
  | { readonly status: number; readonly json?: unknown; readonly text?: string }
  /** No connection: not processed. */
  | { readonly network: 'refused' }
  /** Processed, but the answer is lost on the way. */
  | { readonly network: 'answer-lost' };

/** Which calls a rule is about, and for how many of them. Everything absent matches. */
export interface FaultRule {
  /** Method of the client, such as `voteComment`. */
  readonly operation?: string;
  readonly urlId?: string;
  /** How many matching calls it applies to. Default: all. */
  readonly times?: number;
  /** How many matching calls pass first. Default: none. */
  readonly skip?: number;
  /** Milliseconds before the call is processed. */
  readonly delayBefore?: number;
  /** Milliseconds between processing and the answer. */
  readonly delayAfter?: number;
  readonly fault?: Fault;
}

/** What is known of a call when rules are asked. */
export interface CallSite {
  readonly operation: string | null;
  readonly urlId: string | null;
}

/** What all rules together do to one call. */
export interface FaultPlan<F> {
  readonly delayBefore: number;
  readonly delayAfter: number;
  readonly fault: F | null;
}

/** Any rule: scope, number and delays, with a fault of its own kind. */
export type Rule<F> = Omit<FaultRule, 'fault'> & { readonly fault?: F };

/** Rules in the order they were made; each counts its own matches. */
export class FaultRules<F = Fault> {
  #rules: { id: number; rule: Rule<F>; seen: number }[] = [];
  #made = 0;

  /** Adds a rule; returns the id it can be removed by. */
  add(rule: Rule<F>): number {
    this.#made += 1;
    this.#rules.push({ id: this.#made, rule, seen: 0 });
    return this.#made;
  }

  remove(id: number): void {
    this.#rules = this.#rules.filter((held) => held.id !== id);
  }

  /** Removes every rule, or those about one page. */
  clear(urlId?: string): void {
    this.#rules = this.#rules.filter((held) => urlId !== undefined && held.rule.urlId !== urlId);
  }

  /** What is done to a call. Delays add up; the first fault wins. */
  plan(site: CallSite): FaultPlan<F> {
    let delayBefore = 0;
    let delayAfter = 0;
    let fault: F | null = null;
    for (const held of this.#rules) {
      const { rule } = held;
      if (rule.operation !== undefined && rule.operation !== site.operation) continue;
      if (rule.urlId !== undefined && rule.urlId !== site.urlId) continue;
      // A second fault waits for its turn instead of being used up unseen.
      if (rule.fault !== undefined && fault !== null) continue;
      held.seen += 1;
      const turn = held.seen - (rule.skip ?? 0);
      if (turn < 1 || turn > (rule.times ?? Infinity)) continue;
      delayBefore += rule.delayBefore ?? 0;
      delayAfter += rule.delayAfter ?? 0;
      fault ??= rule.fault ?? null;
    }
    return { delayBefore, delayAfter, fault };
  }
}
