/** What one list shows: its rows in order, and the buttons between and around them. */
import type { Failure } from '../core/index.js';
import { remainingOf } from './insert-page.js';
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
  const branch = parent ? parent.branch : parentKey === null ? state.root : null;
  const parentId = parent ? parent.id : null;
  let view = empty;
  if (branch) {
    const toKeys = (ids: readonly CommentId[]) => ids.map((id) => state.entries.get(id)?.key ?? id);
    const { head, tail, loading, failure, isClosed } = branch;
    const remaining = remainingOf(branch);
    view = {
      rows: toKeys(head),
      tail: toKeys(tail),
      remaining,
      held: heldCount(state, parentId),
      isLoading: loading === 'loading',
      failure,
      isClosed,
      total: head.length + tail.length + remaining,
    };
  }
  if (state.fold && (parent || parentKey === null)) view = state.fold.list(state, parentId, view);
  const { teasers } = state;
  return parentKey === null && teasers !== null
    ? { ...view, rows: view.rows.slice(0, teasers), tail: [], remaining: 0, held: 0 }
    : view;
}

/** The page's count as it is shown: confirmed comments, and own ones on their way. */
export function visibleCount(state: ThreadState): number {
  return state.count + (state.fold?.count(state) ?? 0);
}

/** How many comments wait behind the "Show N new" button of a branch. */
export function heldCount(state: ThreadState, parentId: string | null): number {
  const branch = parentId === null ? state.root : state.entries.get(parentId)?.branch;
  let count = 0;
  for (const id of branch?.held ?? []) count += 1 + heldCount(state, id);
  return count;
}
