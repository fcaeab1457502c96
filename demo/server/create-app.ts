import { Hono } from 'hono';
import {
  sessionCookieAge,
  sessionCookie,
  type ApiResponse,
} from '../../src/testing/api-message.js';
import { readBody } from '../../src/testing/read-body.js';
import { setApproved, verifySession } from '../../src/testing/moderation.js';
import { handleRequest, readSessionCookie } from '../../src/testing/server-core.js';
import type { ServerState } from '../../src/testing/server-state.js';
import { largestUpload } from '../../src/testing/uploads.js';

/** What a multipart body adds to its file. */
const multipartOverhead = 64 * 1024;

/** Headers that let a page of another origin read the answer, cookies included. */
export function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get('origin');
  if (origin === null) return { vary: 'Origin' };
  return {
    // The exact origin, never `*`: browsers refuse that together with cookies. `null` is one too.
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'Retry-After',
    vary: 'Origin',
  };
}

/** The answer to a preflight, for whatever path. */
export function preflight(request: Request): Response {
  const asked = request.headers.get('access-control-request-headers');
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(request),
      'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
      ...(asked === null ? {} : { 'access-control-allow-headers': asked }),
      ...(request.headers.get('access-control-request-private-network') === 'true'
        ? { 'access-control-allow-private-network': 'true' }
        : {}),
      'access-control-max-age': '600',
      vary: 'Origin, Access-Control-Request-Headers',
    },
  });
}

/** The session cookie as a header; an empty value takes it away. */
export function sessionCookieHeader(value: string): string {
  const age = value === '' ? 0 : sessionCookieAge;
  return `${sessionCookie}=${value}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax`;
}

function toResponse(answer: ApiResponse, cors: Record<string, string>): Response {
  const headers = new Headers({ ...cors, ...answer.headers, 'content-type': answer.type });
  if (answer.cookie !== null) headers.append('set-cookie', sessionCookieHeader(answer.cookie));
  const body = typeof answer.body === 'string' ? answer.body : Uint8Array.from(answer.body);
  return new Response(body, { status: answer.status, headers });
}

function plain(status: number, text: string, cors: Record<string, string>): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { ...cors, 'content-type': 'text/plain; charset=utf-8' },
  });
}

/** The HTTP face of the server: every operation, its pictures, and the two things a person does by hand. */
export function createApp(core: ServerState): Hono {
  const app = new Hono();
  app.options('*', (context) => preflight(context.req.raw));
  // What the mailed link does.
  app.get('/verify/:session', (context) => {
    const done = verifySession(core, context.req.param('session'));
    const text = done ? 'Verified. Thank you!' : 'That link is no longer good.';
    return plain(done ? 200 : 404, text, corsHeaders(context.req.raw));
  });
  // What a moderator does on the service's own pages.
  app.post('/approve/:comment', (context) => {
    const done = setApproved(core, context.req.param('comment'), true);
    return plain(
      done ? 200 : 404,
      done ? 'Approved.' : 'No such comment.',
      corsHeaders(context.req.raw),
    );
  });
  app.all('*', async (context) => {
    const request = context.req.raw;
    const url = new URL(request.url);
    const cors = corsHeaders(request);
    if (Number(request.headers.get('content-length')) > largestUpload + multipartOverhead) {
      const json = {
        status: 'failed',
        code: 'file-too-big',
        reason: 'An image may have 20 MB at most.',
      };
      return Response.json(json, { status: core.errorStatus === '200' ? 200 : 413, headers: cors });
    }
    const answer = await handleRequest(core, {
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      cookie: readSessionCookie(request.headers.get('cookie')),
      origin: url.origin,
      ...(await readBody(request)),
    });
    return toResponse(answer, cors);
  });
  return app;
}
