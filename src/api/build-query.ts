/** A value of the query. Arrays repeat their key; `undefined` and `null` are left out. */
export type QueryValue = string | number | boolean | readonly string[] | null | undefined;

/** Query parameters by name. */
export type Query = Readonly<Record<string, QueryValue>>;

/**
 * Percent-encodes text for a path segment or a query. Half a surrogate pair, which a search box cut
 * in the middle of an emoji can hold and which `encodeURIComponent` throws on, becomes U+FFFD.
 */
export function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

/** The query string with its `?`, or nothing. Booleans are `true` and `false`. */
export function buildQuery(query: Query): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item: unknown) => item !== undefined && item !== null)
      .map((item: unknown) => `${encode(key)}=${encode(String(item))}`),
  );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
