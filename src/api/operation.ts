import { fail, succeed, type Check, type Result } from '../core/index.js';
import { encode, type QueryValue } from './build-query.js';
import type { CallOptions, Method, Transport } from './transport.js';

/**
 * One call of the PublicApi. Takes the OpenAPI file's parameters as one object, the body's fields
 * under `body`; never rejects. A required parameter that is missing or empty is a failure with the
 * code `missing-parameter`, and nothing is sent.
 */
export type Operation<P, V> = (
  transport: Transport,
  params: P,
  options?: CallOptions,
) => Promise<Result<V>>;

function unsent(code: string, name: string, is: string): Result<never> {
  return fail({ kind: 'refused', code, reason: `Parameter ${name} ${is}; nothing was sent.` });
}

/**
 * Makes an operation of a row of data. `names` lists the parameters beside those in the path,
 * separated by spaces: `urlId!` must be there and not be empty, `pageTitle!?` must be there, `body`
 * is sent as the body. Members of the parameters that are not listed are never sent.
 */
/* @__NO_SIDE_EFFECTS__ */
export function operation<P extends object, V>(
  method: Method,
  path: string,
  names: string,
  decode: Check<V>,
): Operation<P, V> {
  return async (transport, params, options) => {
    const given = params as Record<string, unknown>;
    let missing: string | undefined;
    let bad: string | undefined;
    const need = (name: string, mayBeEmpty = false): unknown => {
      const value = given[name];
      if (value === undefined || value === null || (value === '' && !mayBeEmpty)) missing ??= name;
      return value;
    };
    const filled = path.replace(/{(\w+)}/g, (_, name: string) => {
      const segment = String(need(name));
      // Not even encoded does a dot segment survive the parsing of an address.
      if (/^\.\.?$/.test(segment)) bad ??= name;
      return encode(segment);
    });
    const query: Record<string, QueryValue> = {};
    let body: unknown;
    for (const entry of names.split(' ')) {
      const [name = '', mark] = entry.split('!');
      const value = mark === undefined ? given[name] : need(name, mark === '?');
      if (name === 'body') body = value;
      else if (name) query[name] = value as QueryValue;
    }
    if (missing) return unsent('missing-parameter', missing, 'is missing');
    if (bad) return unsent('invalid-parameter', bad, 'cannot be part of a path');
    const result = await transport.request(method, filled, query, body, options);
    if (!result.ok) return result;
    const value = decode(result.value);
    return value === undefined
      ? fail({
          kind: 'malformed',
          code: 'malformed',
          reason: `The service answered with an unexpected object (${method} ${path}).`,
          status: 200,
          retryable: true,
        })
      : succeed(value);
  };
}
