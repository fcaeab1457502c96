/**
 * Taking in what a read brought. The first page only has to be put in place; how a page is merged
 * with what is held comes with the acts (`merge-list`).
 */
import type { PublicComment } from '../core/index.js';
import { createEntry, openBranch } from './entries.js';
import {
  branchOf,
  touchList,
  touchRow,
  touchShell,
  type Branch,
  type CommentId,
  type Entry,
  type ThreadState,
} from './thread-state.js';

/** How a page was asked for. */
export interface PageRequest {
  readonly parentId: CommentId | null;
  /** Offset of its first comment in the server's order. */
  readonly skip: number;
  /** How many comments were asked for. */
  readonly limit: number;
  /** How many replies were asked for under each. */
  readonly limitChildren: number;
  /** Monotonic time at which it was sent. */
  readonly startedAt: number;
  /** A read to settle doubts: it refreshes what is held and promises nothing about "more". */
  readonly isRefresh?: boolean;
}

/** What merging a page did. */
export interface InsertedPage {
  /** Comments new to this branch, in order. */
  readonly added: readonly CommentId[];
  /** Whether the page joined on to what was held. If not, comments between may be missing. */
  readonly isContiguous: boolean;
}

/** How the comments of an answer come into a branch. */
export type InsertList = (
  state: ThreadState,
  branch: Branch,
  comments: readonly PublicComment[],
  request: PageRequest,
  now: number,
) => InsertedPage;

/**
 * Takes one page into its branch. `hasMore` undefined: judged by whether the page was full.
 * `insertList` is `mergeList` for all pages but the first.
 */
export function insertPage(
  state: ThreadState,
  comments: readonly PublicComment[],
  request: PageRequest,
  now: number,
  hasMore?: boolean,
  insertList = appendList,
): InsertedPage {
  const branch = branchOf(state, request.parentId);
  const inserted = insertList(state, branch, comments, request, now);
  if (!request.isRefresh) {
    branch.hasMore = hasMore ?? comments.length >= request.limit;
    if (!branch.hasMore) closeGap(branch);
    branch.loading = 'idle';
    branch.failure = null;
  }
  touchList(state, request.parentId);
  if (request.parentId !== null) touchRow(state, request.parentId);
  touchShell(state);
  return inserted;
}

/** Everything is loaded: what was known to come last now joins on. */
function closeGap(branch: Branch): void {
  branch.head.push(...branch.tail);
  branch.tail = [];
  // The server's total may count comments this viewer is not shown.
  if (branch.total !== null) branch.total = branch.head.length + branch.held.length;
}

/** Puts comments at the end of a branch; what is known already is left alone. */
const appendList: InsertList = (state, branch, comments, request, now) => {
  const added: CommentId[] = [];
  for (const comment of comments) {
    if (state.entries.has(comment._id)) continue;
    const entry = createEntry(state, comment, request.parentId, now);
    branch.head.push(entry.id);
    added.push(entry.id);
    insertChildren(state, entry, comment, request, now, appendList);
  }
  return { added, isContiguous: true };
};

/** Takes in the replies that came nested in a comment, and how many there are in all. */
export function insertChildren(
  state: ThreadState,
  entry: Entry,
  comment: PublicComment,
  request: PageRequest,
  now: number,
  insertList: InsertList,
): void {
  const children = comment.children ?? [];
  // The nested copies are entries of their own now; the memory of the tree is let go.
  if (entry.data === comment && comment.children) {
    entry.data = { ...comment, children: undefined };
  }
  if (!comment.hasChildren && !comment.childCount && children.length === 0) return;
  const isNew = entry.branch === null;
  const branch = openBranch(entry, entry.branch?.total ?? 0);
  let total = branch.total ?? 0;
  if (isNew || entry.changedAt < request.startedAt) {
    total = Math.max(comment.childCount ?? 0, children.length);
  } else {
    state.doubts.add(entry.id);
  }
  branch.total = total;
  if (isNew && state.settings.collapseReplies && entry.parentId === null) branch.isClosed = true;
  if (children.length > 0) {
    insertList(
      state,
      branch,
      children,
      { ...request, parentId: entry.id, skip: 0, limit: request.limitChildren },
      now,
    );
  }
  const { head, held, tail } = branch;
  branch.hasMore = total > head.length && total > head.length + tail.length + held.length;
  if (!branch.hasMore && tail.length > 0) closeGap(branch);
  touchList(state, entry.id);
}

/** How many replies of a branch the server holds that are not here. Top level: 1 stands for "some". */
export function remainingOf(branch: Branch): number {
  if (!branch.hasMore) return 0;
  if (branch.total === null) return 1;
  return Math.max(1, branch.total - branch.head.length - branch.tail.length - branch.held.length);
}
