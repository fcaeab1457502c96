/** What one list shows: its rows in order, and the buttons between and around them. */
import type { Failure } from '../core/index.js';
import { remainingOf } from './insert-page.js';
import type { PostOperation } from './operation.js';
import { findEntry } from './entries.js';
import type { CommentId, RowKey, ThreadState } from './thread-state.js';

/** One list of rows: the top level, or the replies of a comment. */
export interface ListView {
  /** Rows before what is not loaded. */
  readonly rows: readonly RowKey[];
  /** Rows known to come after it. */
  readonly tail: readonly RowKey[];
  /** Comments between, on the server: exact for replies, 1 for "some" at the top level. */
  readonly remaining: number;
  /** Live comments waiting behind "Show N new". */
  readonly held: number;
  readonly isLoading: boolean;
  readonly failure: Failure | null;
  readonly isClosed: boolean;
  /** Rows and not loaded ones together: what "Show N replies" says. */
  readonly total: number;
}

const empty: ListView = {
  rows: [],
  tail: [],
  remaining: 0,
  held: 0,
  isLoading: false,
  failure: null,
  isClosed: false,
  total: 0,
};

/** The list below a row (or the top level, for null), own posts on their way included. */
export function viewList(state: ThreadState, parentKey: RowKey | null): ListView {
  const parent = parentKey === null ? null : findEntry(state, parentKey);
  if (parentKey !== null && !parent) return empty;
  const branch = parent ? parent.branch : state.root;
  const parentId: CommentId | null = parent ? parent.id : null;
  const posts = pendingPosts(state, parentId);
  if (!branch) return posts.length > 0 ? { ...empty, rows: posts, total: posts.length } : empty;
  const toKeys = (ids: readonly CommentId[]) => ids.map((id) => state.entries.get(id)?.key ?? id);
  const rows = toKeys(branch.head);
  const tail = toKeys(branch.tail);
  if (posts.length > 0) {
    const isOnTop =
      state.direction === 'NF' ||
      (state.direction === 'MR' && parentId === null && !state.settings.newCommentsToBottom);
    if (isOnTop) {
      let pinned = 0;
      while (state.entries.get(branch.head[pinned] ?? '')?.data.isPinned) pinned++;
      rows.splice(pinned, 0, ...posts.reverse());
    } else if (branch.hasMore) {
      tail.push(...posts);
    } else {
      rows.push(...posts);
    }
  }
  const remaining = remainingOf(branch);
  return {
    rows,
    tail,
    remaining,
    held: heldCount(state, parentId),
    isLoading: branch.loading === 'loading',
    failure: branch.failure,
    isClosed: branch.isClosed,
    total: rows.length + tail.length + remaining,
  };
}

function pendingPosts(state: ThreadState, parentId: CommentId | null): RowKey[] {
  const posts: PostOperation[] = [];
  for (const operation of state.operations.values()) {
    if (operation.kind === 'post' && operation.parentId === parentId) posts.push(operation);
  }
  return posts.map((post) => post.id);
}

/** The page's count as it is shown: confirmed comments, and own ones on their way. */
export function visibleCount(state: ThreadState): number {
  let count = state.count;
  for (const operation of state.operations.values()) {
    if (
      operation.kind === 'post' &&
      (operation.state === 'sending' || operation.state === 'checking') &&
      (state.settings.countAll || operation.parentId === null)
    ) {
      count++;
    }
  }
  return count;
}

/** How many comments wait behind the "Show N new" button of a branch. */
export function heldCount(state: ThreadState, parentId: string | null): number {
  const branch = parentId === null ? state.root : state.entries.get(parentId)?.branch;
  let count = 0;
  for (const id of branch?.held ?? []) count += 1 + heldCount(state, id);
  return count;
}
