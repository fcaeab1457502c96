/** Making, finding, moving and removing confirmed comments. */
import type { PubSubComment, PublicComment } from '../core/index.js';
import {
  branchOf,
  changeCount,
  createBranch,
  touchList,
  touchRow,
  touchShell,
  type Branch,
  type CommentId,
  type Entry,
  type OwnVote,
  type RowKey,
  type ThreadState,
} from './thread-state.js';

/** The comment behind a row key, if the server has confirmed it. */
export function findEntry(state: ThreadState, key: RowKey): Entry | undefined {
  return state.entries.get(state.ids.get(key) ?? key);
}

/** The viewer's own vote as an answer tells it. */
export function voteOf(data: PublicComment): OwnVote {
  return {
    direction: data.isVotedUp ? 1 : data.isVotedDown ? -1 : 0,
    voteId: data.myVoteId,
  };
}

/** Whether a comment is part of the page's count: approved, not spam. */
export function isCounted(data: PublicComment): boolean {
  return data.approved !== false && !data.isSpam;
}

/** Whether the page's count contains a confirmed comment. */
export function isInCount(state: ThreadState, { data, parentId }: Entry): boolean {
  return isCounted(data) && (state.settings.countAll || parentId === null);
}

/** Milliseconds of a comment's date; 0 if it has none. */
export function dateOf(entry: Entry): number {
  return entry.data.date === null ? 0 : Date.parse(entry.data.date) || 0;
}

/** Adds a confirmed comment to the map; it is in no branch yet. */
export function createEntry(
  state: ThreadState,
  data: PublicComment,
  parentId: CommentId | null,
  readAt: number,
  key: RowKey = data._id,
): Entry {
  const parent = parentId === null ? undefined : state.entries.get(parentId);
  const entry: Entry = {
    key,
    id: data._id,
    parentId,
    depth: parent ? parent.depth + 1 : 0,
    data,
    vote: voteOf(data),
    branch: null,
    isHeld: false,
    isUnranked: false,
    isEdited: false,
    isFresh: false,
    readAt,
    changedAt: 0,
    eventAt: 0,
  };
  state.entries.set(data._id, entry);
  if (key !== data._id) state.ids.set(key, data._id);
  return entry;
}

/** Changes a comment's data and notes the row. */
export function patchEntry(state: ThreadState, entry: Entry, patch: Partial<PublicComment>): void {
  entry.data = { ...entry.data, ...patch };
  touchRow(state, entry.id);
}

/** A live comment as a viewer's comment: without counts it does not carry, without raw text. */
export function fromLive(live: PubSubComment): PublicComment {
  const { comment: _raw, hidden: _hidden, ...rest } = live;
  return {
    ...rest,
    commenterName: live.commenterName ?? '',
    commentHTML: live.commentHTML ?? '',
    verified: live.verified ?? false,
    date: live.date ?? null,
  };
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
  const date = dateOf(entry);
  const dateAt = (list: readonly CommentId[], index: number) => {
    const other = state.entries.get(list[index] ?? '');
    return other ? dateOf(other) : 0;
  };
  entry.isHeld = false;
  const pinned = pinnedCount(state, branch);
  if (entry.data.isPinned) {
    branch.head.splice(0, 0, entry.id);
  } else if (state.direction === 'NF') {
    let index = pinned;
    while (index < branch.head.length && dateAt(branch.head, index) > date) index++;
    // Older than everything held, and more to load: it will come with its page.
    if (index === branch.head.length && index > 0 && branch.hasMore) branch.tail.unshift(entry.id);
    else branch.head.splice(index, 0, entry.id);
  } else if (
    state.direction === 'MR' &&
    entry.parentId === null &&
    !state.settings.newCommentsToBottom
  ) {
    entry.isUnranked = true;
    branch.head.splice(pinned, 0, entry.id);
  } else {
    if (state.direction === 'MR') entry.isUnranked = true;
    const list = branch.hasMore ? branch.tail : branch.head;
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

/** Every comment below an entry that is held in memory, the entry itself last. */
export function subtreeOf(state: ThreadState, entry: Entry): Entry[] {
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

/** Makes the branch of a comment the server says has replies, and returns it. */
export function openBranch(entry: Entry, total: number): Branch {
  entry.branch ??= createBranch(0);
  entry.branch.total = total;
  return entry.branch;
}

/** The comments of one author that are held, the given one included. */
export function sameAuthor(state: ThreadState, entry: Entry): Entry[] {
  const { userId, anonUserId } = entry.data;
  if (!userId && !anonUserId) return [entry];
  return [...state.entries.values()].filter(
    ({ data }) =>
      (Boolean(userId) && data.userId === userId) ||
      (Boolean(anonUserId) && data.anonUserId === anonUserId),
  );
}
