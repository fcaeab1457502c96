import { assert } from '@open-wc/testing';
import { ServicePage } from './service.js';
import { leave, until, visit, type Visitor } from './visitor.js';

interface Node {
  readonly _id: string;
  readonly parentId?: string | null;
  readonly children?: readonly Node[];
}

/** Ids in the service's own order, children by parent; the top level under the empty text. */
async function orderOnService(
  page: ServicePage,
  direction: string,
): Promise<Map<string, string[]>> {
  const { comments } = await page.call<{ comments: Node[] }>(
    'GET',
    `/comments/demo?urlId=${page.urlId}&asTree=true&skip=0&limit=100&maxTreeDepth=20` +
      `&limitChildren=1000&direction=${direction}`,
  );
  const order = new Map<string, string[]>();
  const walk = (parent: string, nodes: readonly Node[]): void => {
    if (nodes.length === 0) return;
    order.set(
      parent,
      nodes.map(({ _id }) => _id),
    );
    for (const node of nodes) walk(node._id, node.children ?? []);
  };
  // The service gives no more than a hundred at the top level at once.
  const roots = [...comments];
  while (roots.length % 100 === 0 && roots.length > 0) {
    const next = await page.call<{ comments: Node[] }>(
      'GET',
      `/comments/demo?urlId=${page.urlId}&asTree=true&skip=${roots.length}&limit=100` +
        `&maxTreeDepth=20&limitChildren=1000&direction=${direction}`,
    );
    if (next.comments.length === 0) break;
    roots.push(...next.comments);
  }
  walk('', roots);
  return order;
}

/** The same of what is on the screen, taken from the nesting alone. */
function orderOnScreen(visitor: Visitor): Map<string, string[]> {
  const order = new Map<string, string[]>();
  for (const article of visitor.comments()) {
    const parent = article.closest('li')?.parentElement?.closest('li')?.querySelector('article');
    const key = parent?.dataset.commentId ?? '';
    assert.equal(article.dataset.parentId ?? '', key, 'data-parent-id and nesting say the same');
    order.set(key, [...(order.get(key) ?? []), article.dataset.commentId ?? '']);
  }
  return order;
}

function sorted(order: Map<string, string[]>): [string, string[]][] {
  return [...order].sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('paging', () => {
  afterEach(leave);

  it('brings 300 comments of six levels, each once and in its place', async () => {
    const page = new ServicePage();
    const ids = await page.seed('large:300');
    // The other orders: see the end-to-end tests.
    const visitor = await visit({ page, attributes: { 'default-sort-direction': 'MR' } });
    assert.equal(visitor.count, '300 comments');
    await visitor.pressAllMore();
    const seen = visitor.comments().map((comment) => comment.dataset.commentId ?? '');
    assert.equal(new Set(seen).size, seen.length, 'none twice');
    assert.sameMembers(seen, ids);
    assert.deepEqual(sorted(orderOnScreen(visitor)), sorted(await orderOnService(page, 'MR')));
    const depths = new Set(visitor.comments().map((comment) => comment.dataset.depth));
    assert.sameMembers([...depths], ['0', '1', '2', '3', '4', '5']);
  });

  it('keeps to page sizes and depth the host asks for', async () => {
    const page = new ServicePage();
    await page.seed('large:60');
    const visitor = await visit({
      page,
      attributes: { 'page-size': '4', 'replies-page-size': '2', 'tree-depth': '1' },
    });
    const [first] = await page.requests('getCommentsPublic');
    assert.exists(first);
    assert.equal(first.query.limit?.[0], '4');
    assert.equal(first.query.limitChildren?.[0], '2');
    assert.equal(first.query.maxTreeDepth?.[0], '1');
    assert.equal(visitor.comments().filter(({ dataset }) => dataset.depth === '0').length, 4);
    assert.isFalse(visitor.comments().some(({ dataset }) => Number(dataset.depth) > 1));
    await visitor.pressAllMore();
    assert.equal(visitor.comments().length, 60);
  });

  it('moves the focus to the first new comment only if the button had it', async () => {
    const page = new ServicePage();
    await page.seed(Array.from({ length: 8 }, (_, at) => ({ text: `Number ${at}` })));
    const attributes = { 'page-size': '4', 'default-sort-direction': 'OF' };
    const visitor = await visit({ page, attributes });
    await visitor.pressButton('Load more comments');
    await until('the focus', () => visitor.root.activeElement === visitor.seesComment('Number 4'));
    await visitor.says('4 comments loaded');
  });

  for (const isLive of [true, false]) {
    it(`misses and doubles nothing while others write and delete, ${isLive ? 'live' : 'without a socket'}`, async () => {
      const page = new ServicePage();
      const ids = await page.seed(
        Array.from({ length: 40 }, (_, at) => ({ text: `Number ${at}` })),
      );
      if (!isLive) await page.run({ do: 'refuse-sockets', urlId: page.urlId, on: true });
      for (const direction of ['NF', 'OF']) {
        const visitor = await visit({
          page,
          attributes: { 'page-size': '10', 'default-sort-direction': direction },
        });
        const held = new Set(await addAndRemove(page, ids, direction));
        if (isLive) {
          await until('the arrivals', () => visitor.sees('button', /^Show \d+ new comment/));
        }
        await visitor.pressAllMore();
        if (visitor.sees('button', /^Show \d+ new comment/)) {
          await visitor.pressButton(/^Show \d+ new comment/);
          await visitor.pressAllMore();
        }
        const onService = (await page.comments()).map(({ _id }) => _id);
        await until(
          'the rest',
          () => visitor.comments().length >= onService.length - (isLive ? 0 : held.size),
        );
        const seen = visitor.comments().map((comment) => comment.dataset.commentId ?? '');
        assert.equal(new Set(seen).size, seen.length, 'none twice');
        // Without a socket nobody told of what came before the pages that were read later.
        const missing = onService.filter((id) => !seen.includes(id) && (isLive || !held.has(id)));
        assert.deepEqual(missing, [], `nothing is missing (${direction})`);
        if (isLive) assert.sameMembers(seen, onService);
        leave();
      }
    });
  }
});

let added = 0;

/** Three comments come and two of the first page go. Resolves to the new ids. */
async function addAndRemove(
  page: ServicePage,
  ids: string[],
  direction: string,
): Promise<string[]> {
  const fresh: string[] = [];
  for (let at = 0; at < 3; at++)
    fresh.push(await page.postAs(`Guest ${added}`, `Added ${added++}`));
  const firstPage = direction === 'OF' ? ids.slice(0, 10) : ids.slice(-10);
  for (const id of [firstPage[2]!, firstPage[5]!]) {
    await page.run({ do: 'remove', commentId: id });
    ids.splice(ids.indexOf(id), 1);
  }
  return fresh;
}
