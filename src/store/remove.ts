/** Taking comments out, and what that does to the counts. */
import type { PublicComment } from '../core/index.js';
import { unplaceEntry } from './place.js';
import {
  branchOf,
  changeCount,
  touchList,
  touchRow,
  touchShell,
  type Entry,
  type ThreadState,
} from './thread-state.js';

/** Whether a comment is part of the page's count: approved, not spam. */
export function isCounted(data: PublicComment): boolean {
  return data.approved !== false && !data.isSpam;
}

/** Whether the page's count contains a confirmed comment. */
export function isInCount(state: ThreadState, { data, parentId }: Entry): boolean {
  return isCounted(data) && (state.settings.countAll || parentId === null);
}

/** Every comment below an entry that is held in memory, the entry itself last. */
function subtreeOf(state: ThreadState, entry: Entry): Entry[] {
  const all: Entry[] = [];
  const walk = [entry];
  for (let next = walk.pop(); next; next = walk.pop()) {
    all.push(next);
    if (!next.branch) continue;
    for (const list of [next.branch.head, next.branch.tail, next.branch.held]) {
      for (const id of list) {
        const child = state.entries.get(id);
        if (child) walk.push(child);
      }
    }
  }
  return all.reverse();
}

/**
 * Removes a comment with its whole subtree and takes them off the counts. The server's own count of
 * a subtree that was not loaded whole is unknown: it is then read anew.
 */
export function removeEntry(state: ThreadState, entry: Entry, now: number, eventAt = 0): void {
  const branch = branchOf(state, entry.parentId);
  if (unplaceEntry(state, entry) && branch.total !== null)
    branch.total = Math.max(0, branch.total - 1);
  for (const gone of subtreeOf(state, entry)) {
    if (isMissingReplies(gone)) state.doubts.add('count');
    if (isInCount(state, gone)) changeCount(state, -1, now);
    state.entries.delete(gone.id);
    state.tombstones.set(gone.id, { at: now, eventAt });
    touchRow(state, gone.id);
    for (const [id, operation] of state.operations) {
      if (operation.kind !== 'post' && operation.commentId === gone.id) state.operations.delete(id);
    }
    state.replyingTo.delete(gone.id);
    state.editing.delete(gone.id);
    state.notices.delete(gone.id);
  }
  trimTombstones(state);
  touchList(state, entry.parentId);
  if (entry.parentId !== null) touchRow(state, entry.parentId);
  touchShell(state);
}

/** Whether the server counts replies of a comment that are not in memory. */
function isMissingReplies(entry: Entry): boolean {
  if (!entry.branch) return Boolean(entry.data.hasChildren);
  const { head, tail, held, total, hasMore } = entry.branch;
  return hasMore || (total ?? 0) > head.length + tail.length + held.length;
}

function trimTombstones(state: ThreadState): void {
  for (const id of state.tombstones.keys()) {
    if (state.tombstones.size <= 4000) return;
    state.tombstones.delete(id);
  }
}
