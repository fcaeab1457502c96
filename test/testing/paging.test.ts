import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PublicComment, SortDirection } from '../../src/core/index.js';
import { createTestServer, type SeedComment, type TestServer } from '../../src/testing/index.js';

/** A comment of the naive model. */
interface Plain {
  readonly id: string;
  readonly parentId: string | null;
  readonly date: number;
  readonly score: number;
  readonly pinned: boolean;
}

interface Shape {
  /** Index of the parent among the earlier comments; -1 for the top level. */
  readonly parent: number;
  readonly up: number;
  readonly down: number;
  readonly pinned: boolean;
}

const start = Date.UTC(2026, 0, 1);

const shapes = fc
  .array(
    fc.record({
      parent: fc.double({ min: 0, max: 1, noNaN: true }),
      isRoot: fc.boolean(),
      up: fc.nat({ max: 20 }),
      down: fc.nat({ max: 20 }),
      pinned: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
    { maxLength: 60 },
  )
  .map((list): Shape[] =>
    list.map(({ parent, isRoot, up, down, pinned }, at) => ({
      parent: isRoot || at === 0 ? -1 : Math.min(at - 1, Math.floor(parent * at)),
      up,
      down,
      pinned,
    })),
  );

const directions = fc.constantFrom<SortDirection>('MR', 'NF', 'OF');

/** Seeds a page and gives the model of what is on it. */
function plant(server: TestServer, list: readonly Shape[]): Plain[] {
  const made: (SeedComment & { replies: SeedComment[] })[] = list.map((shape, at) => ({
    id: `n${at}`,
    text: `comment ${at}`,
    at: start + at * 3_600_000,
    votesUp: shape.up,
    votesDown: shape.down,
    isPinned: shape.pinned && shape.parent < 0,
    replies: [],
  }));
  list.forEach(({ parent }, at) => made[parent]?.replies.push(made[at]!));
  server.seed(
    made.filter((_, at) => list[at]!.parent < 0),
    'page',
  );
  return list.map((shape, at) => ({
    id: `n${at}`,
    parentId: shape.parent < 0 ? null : `n${shape.parent}`,
    date: start + at * 3_600_000,
    score: shape.up - shape.down,
    pinned: shape.pinned && shape.parent < 0,
  }));
}

/** What the order is by, said once more and plainly: 12 hours for every doubling of the score. */
function rank(comment: Plain, direction: SortDirection): number {
  if (direction === 'OF') return comment.date;
  if (direction === 'NF') return -comment.date;
  const weight = Math.log2(1 + Math.abs(comment.score)) * Math.sign(comment.score);
  return -(comment.date + weight * 12 * 3_600_000);
}

function childrenOf(all: readonly Plain[], parentId: string | null, direction: SortDirection) {
  return all
    .filter((comment) => comment.parentId === parentId)
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || rank(a, direction) - rank(b, direction));
}

interface Wanted {
  id: string;
  hasChildren: boolean;
  childCount: number;
  nestedChildrenCount: number;
  children: Wanted[] | undefined;
}

function naiveTree(
  all: readonly Plain[],
  list: readonly Plain[],
  direction: SortDirection,
  depth: number,
  skipChildren: number,
  limitChildren: number,
): Wanted[] {
  return list.map((comment) => {
    const below = childrenOf(all, comment.id, direction);
    const children =
      depth > 0 && below.length > 0
        ? naiveTree(
            all,
            below.slice(skipChildren, skipChildren + limitChildren),
            direction,
            depth - 1,
            skipChildren,
            limitChildren,
          )
        : undefined;
    const nested = (nodes: Wanted[] = []): number =>
      nodes.reduce((sum, node) => sum + 1 + nested(node.children), 0);
    return {
      id: comment.id,
      hasChildren: below.length > 0,
      childCount: below.length,
      nestedChildrenCount: nested(children),
      children,
    };
  });
}

function asWanted(comment: PublicComment): Wanted {
  return {
    id: comment._id,
    hasChildren: comment.hasChildren!,
    childCount: comment.childCount!,
    nestedChildrenCount: comment.nestedChildrenCount!,
    children: comment.children?.map(asWanted),
  };
}

async function read(server: TestServer, query: Record<string, string | number | boolean>) {
  const answer = await server
    .visitor('Reader')
    .call('GET', '/comments/demo', { urlId: 'page', ...query });
  expect(answer.json.status, JSON.stringify(answer.json)).toBe('success');
  return answer.json as unknown as {
    comments: PublicComment[];
    hasMore: boolean;
    commentCount: number;
    pageNumber: number;
    includesPastPages?: boolean;
  };
}

describe('tree mode', () => {
  test('is the naive tree for any thread, slice, depth and order', async () => {
    await fc.assert(
      fc.asyncProperty(
        shapes,
        directions,
        fc.nat({ max: 12 }),
        fc.nat({ max: 12 }),
        fc.nat({ max: 5 }),
        fc.nat({ max: 3 }),
        fc.nat({ max: 6 }),
        async (list, direction, skip, limit, maxTreeDepth, skipChildren, limitChildren) => {
          const server = createTestServer({ rateLimits: false });
          const all = plant(server, list);
          const roots = childrenOf(all, null, direction);
          const query = { asTree: true, direction, countChildren: true, countAll: true };
          const paging = { skip, limit, maxTreeDepth, skipChildren, limitChildren };
          const answer = await read(server, { ...query, ...paging });
          expect(answer.comments.map(asWanted)).toEqual(
            naiveTree(
              all,
              roots.slice(skip, skip + limit),
              direction,
              maxTreeDepth,
              skipChildren,
              limitChildren,
            ),
          );
          expect(answer.hasMore).toBe(skip + limit < roots.length);
          expect(answer.commentCount).toBe(all.length);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('lists the replies of a comment with parentId', async () => {
    await fc.assert(
      fc.asyncProperty(
        shapes,
        directions,
        fc.nat(),
        fc.nat({ max: 5 }),
        fc.nat({ max: 5 }),
        async (list, direction, pick, skip, limit) => {
          const server = createTestServer({ rateLimits: false });
          const all = plant(server, list);
          const parent = all[pick % Math.max(1, all.length)]?.id ?? 'nobody';
          const below = childrenOf(all, parent, direction);
          const query = { asTree: true, direction, parentId: parent, maxTreeDepth: 1 };
          const answer = await read(server, { ...query, skip, limit, countChildren: true });
          expect(answer.comments.map(asWanted)).toEqual(
            naiveTree(all, below.slice(skip, skip + limit), direction, 1, 0, Infinity),
          );
          expect(answer.hasMore).toBe(skip + limit < below.length);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('takes the text null as no parent, and leaves counts out unless asked', async () => {
    const server = createTestServer();
    plant(server, [
      { parent: -1, up: 0, down: 0, pinned: false },
      { parent: 0, up: 0, down: 0, pinned: false },
    ]);
    const answer = await read(server, { asTree: true, parentId: 'null', maxTreeDepth: 0 });
    expect(answer.comments).toHaveLength(1);
    expect(answer.comments[0]).toMatchObject({ hasChildren: true, nestedChildrenCount: 0 });
    expect(answer.comments[0]).not.toHaveProperty('childCount');
    expect(answer.comments[0]).not.toHaveProperty('children');
    expect(answer.commentCount).toBe(1);
  });
});

describe('page mode', () => {
  /** Reading order: every comment before its replies. */
  function flatten(
    all: readonly Plain[],
    direction: SortDirection,
    parent: string | null,
  ): Plain[] {
    return childrenOf(all, parent, direction).flatMap((comment) => [
      comment,
      ...flatten(all, direction, comment.id),
    ]);
  }

  test('is flat, counts replies and covers everything once', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, directions, async (list, direction) => {
        const server = createTestServer({ rateLimits: false });
        const all = plant(server, list);
        server.configurePage('page', { config: { pageSize: 10 } });
        const wanted = flatten(all, direction, null).map(({ id }) => id);
        const got: string[] = [];
        for (let page = 0; ; page += 1) {
          const answer = await read(server, { page, direction });
          expect(answer.pageNumber).toBe(page);
          expect(answer.comments.length).toBeLessThanOrEqual(10);
          got.push(...answer.comments.map(({ _id }) => _id));
          expect(answer.comments.every((comment) => comment.children === undefined)).toBe(true);
          if (!answer.hasMore) break;
        }
        expect(got).toEqual(wanted);
        const everything = await read(server, { page: -1, direction });
        expect(everything.comments.map(({ _id }) => _id)).toEqual(wanted);
        expect(everything.hasMore).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test('fetchPageForCommentId brings every page up to the one that holds it', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, directions, fc.nat(), async (list, direction, pick) => {
        fc.pre(list.length > 0);
        const server = createTestServer({ rateLimits: false });
        const all = plant(server, list);
        server.configurePage('page', { config: { pageSize: 10 } });
        const wanted = flatten(all, direction, null).map(({ id }) => id);
        const id = `n${pick % list.length}`;
        const page = Math.floor(wanted.indexOf(id) / 10);
        const answer = await read(server, { page: 0, direction, fetchPageForCommentId: id });
        expect(answer.includesPastPages).toBe(true);
        expect(answer.pageNumber).toBe(page);
        expect(answer.comments.map(({ _id }) => _id)).toEqual(wanted.slice(0, (page + 1) * 10));
        expect(answer.hasMore).toBe((page + 1) * 10 < wanted.length);
      }),
      { numRuns: 60 },
    );
  });

  test('has 30 to a page unless configured', async () => {
    const server = createTestServer({ seed: 'large:100' });
    const answer = await read(server, { urlId: 'large', page: 1 });
    expect(answer.comments).toHaveLength(30);
    const missing = await read(server, { urlId: 'large', fetchPageForCommentId: 'nobody' });
    expect(missing.pageNumber).toBe(0);
    expect(missing.includesPastPages).toBeUndefined();
  });
});

describe('filters', () => {
  const seed: SeedComment[] = [
    { id: 'a', author: { id: 'ada', name: 'Ada' }, text: 'Tomatoes are RED #fruit #Red' },
    {
      id: 'b',
      author: 'Ben',
      text: 'tomatoes are green',
      replies: [{ id: 'c', author: { id: 'ada', name: 'Ada' }, text: 'both #fruit' }],
    },
    { id: 'd', author: { id: 'ada', name: 'Ada' }, text: 'gone tomatoes', isDeleted: true },
  ];

  test.each([
    [{ searchText: 'TOMATOES' }, ['a', 'b']],
    [{ searchText: 'nothing like this' }, []],
    [{ hashTags: 'fruit' }, ['a', 'c']],
    [{ hashTags: '#RED' }, ['a']],
    [{ userId: 'demo:ada' }, ['a', 'c']],
    [{ userId: 'demo:ada', searchText: 'both' }, ['c']],
  ])('%j leaves %j', async (query, ids) => {
    const server = createTestServer();
    server.seed(seed, 'page');
    for (const mode of [{ asTree: true }, { page: 0 }] as Record<string, boolean | number>[]) {
      const answer = await read(server, { ...query, ...mode, direction: 'OF' });
      expect(answer.comments.map(({ _id }) => _id)).toEqual(ids);
      expect(answer.commentCount).toBe(ids.length);
    }
  });

  test('several hashtags are repeated keys and all have to be there', async () => {
    const server = createTestServer();
    server.seed(seed, 'page');
    const response = await server.fetch(
      `${server.origin}/comments/demo?urlId=page&asTree=true&hashTags=fruit&hashTags=red`,
    );
    const { comments } = (await response.json()) as { comments: PublicComment[] };
    expect(comments.map(({ _id }) => _id)).toEqual(['a']);
  });
});

test('dates of one page never repeat, not even within a millisecond', async () => {
  const server = createTestServer({
    rateLimits: false,
    clock: { wall: () => start, after: () => () => undefined },
  });
  const ann = server.visitor('Ann');
  const dates: number[] = [];
  for (let at = 0; at < 20; at += 1) {
    dates.push(Date.parse((await ann.comment(`number ${at}`)).date!));
  }
  expect(new Set(dates).size).toBe(20);
  expect([...dates].sort((a, b) => a - b)).toEqual(dates);
});

test('the id of a page loses marketing parameters, and names one thread for all of them', async () => {
  const server = createTestServer();
  const urlId = 'https://example.com/a?id=7&utm_source=x&fbclid=y#top';
  await server.visitor('Ann').comment('here', { urlId });
  const answer = await server
    .visitor('Ben')
    .call('GET', '/comments/demo', { urlId: 'https://example.com/a?id=7#top' });
  expect(answer.json).toMatchObject({
    urlIdClean: 'https://example.com/a?id=7#top',
    commentCount: 1,
    tenantIdWS: 'demo',
    urlIdWS: encodeURIComponent('demo:https://example.com/a?id=7#top'),
  });
});

test('an answer of 5,000 comments comes whole', async () => {
  const server = createTestServer({ seed: 'large:5000' });
  const answer = await read(server, {
    urlId: 'large',
    asTree: true,
    limit: 5000,
    countAll: true,
    countChildren: true,
  });
  const count = (list: readonly PublicComment[]): number =>
    list.reduce((sum, { children = [] }) => sum + 1 + count(children), 0);
  expect(count(answer.comments)).toBe(5000);
  expect(answer.hasMore).toBe(false);
});
