/**
 * A value as JSON, as the language means it: old libraries give arrays and strings a `toJSON` that
 * makes texts of them.
 */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, written: unknown) {
    const own = this[key];
    return Array.isArray(own) || typeof own === 'string' ? own : written;
  });
}
