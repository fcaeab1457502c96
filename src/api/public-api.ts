import type { Result } from '../core/index.js';
import type { Operation } from './operation.js';
import * as commentsRead from './operations/comments-read.js';
import * as commentsWrite from './operations/comments-write.js';
import * as comments from './operations/get-comments.js';
import * as live from './operations/live.js';
import * as media from './operations/media.js';
import * as notifications from './operations/notifications.js';
import * as pageReacts from './operations/page-reacts.js';
import * as people from './operations/people.js';
import * as site from './operations/site.js';
import * as votes from './operations/votes.js';
import {
  createTransport,
  type CallOptions,
  type Transport,
  type TransportOptions,
} from './transport.js';

/** Every operation by its name. A new one is a row in one of these modules. */
const operations = {
  ...comments,
  ...commentsRead,
  ...commentsWrite,
  ...votes,
  ...live,
  ...people,
  ...notifications,
  ...pageReacts,
  ...media,
  ...site,
};

/** Methods made of operations: the same without the transport. */
export type Methods<Operations> = {
  readonly [Name in keyof Operations]: Operations[Name] extends Operation<infer P, infer V>
    ? object extends P
      ? (params?: P, options?: CallOptions) => Promise<Result<V>>
      : (params: P, options?: CallOptions) => Promise<Result<V>>
    : never;
};

/** What a {@link PublicApi} is made with. */
export type PublicApiOptions = TransportOptions;

/**
 * The PublicApi of the service. Its methods are the operation ids of the OpenAPI file in camelCase;
 * each takes one object with that file's parameter names (the body's fields under `body`), as a
 * second argument `{ signal }`, and resolves to `{ ok: true, value }` or `{ ok: false, failure }`.
 * None of them rejects.
 */
export type PublicApi = Methods<typeof operations> & {
  /** What sends the calls; single operations can be called with it too. */
  readonly transport: Transport;
};

class Client {
  readonly transport: Transport;

  constructor(options: PublicApiOptions = {}) {
    const transport = createTransport(options);
    this.transport = transport;
    for (const [name, call] of Object.entries<Operation<object, unknown>>(operations as never)) {
      Object.assign(this, {
        [name]: (params: object = {}, callOptions?: CallOptions) =>
          call(transport, params, callOptions),
      });
    }
  }
}

/** Makes a client of the PublicApi. */
export const PublicApi = Client as unknown as new (options?: PublicApiOptions) => PublicApi;
