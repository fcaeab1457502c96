/**
 * What comes back: whatever the service answers, a value that is handed on has the types it says,
 * and what is right is handed on as it came.
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PublicApi, type PublicComment, type Result } from '../../src/api/index.js';
import { openAPINote } from '../support/openapi.js';
import { parametersOf, valuesOf } from './generate.js';
import { file, operations, resolve, type FileOperation, type Schema } from './openapi-file.js';

/** Asks with valid parameters and gives back what is made of an answer. */
async function decode(operation: FileOperation, answer: unknown): Promise<Result<unknown>> {
  const api = new PublicApi({
    // Not `Response.json`: it would write infinity as null, but the wire can hold 1e999.
    fetch: () => Promise.resolve(new Response(write(answer))),
  }) as unknown as Record<string, (params: object) => Promise<Result<unknown>>>;
  const [params] = fc.sample(parametersOf(operation), { numRuns: 1, seed: 7 });
  return api[operation.method]!({ body: { file: new Blob() }, ...params });
}

const write = (answer: unknown): string =>
  JSON.stringify(answer, (_, value: unknown) =>
    value === Infinity ? '\u0000inf' : value,
  ).replaceAll('"\\u0000inf"', '1e999');

/** The schema of a success. The file has none for the comments of a user: it is the page's. */
function successOf({ id, answer }: FileOperation): Schema {
  if (id === 'GetCommentsForUser') {
    return { $ref: '#/components/schemas/GetCommentsResponse_PublicComment_' };
  }
  const schema = resolve(answer);
  return schema.anyOf?.find((one) => !one.$ref?.endsWith('/APIError')) ?? schema;
}

/** Answers as the file allows them, all of them successes. */
const answersOf = (operation: FileOperation): fc.Arbitrary<Record<string, unknown>> =>
  valuesOf(successOf(operation)).map((answer) => ({
    ...(answer as Record<string, unknown>),
    status: 'success',
  }));

/** Members that the client hands through as they are: no type of ours names them. */
const unchecked = new Set([
  'status',
  'statusCode',
  'code',
  'reason',
  'moduleData',
  'customConfig',
  'isWhiteLabeled',
  'isProd',
  'isCrawler',
  // Text in one schema, a flag in the other: both are taken.
  'viewed',
  // Notifications: what the list does not show.
  'conversationId',
  'fromUserNames',
  'fromUserIds',
  'fromUserId',
  'relatedIds',
  'relatedObjectType',
  'sent',
]);

/** Members whose types of ours take null too, though the file does not. */
const mayBeNull = /\.isBy(Admin|Moderator)$/;

/** Where a value has another type than its schema says. Enumerations count as their type. */
function wrongTypes(value: unknown, given: Schema, at = ''): string[] {
  if (value === undefined) return [];
  const schema = resolve(given);
  if (value === null) return schema.nullable || mayBeNull.test(at) ? [] : [`${at} is null`];
  const [only, ...others] = schema.allOf ?? [];
  if (only && others.length === 0) return wrongTypes(value, only, at);
  if (schema.allOf) {
    const parts = schema.allOf.map(resolve);
    const properties = Object.assign({}, ...parts.map((part) => part.properties)) as Record<
      string,
      Schema
    >;
    return wrongTypes(value, { type: 'object', properties }, at);
  }
  if (schema.anyOf) {
    const wrongs = schema.anyOf.map((one) => wrongTypes(value, one, at));
    return wrongs.find((wrong) => wrong.length === 0) ?? wrongs[0] ?? [];
  }
  const type = schema.type === 'integer' ? 'number' : schema.type;
  switch (type) {
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, index) => wrongTypes(item, schema.items ?? {}, `${at}[${index}]`))
        : [`${at} is no array`];
    case 'string':
    case 'boolean':
      return typeof value === type ? [] : [`${at} is no ${type}`];
    case 'number':
      return Number.isFinite(value) ? [] : [`${at} is no number`];
    default:
      if (typeof value !== 'object' || Array.isArray(value)) return [`${at} is no object`];
      return Object.entries(value).flatMap(([key, member]) => {
        const { additionalProperties: inner } = schema;
        if (typeof inner === 'object') return wrongTypes(member, inner, `${at}.${key}`);
        const known = Object.hasOwn(schema.properties ?? {}, key) && schema.properties?.[key];
        return known && !unchecked.has(key) ? wrongTypes(member, known, `${at}.${key}`) : [];
      });
  }
}

/** Anything JSON can say, and what is most easily taken for something else. */
const junk = fc.oneof(
  fc.constantFrom(
    null,
    '',
    0,
    -1,
    1.5,
    Infinity,
    true,
    false,
    '12',
    'null',
    [],
    {},
    [null],
    [[]],
    'x',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Puts junk in one place of an answer. */
function spoil(value: unknown, choose: readonly number[], waste: unknown): unknown {
  const [first = 0, ...rest] = choose;
  if (typeof value !== 'object' || value === null || choose.length === 0) return waste;
  const keys = Object.keys(value);
  const key = keys[first % Math.max(1, keys.length)];
  if (key === undefined) return waste;
  const member = (value as Record<string, unknown>)[key];
  const spoiled = rest.length > 0 ? spoil(member, rest, waste) : waste;
  return Array.isArray(value) ? value.with(Number(key), spoiled) : { ...value, [key]: spoiled };
}

/** What every comment that is handed on has, down the tree. */
function expectComments(comments: readonly PublicComment[]): void {
  for (const comment of comments) {
    expect(comment._id).not.toBe('');
    expect([typeof comment._id, typeof comment.commentHTML, typeof comment.commenterName]).toEqual([
      'string',
      'string',
      'string',
    ]);
    expect(typeof comment.verified).toBe('boolean');
    if (comment.date !== null) expect(Date.parse(comment.date)).not.toBeNaN();
    if (comment.children) expectComments(comment.children);
  }
}

describe.skipIf(!file)(`answers against the OpenAPI file${openAPINote}`, () => {
  describe.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s',
    (id, operation) => {
      test('what is right is handed on as it came', async () => {
        await fc.assert(
          fc.asyncProperty(answersOf(operation), async (answer) => {
            const result = await decode(operation, answer);
            // An upload that names no image is of no use, whatever the file allows.
            if (
              id === 'UploadImage' &&
              !answer.url &&
              !(answer.media as unknown[] | undefined)?.length
            ) {
              expect(result.ok).toBe(false);
              return;
            }
            expect(result.ok && result.value).toMatchObject(
              id.startsWith('GetGifs')
                ? { status: 'success' }
                : (JSON.parse(JSON.stringify(answer)) as object),
            );
          }),
          { numRuns: 30 },
        );
      });

      test('junk is left out or makes the answer malformed', async () => {
        const spoiled = fc
          .tuple(
            answersOf(operation),
            fc.array(fc.tuple(fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), junk), {
              maxLength: 4,
            }),
          )
          .map(([answer, wastes]): unknown => ({
            ...(wastes.reduce<unknown>(
              (value, [path, waste]) => spoil(value, path, waste),
              answer,
            ) as object),
            status: 'success',
          }));
        await fc.assert(
          fc.asyncProperty(spoiled, async (answer) => {
            const result = await decode(operation, answer);
            if (result.ok) {
              expect(wrongTypes(result.value, successOf(operation))).toEqual([]);
              const { comments } = result.value as { comments?: PublicComment[] };
              if (comments) expectComments(comments);
            } else expect(result.failure).toMatchObject({ kind: 'malformed', code: 'malformed' });
          }),
          { numRuns: 150 },
        );
      });
    },
  );
});

test('of a GIF only its address and size are handed on', async () => {
  const images = [
    ['https://gifs.example/a.gif', 20, 10, false],
    ['https://gifs.example/b.gif', '20', 10],
  ];
  const api = new PublicApi({
    fetch: () => Promise.resolve(Response.json({ status: 'success', images })),
  });
  const result = await api.getGifsTrending({ tenantId: 'demo' });
  expect(result.ok && result.value.images).toEqual([['https://gifs.example/a.gif', 20, 10]]);
});

const comment = { _id: 'c', commenterName: 'Ada', commentHTML: 'Hi', verified: true, date: null };

async function commentsOf(comments: unknown): Promise<readonly PublicComment[] | null> {
  const api = new PublicApi({
    fetch: () => Promise.resolve(Response.json({ status: 'success', comments, user: null })),
  });
  const result = await api.getCommentsPublic({ tenantId: 'demo', urlId: 'p' });
  return result.ok ? result.value.comments : null;
}

test('a bad comment is dropped, a bad member of a good one is left out', async () => {
  const reply = { ...comment, _id: 'r', parentId: 'c' };
  expect(
    await commentsOf([
      { ...comment, _id: 7 },
      { ...comment, _id: '' },
      { ...comment, _id: 'html', commentHTML: ['<b>'] },
      null,
      'comment',
      {
        ...comment,
        votes: '3',
        isPinned: 'yes',
        badges: [{ id: 'b', type: 1, description: 'x' }, 4],
      },
      {
        ...comment,
        _id: 'p',
        children: [reply, { ...reply, commentHTML: null }],
        date: 'tomorrow',
      },
    ]),
  ).toEqual([
    {
      ...comment,
      votes: undefined,
      isPinned: undefined,
      badges: [{ id: 'b', type: 1, description: 'x' }],
    },
    { ...comment, _id: 'p', children: [reply] },
  ]);
});

test('a page without a list of comments is malformed', async () => {
  expect(await commentsOf(undefined)).toBe(null);
  expect(await commentsOf({ 0: comment })).toBe(null);
});

test('an absurdly deep tree is cut', async () => {
  // By hand: a stack of this depth would be the test's own problem.
  const levels = 20_000;
  const open = `{"_id":"c","commenterName":"","commentHTML":"","verified":true,"date":null,"children":[`;
  const api = new PublicApi({
    fetch: () =>
      Promise.resolve(
        new Response(
          `{"status":"success","user":null,"comments":[${open.repeat(levels)}${']}'.repeat(levels)}]}`,
        ),
      ),
  });
  const result = await api.getCommentsPublic({ tenantId: 'demo', urlId: 'p' });
  if (!result.ok) throw new Error('malformed');
  let depth = 0;
  for (let at = result.value.comments; at.length > 0; at = at[0]?.children ?? []) depth++;
  expect(depth).toBe(201);
});
