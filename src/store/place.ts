/** Where a comment that did not come with a page stands among the others. */
import type { PublicComment } from '../core/index.js';
import {
  branchOf,
  touchList,
  type Branch,
  type CommentId,
  type Entry,
  type ThreadState,
} from './thread-state.js';

/** Milliseconds of a comment's date; 0 if it has none. */
function dateOf({ date }: PublicComment): number {
  return date === null ? 0 : Date.parse(date) || 0;
}

/** Whether one sibling may stand before another: pinned ones first, then by date where that is the order. */
export function isInOrder(
  { direction }: ThreadState,
  parentId: CommentId | null,
  first: PublicComment,
  second: PublicComment,
): boolean {
  const pins = parentId === null ? Number(second.isPinned ?? 0) - Number(first.isPinned ?? 0) : 0;
  if (pins !== 0 || direction === 'MR') return pins <= 0;
  const later = dateOf(second) - dateOf(first);
  return direction === 'OF' ? later >= 0 : later <= 0;
}

/** How many pinned comments stand at the beginning of a branch. */
function pinnedCount(state: ThreadState, branch: Branch): number {
  let count = 0;
  while (count < branch.head.length) {
    if (!state.entries.get(branch.head[count] ?? '')?.data.isPinned) break;
    count++;
  }
  return count;
}

/**
 * Puts a comment that did not come with a page (posted here, or live) where the server's order will
 * have it: newest first at the top after the pinned ones; oldest first at the end, behind what is
 * not loaded yet; under "most relevant" new top-level comments on top, replies at the end.
 */
export function placeEntry(state: ThreadState, entry: Entry): void {
  const branch = branchOf(state, entry.parentId);
  const date = dateOf(entry.data);
  const dateAt = (list: readonly CommentId[], index: number) => {
    const other = state.entries.get(list[index] ?? '');
    return other ? dateOf(other.data) : 0;
  };
  entry.isHeld = false;
  // Pinned comments come first at the top level alone.
  const isRoot = entry.parentId === null;
  const pinned = isRoot ? pinnedCount(state, branch) : 0;
  if (entry.data.isPinned && isRoot) {
    let index = 0;
    if (state.direction === 'OF') {
      while (index < pinned && dateAt(branch.head, index) < date) index++;
    } else if (state.direction === 'NF') {
      while (index < pinned && dateAt(branch.head, index) > date) index++;
    }
    branch.head.splice(index, 0, entry.id);
  } else if (state.direction === 'NF') {
    let index = pinned;
    while (index < branch.head.length && dateAt(branch.head, index) > date) index++;
    // Older than everything held, and more to load: it will come with its page.
    if (index === branch.head.length && index > 0 && branch.hasMore) {
      let behind = 0;
      while (behind < branch.tail.length && dateAt(branch.tail, behind) > date) behind++;
      branch.tail.splice(behind, 0, entry.id);
    } else branch.head.splice(index, 0, entry.id);
  } else if (state.direction === 'MR' && isRoot && !state.settings.newCommentsToBottom) {
    entry.isUnranked = true;
    branch.head.splice(pinned, 0, entry.id);
  } else {
    if (state.direction === 'MR') entry.isUnranked = true;
    // Older than what is loaded: it stands among it.
    const isWithin =
      state.direction === 'OF' &&
      branch.head.length > pinned &&
      dateAt(branch.head, branch.head.length - 1) > date;
    const list = branch.hasMore && !isWithin ? branch.tail : branch.head;
    const least = list === branch.head ? pinned : 0;
    let index = list.length;
    if (state.direction === 'OF') {
      while (index > least && dateAt(list, index - 1) > date) index--;
    }
    list.splice(index, 0, entry.id);
  }
  touchList(state, entry.parentId);
}

/** Takes a comment out of its parent's lists; returns whether it was there. */
export function unplaceEntry(state: ThreadState, entry: Entry): boolean {
  const branch = branchOf(state, entry.parentId);
  for (const list of [branch.head, branch.tail, branch.held]) {
    const index = list.indexOf(entry.id);
    if (index < 0) continue;
    list.splice(index, 1);
    touchList(state, entry.parentId);
    return true;
  }
  return false;
}
