import type { Call } from './call.js';

/** What a handler gives back: the JSON of a success. */
export type Answer = Readonly<Record<string, unknown>>;

/** An operation of the PublicApi. */
export interface Operation {
  /** Method of the client that calls it: the operation's documented id in camelCase. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with its parameters in braces. */
  readonly path: string;
  /** Where the tenant stands, if it does. */
  readonly tenant: 'path' | 'query' | 'none';
  /** Whether single sign-on can say who is calling. */
  readonly sso: boolean;
  readonly handle: (call: Call) => Answer;
}

/** Describes an operation. The tenant is found from its path. */
export function operation(
  id: string,
  method: Operation['method'],
  path: string,
  who: 'sso' | 'cookie',
  handle: (call: Call) => Answer,
  tenant: Operation['tenant'] = path.includes('{tenantId}') ? 'path' : 'query',
): Operation {
  return { id, method, path, tenant, sso: who === 'sso', handle };
}
