/**
 * "Load more" at every depth: one page at a time, joined on to what is held, so that no comment
 * comes twice and none is missing though comments arrive and go between two pages.
 */
import { doubtList, mergeList, nextSkip, takeListDoubt } from '../store/changes.js';
import { branchOf, touchList, touchRow, type Branch, type CommentId } from '../store/index.js';
import { isLeft, reportFailure, type Context } from './context.js';
import { applyCount, applyPage, readPage } from './read.js';

/** How often a page that does not join on is asked for again from further back. */
const stepsBack = 6;

/** Comments read at a time when a whole list is compared. */
const sweepSize = 100;

/**
 * Loads the next page of a branch. Resolves to the comments it added (none if it failed: the branch
 * then carries the failure, and the page can be tried again).
 */
export async function loadMore(
  context: Context,
  parentId: CommentId | null,
): Promise<readonly CommentId[]> {
  const { store } = context;
  const branch = branchOf(store.state, parentId);
  if (branch.loading === 'loading') return [];
  setLoading(context, parentId, branch, 'loading');
  const { settings } = store.state;
  const size = parentId === null ? settings.pageSize : settings.repliesPageSize;
  let skip = nextSkip(store.state, branch);
  const added: CommentId[] = [];
  for (let step = 0; ; step++) {
    // One more than a page: the first proves that the page joins on to what is held.
    const query = { parentId, skip, limit: size + (skip > 0 ? 1 : 0) };
    const result = await readPage(context, query);
    if (isLeft(context)) return [];
    if (!result.ok) {
      store.change(() => {
        branch.failure = result.failure;
      });
      setLoading(context, parentId, branch, 'failed');
      reportFailure(context, 'getCommentsPublic', result.failure);
      return added;
    }
    const page = result.value;
    const expected = branch.total;
    const inserted = applyPage(context, page, query, result.startedAt, mergeList);
    if (parentId === null) applyCount(context, page, result.startedAt);
    added.push(...inserted.added);
    const isStuck = inserted.added.length === 0 && branch.hasMore;
    if (step >= stepsBack || (inserted.isContiguous && !isStuck)) {
      if (branch.hasMore) return added;
      return [...added, ...(await sweepAtEnd(context, parentId, branch, expected))];
    }
    if (!inserted.isContiguous) {
      // Comments before it went: step back until the page joins on again.
      skip = Math.max(0, skip - size);
    } else {
      // All of it was known (ranking moved, or comments arrived): go on behind it.
      skip += Math.max(1, page.comments.length - 1);
    }
    store.change(() => {
      branch.loading = 'loading';
    });
  }
}

function setLoading(
  context: Context,
  parentId: CommentId | null,
  branch: Branch,
  loading: Branch['loading'],
): void {
  context.store.change((state) => {
    branch.loading = loading;
    if (loading === 'loading') branch.failure = null;
    touchList(state, parentId);
    if (parentId !== null) touchRow(state, parentId);
  });
}

/**
 * Under "most relevant" votes move comments between two pages, so that one can slip past: when the end
 * is reached the list is read once more as a whole. By date only pins move any, and new ones come at one
 * end; replies alone may have come before their parent was here, and the service then counts more than
 * is held.
 */
async function sweepAtEnd(
  context: Context,
  parentId: CommentId | null,
  branch: Branch,
  expected: number | null,
): Promise<readonly CommentId[]> {
  const { direction, filter } = context.store.state;
  if (filter) return [];
  const held = branch.head.length + branch.tail.length + branch.held.length;
  const isDoubted = takeListDoubt(branch);
  if (direction !== 'MR' && !isDoubted && (expected ?? 0) <= held) return [];
  return (await sweepBranch(context, parentId, false)).added;
}

/** What reading a whole branch again did. */
interface Sweep {
  /** Comments that were missing. */
  readonly added: readonly CommentId[];
  /** Whether the service answered to the end. */
  readonly isRead: boolean;
}

/** Reads a whole branch again; `isRefresh` only renews what is held, else what is missing is added. */
export async function sweepBranch(
  context: Context,
  parentId: CommentId | null,
  isRefresh: boolean,
): Promise<Sweep> {
  const added: CommentId[] = [];
  const branch = branchOf(context.store.state, parentId);
  for (let skip = 0; ; skip += sweepSize) {
    const query = { parentId, skip, limit: sweepSize, depth: 0 };
    const result = await readPage(context, query);
    if (isLeft(context)) return { added, isRead: false };
    if (!result.ok) {
      // Something may be missing: it can be asked for again.
      if (!isRefresh) {
        context.store.change((state) => {
          branch.hasMore = true;
          doubtList(branch);
          touchList(state, parentId);
        });
      }
      return { added, isRead: false };
    }
    added.push(
      ...context.store.change((state) => {
        // What is read here stands before the end that was reached: nothing more comes of it.
        const { hasMore } = branchOf(state, parentId);
        const page = applyPage(
          context,
          result.value,
          query,
          result.startedAt,
          mergeList,
          isRefresh,
        );
        branchOf(state, parentId).hasMore = hasMore;
        return page.added;
      }),
    );
    if (!(result.value.hasMore ?? result.value.comments.length >= sweepSize))
      return { added, isRead: true };
  }
}
