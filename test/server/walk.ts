import { expect } from 'vitest';
import type { OpenAPI } from '../support/openapi.js';

/** A browser in a test: real HTTP, a cookie jar of one, every call checked on both ends. */
export interface Walker {
  /** Calls an operation; checks the request and the answer against the OpenAPI file. */
  call(
    method: string,
    path: string,
    query?: Record<string, string | number | boolean | string[]>,
    body?: unknown,
  ): Promise<{ status: number; json: Record<string, unknown> }>;
  /** Sends a form with a file. */
  upload(path: string, file: Blob): Promise<{ status: number; json: Record<string, unknown> }>;
  /** The cookie, as it would be sent. */
  cookie: string | null;
}

/** Operations called, by the id the file gives them, and which of them were refused. */
export interface Walked {
  readonly succeeded: Set<string>;
  readonly failed: Set<string>;
}

/** Makes a browser for a server. */
export function createWalker(base: string, api: OpenAPI, walked: Walked): Walker {
  async function send(
    method: string,
    url: URL,
    init: RequestInit,
    body: unknown,
    multipart: boolean,
  ) {
    const operation = api.find(method, url.href);
    expect(operation, `${method} ${url.pathname}`).not.toBeNull();
    const request = { method, url: url.href, ...(multipart ? { multipart } : { body }) };
    expect(api.checkRequest(request), `request ${method} ${url.href}`).toEqual([]);
    const response = await fetch(url, {
      ...init,
      method,
      headers: { ...(init.headers as object), ...(walker.cookie ? { cookie: walker.cookie } : {}) },
    });
    const set = response.headers.get('set-cookie');
    if (set !== null) {
      const [pair = ''] = set.split(';');
      walker.cookie = pair.endsWith('=') ? null : pair;
    }
    const json = (await response.json()) as Record<string, unknown>;
    expect(
      api.checkAnswer(operation!.id, response.status, json),
      `answer of ${method} ${url.href}: ${JSON.stringify(json).slice(0, 400)}`,
    ).toEqual([]);
    (json.status === 'failed' ? walked.failed : walked.succeeded).add(operation!.id);
    return { status: response.status, json };
  }

  const walker: Walker = {
    cookie: null,
    call(method, path, query = {}, body) {
      const url = new URL(path, base);
      for (const [name, value] of Object.entries(query)) {
        for (const each of Array.isArray(value) ? value : [String(value)]) {
          url.searchParams.append(name, each);
        }
      }
      const init =
        body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      return send(method, url, init, body, false);
    },
    upload(path, file) {
      const form = new FormData();
      form.set('file', file, 'file.png');
      return send('POST', new URL(path, base), { body: form }, undefined, true);
    },
  };
  return walker;
}
