/**
 * Checks for what comes over the wire. A {@link Check} gets a value as `JSON.parse` left it and
 * answers with the same value if it is right, with a mended copy if a part of it was junk, and with
 * `undefined` if it is of no use. Looking in place and copying only what is wrong keeps thousands of
 * comments cheap. The makers are marked free of side effects, so that bundlers drop unused tables.
 */
export type Check<T> = (value: unknown, depth?: number) => T | undefined;

/** A check that never leaves its field undefined: it has a fallback, or makes the whole record junk. */
export type SureCheck<T> = Check<T> & { readonly sure: true };

/** One check for every member of `T`; what `T` requires needs a {@link SureCheck}. */
export type Fields<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K> ? Check<T[K]> : SureCheck<T[K]>;
};

const JUNK = Symbol();

/** Whether a value is a JSON object (no array, no null). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Any JSON object, unchecked inside. */
export const anyRecord: Check<Readonly<Record<string, unknown>>> = (value) =>
  isRecord(value) ? value : undefined;

/** A string. */
export const text: Check<string> = (value) => (typeof value === 'string' ? value : undefined);

/** A boolean. */
export const flag: Check<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** A finite number: JSON can spell infinity (`1e999`). */
export const finite: Check<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** A string that `Date` can read. */
export const dateText: Check<string> = (value) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined;

/** One of the given values. */
/* @__NO_SIDE_EFFECTS__ */
export function oneOf<const T>(...values: readonly T[]): Check<T> {
  return (value) => values.find((known) => known === value);
}

/** What the check takes, or null. */
/* @__NO_SIDE_EFFECTS__ */
export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value, depth) => (value === null ? null : check(value, depth));
}

/** What the check takes, else the fallback. */
/* @__NO_SIDE_EFFECTS__ */
export function or<T>(check: Check<T>, fallback: T): SureCheck<T> {
  return ((value, depth) => check(value, depth) ?? fallback) as SureCheck<T>;
}

/** What the check takes; without it the record around is junk. */
/* @__NO_SIDE_EFFECTS__ */
export function must<T>(check: Check<T>): SureCheck<T> {
  return ((value, depth) => check(value, depth) ?? (JUNK as never)) as SureCheck<T>;
}

/** An object whose members are checked one by one. Members without a check stay as they are. */
/* @__NO_SIDE_EFFECTS__ */
export function record<T extends object>(fields: Fields<T>): Check<T> {
  const keys = Object.keys(fields);
  const checks = Object.values<Check<unknown>>(fields);
  return (value, depth) => {
    if (!isRecord(value)) return;
    let mended = value;
    // An index and no iterator: this is the one loop that runs for every member of every comment.
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      const check = checks[i];
      if (key === undefined || !check) break;
      const was = value[key];
      const is = check(was, depth);
      if (is === was) continue;
      if (is === JUNK) return;
      if (mended === value) mended = { ...value };
      mended[key] = is;
    }
    return mended as T;
  };
}

/** An array; items the check has no use for are left out. */
/* @__NO_SIDE_EFFECTS__ */
export function list<T>(check: Check<T>): Check<readonly T[]> {
  return (value, depth) => {
    if (!Array.isArray(value)) return;
    let mended: T[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const was: unknown = value[i];
      const is = check(was, depth);
      if (is === was && is !== undefined) mended?.push(is);
      else {
        mended ??= value.slice(0, i);
        if (is !== undefined) mended.push(is);
      }
    }
    return mended ?? (value as T[]);
  };
}

/** An object used as a map; entries the check has no use for are left out. */
/* @__NO_SIDE_EFFECTS__ */
export function mapOf<T>(check: Check<T>): Check<Readonly<Record<string, T>>> {
  return (value, depth) => {
    if (!isRecord(value)) return;
    const entries = Object.entries(value);
    const kept = entries.flatMap(([key, was]) => {
      const is = check(was, depth);
      return is === undefined ? [] : [[key, is] as const];
    });
    return entries.length === kept.length && kept.every(([key, is]) => value[key] === is)
      ? (value as Record<string, T>)
      : Object.fromEntries(kept);
  };
}
