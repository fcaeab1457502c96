import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PublicApi, type CallOptions, type Result } from '../../src/api/index.js';
import { anyText, parametersOf } from './generate.js';
import { loadOpenAPI, openAPINote } from '../support/openapi.js';
import { operations, type FileOperation } from './openapi-file.js';

interface Sent {
  readonly url: URL;
  readonly init: RequestInit;
}

type Call = (params?: object, options?: CallOptions) => Promise<Result<unknown>>;

/** A client whose requests are written down and answered with `answer`. */
function watch(answer: unknown = { status: 'failed', code: 'not-now', reason: 'Not now.' }) {
  const sent: Sent[] = [];
  const api = new PublicApi({
    apiHost: 'https://api.test/',
    fetch: (input, init = {}) => {
      sent.push({ url: new URL(input), init });
      return Promise.resolve(Response.json(answer));
    },
  });
  const call = (operation: FileOperation): Call =>
    (api as unknown as Record<string, Call>)[operation.method]!;
  return { sent, api, call };
}

/** A value as it stands in a query. */
const written = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : [String(value)];

const openAPI = loadOpenAPI();

const withBroadcast = [
  'CreateCommentPublic',
  'SetCommentText',
  'DeleteCommentPublic',
  'VoteComment',
  'DeleteCommentVote',
  'PinComment',
  'UnPinComment',
  'LockComment',
  'UnLockComment',
];

const withAnonUserId = [
  'GetCommentsPublic',
  'CreateCommentPublic',
  'GetCommentText',
  'SetCommentText',
  'DeleteCommentPublic',
  'VoteComment',
  'DeleteCommentVote',
  'FlagCommentPublic',
  'BlockFromCommentPublic',
  'UnBlockCommentPublic',
  'CheckedCommentsForBlocked',
];

describe.skipIf(!openAPI)(`requests against the OpenAPI file${openAPINote}`, () => {
  test('every operation of a comment thread is a method, and every method an operation', () => {
    expect(operations).toHaveLength(45);
    expect(
      Object.keys(new PublicApi())
        .filter((name) => name !== 'transport')
        .sort(),
    ).toEqual(operations.map(({ method }) => method).sort());
  });

  test('broadcastId is on exactly nine calls', () => {
    expect(
      operations
        .filter(({ parameters }) => parameters.some(({ name }) => name === 'broadcastId'))
        .map(({ id }) => id)
        .sort(),
    ).toEqual(withBroadcast.toSorted());
  });

  describe.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s',
    (id, operation) => {
      test('asks for what the file describes', async () => {
        const { sent, call } = watch();
        await fc.assert(
          fc.asyncProperty(
            parametersOf(operation),
            fc.record(
              {
                anonUserId: anyText,
                sso: anyText,
                broadcastId: anyText,
                sessionId: anyText,
                stray: anyText,
              },
              { requiredKeys: [] },
            ),
            async (params, strays) => {
              sent.length = 0;
              const given: Record<string, unknown> = { ...strays, ...params };
              const file = new Blob(['png'], { type: 'image/png' });
              if (operation.body?.type === 'multipart/form-data') given.body = { file };
              const result = await call(operation)(given);
              expect(result.ok).toBe(false);

              expect(sent).toHaveLength(1);
              const { url, init } = sent[0]!;
              expect(url.origin).toBe('https://api.test');
              expect(init.method).toBe(operation.http);
              expect(init.credentials).toBe('include');

              // The path is the template's, filled in.
              const segments = url.pathname.split('/').map(decodeURIComponent);
              expect(segments).toEqual(
                operation.path
                  .split('/')
                  .map((part) =>
                    part.replace(/^{(\w+)}$/, (_, name: string) => String(params[name])),
                  ),
              );

              const multipart = init.body instanceof FormData;
              const body: unknown =
                typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
              const request = { method: operation.http, url: url.href, body, multipart };
              expect(openAPI?.find(request.method, request.url)?.id).toBe(operation.method);
              expect(openAPI?.checkRequest(request)).toEqual([]);

              // Every parameter that was given is there as it was given, and nothing else is.
              const asked = new Set(url.searchParams.keys());
              const names = operation.parameters.flatMap((one) =>
                one.in === 'query' ? [one.name] : [],
              );
              if (withAnonUserId.includes(id)) names.push('anonUserId');
              for (const name of names) {
                const value = given[name];
                expect(url.searchParams.getAll(name), name).toEqual(
                  value === undefined ? [] : written(value),
                );
                asked.delete(name);
              }
              expect([...asked]).toEqual([]);

              // So is the body.
              expect([...new Headers(init.headers)]).toEqual(
                body === undefined ? [] : [['content-type', 'application/json']],
              );
              if (multipart) {
                const form = init.body as FormData;
                expect([...form.keys()]).toEqual(['file']);
                expect(await (form.get('file') as Blob).text()).toBe('png');
              } else expect(body).toEqual(params.body && JSON.parse(JSON.stringify(params.body)));
            },
          ),
          { numRuns: 40 },
        );
      });

      test.each(operation.parameters.filter(({ required }) => required).map(({ name }) => name))(
        'sends nothing without %s',
        async (name) => {
          const { sent, call } = watch();
          const [params] = fc.sample(parametersOf(operation), { numRuns: 1, seed: 7 });
          for (const nothing of [undefined, null, '']) {
            if (nothing === '' && name === 'pageTitle') continue;
            const result = await call(operation)({
              body: { file: new Blob() },
              ...params,
              [name]: nothing,
            });
            expect(result).toMatchObject({
              ok: false,
              failure: { kind: 'refused', code: 'missing-parameter', status: 0, retryable: false },
            });
            if (!result.ok) expect(result.failure.reason).toContain(name);
          }
          expect(sent).toEqual([]);
        },
      );

      if (!operation.body) return;
      test('sends nothing without a body', async () => {
        const { sent, call } = watch();
        const [params] = fc.sample(parametersOf(operation), { numRuns: 1, seed: 7 });
        const result = await call(operation)({ ...params, body: undefined });
        expect(result).toMatchObject({ ok: false, failure: { code: 'missing-parameter' } });
        expect(sent).toEqual([]);
      });
    },
  );
});

test('half a character does not break a request', async () => {
  const { sent, api } = watch();
  await api.getCommentsPublic({ tenantId: 'demo', urlId: 'p', searchText: 'a\uD83D' });
  expect(sent[0]!.url.searchParams.get('searchText')).toBe('a\uFFFD');
});

test.each(['.', '..'])('%s never becomes part of a path', async (commentId) => {
  const { sent, api } = watch();
  const result = await api.getCommentText({ tenantId: 'demo', commentId });
  expect(result).toMatchObject({ ok: false, failure: { code: 'invalid-parameter' } });
  expect(sent).toEqual([]);
});

test('null is left out of the query', async () => {
  const { sent, api } = watch();
  await api.getCommentsPublic({ tenantId: 'demo', urlId: 'p', parentId: null as never, page: 0 });
  expect([...sent[0]!.url.searchParams]).toEqual([
    ['urlId', 'p'],
    ['page', '0'],
  ]);
});

test.each([
  [{}, 'https://fastcomments.com/'],
  [{ region: 'eu' as const }, 'https://eu.fastcomments.com/'],
  [{ region: 'eu' as const, apiHost: 'https://own.test//' }, 'https://own.test/'],
  [{ apiHost: 'https://own.test/base' }, 'https://own.test/base/'],
  [{ apiHost: '' }, 'https://fastcomments.com/'],
])('the host of %j is %s', async (options, base) => {
  let url = '';
  const api = new PublicApi({
    ...options,
    fetch: (input) => {
      url = input;
      return Promise.resolve(Response.json({ status: 'success' }));
    },
  });
  expect(await api.logoutPublic()).toMatchObject({ ok: true });
  expect(url).toBe(`${base}auth/logout`);
});
