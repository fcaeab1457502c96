import { sessionCookie, type ApiRequest, type ApiResponse } from './api-message.js';
import { Call } from './call.js';
import { matchOperation, type Match } from './operations.js';
import { atOrigin } from './own-origin.js';
import { drawPicture } from './pictures.js';
import { Query } from './query.js';
import { Refusal } from './refusal.js';
import type { ServerState } from './server-state.js';
import { readSSO, type SSOIdentity } from './sso.js';
import { findViewer } from './viewer.js';

const json = 'application/json; charset=utf-8';

/** Pictures never change, and nothing in them may run. */
const pictureHeaders = {
  'cache-control': 'public, max-age=86400',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
};

function answerJSON(
  status: number,
  value: unknown,
  origin: string,
  cookie: string | null = null,
  headers: Record<string, string> = {},
): ApiResponse {
  return {
    status,
    body: atOrigin(JSON.stringify(value), origin),
    type: json,
    headers: { 'cache-control': 'no-store', ...headers },
    cookie,
  };
}

function picture(state: ServerState, path: string): ApiResponse | null {
  const [, id] = /^\/uploads\/(\w+)\.\w+$/.exec(path) ?? [];
  const upload = id === undefined ? undefined : state.db.uploads.get(id);
  const bytes = upload && state.db.getBytes(upload._id);
  const found = bytes ? { type: upload.type, body: bytes } : drawPicture(path);
  return found && { status: 200, ...found, headers: pictureHeaders, cookie: null };
}

function tenantOf({ operation, params }: Match, query: Query): string {
  if (operation.tenant === 'none') return '';
  const id =
    operation.tenant === 'path'
      ? (params.tenantId ?? '')
      : query.needed('tenantId', 'invalid-tenant-id');
  if (!/^[\w.-]{1,100}$/.test(id)) throw new Refusal('invalid-tenant-id');
  return id;
}

/** Refuses tenants that do not exist or do not know this domain. */
function needTenant(state: ServerState, tenantId: string): void {
  if (tenantId === '') return;
  const tenant = state.tenant(tenantId);
  if (!tenant) throw new Refusal('invalid-tenant');
  if (tenant.refusesDomain) throw new Refusal('domain-unauthorized');
}

async function readIdentity(
  state: ServerState,
  match: Match,
  query: Query,
  tenantId: string,
): Promise<SSOIdentity | null> {
  const text = match.operation.sso ? query.text('sso') : null;
  return text === null ? null : readSSO(text, state.tenant(tenantId) ?? {}, state.now());
}

function handleCall(
  state: ServerState,
  request: ApiRequest,
  match: Match,
  query: Query,
  tenantId: string,
  sso: SSOIdentity | null,
): ApiResponse {
  const sent = query.text('anonUserId');
  if (sent !== null && state.anonUserId === 'refuse') {
    throw new Refusal('unexpected-parameter', { reason: 'Unknown parameter: anonUserId.' });
  }
  const viewer = findViewer(state, tenantId, sso, {
    cookie: request.cookie ?? null,
    sessionId: query.text('sessionId'),
    anonUserId: state.anonUserId === 'honour' ? sent : null,
  });
  if (state.limiter && viewer.actor !== null) {
    const { callsPerMinute } = state.limiter;
    const wait = state.limiter.take('call', viewer.actor, callsPerMinute, state.now());
    if (wait > 0) throw new Refusal('rate-limited', { retryAfter: wait });
  }
  const call = new Call(state, request, match.params, query, tenantId, viewer);
  const answer = match.operation.handle(call);
  return answerJSON(200, answer, request.origin, call.cookie);
}

function refuse(state: ServerState, error: unknown, origin: string): ApiResponse {
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal('internal-error', {
          reason: error instanceof Error ? `${error.name}: ${error.message}` : 'The server failed.',
        });
  const { retryAfter } = refusal.detail;
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const status = state.errorStatus === '200' ? 200 : refusal.httpStatus;
  return answerJSON(status, refusal, origin, null, headers);
}

/**
 * Answers one request. Everything it changed is kept before this resolves, and live events of it were
 * sent. Never rejects.
 */
export async function handleRequest(state: ServerState, request: ApiRequest): Promise<ApiResponse> {
  const { origin } = request;
  try {
    const match = matchOperation(request.method, request.path);
    if (!match) {
      const drawn = request.method === 'GET' ? picture(state, request.path) : null;
      if (drawn) {
        const { body } = drawn;
        return typeof body === 'string' ? { ...drawn, body: atOrigin(body, origin) } : drawn;
      }
      const refusal = new Refusal('not-found', { reason: 'There is no such operation.' });
      return answerJSON(404, refusal, origin);
    }
    const query = new Query(request.query);
    const tenantId = tenantOf(match, query);
    needTenant(state, tenantId);
    const sso = await readIdentity(state, match, query, tenantId);
    // From here on nothing waits: what one request reads and writes is not mixed with another's.
    return state.transact(() => handleCall(state, request, match, query, tenantId, sso));
  } catch (error) {
    return refuse(state, error, origin);
  }
}

/** The session cookie in a `Cookie` header. */
export function readSessionCookie(header: string | null | undefined): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === sessionCookie && value) return value;
  }
  return undefined;
}
