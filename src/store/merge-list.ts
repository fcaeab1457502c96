/**
 * Merging what a read brought with what is held: later pages of the top level, pages of replies, and
 * single comments read anew. A read is a window in time: what changed here while it was under way is
 * newer than the answer, or already part of it. Which of the two nobody can tell, so such facts become
 * doubts and are read again when the thread is quiet.
 */
import type { PublicComment } from '../core/index.js';
import { createEntry, patchEntry, voteOf } from './entries.js';
import { insertChildren, type InsertList } from './insert-page.js';
import { blockRecord } from './left-out.js';
import { moveEntry } from './live-comment.js';
import { isInOrder, placeEntry } from './place.js';
import { authorsOf, sameAuthor } from './same-author.js';
import type { Branch, CommentId, Entry, ThreadState } from './thread-state.js';

/** Merges the comments of an answer into a branch, behind those that both know. */
export const mergeList: InsertList = (state, branch, comments, request, now) => {
  const { parentId, skip, startedAt } = request;
  const added: CommentId[] = [];
  const isFirst = branch.head.length === 0;
  let isContiguous = isFirst || skip === 0;
  // Where the next unknown comment goes: behind the last known one of the page; before the first known
  // one of it where the order is by date (a lost or a held one that others have come after).
  const known = comments.map(({ _id }) => branch.head.indexOf(_id)).find((index) => index >= 0);
  const first = state.direction === 'MR' ? undefined : known;
  const entryAt = (index: number) => state.entries.get(branch.head[index] ?? '');
  const comesFirst = ({ data }: Entry, comment: PublicComment) =>
    state.direction !== 'MR' && !isInOrder(state, parentId, comment, data);
  const comesLast = (other: Entry, data: PublicComment) =>
    state.direction !== 'MR' && !isInOrder(state, parentId, other.data, data);
  let at = skip === 0 ? 0 : (first ?? branch.head.length);
  const put = (entry: Entry, answer = entry.data) => {
    const { data, id } = entry;
    added.push(id);
    if (entry.parentId === null && data.isPinned && !answer.isPinned) {
      // Pinned since it was read.
      placeEntry(state, entry);
      at++;
      return;
    }
    // What stands here may be newer than the answer: by date the place is certain.
    for (let last = entryAt(at - 1); last && comesLast(last, data); last = entryAt(at - 1)) at--;
    for (let next = entryAt(at); next && comesFirst(next, data); next = entryAt(at)) at++;
    branch.head.splice(at++, 0, id);
  };
  for (const comment of comments) {
    const tombstone = state.tombstones.get(comment._id);
    if (tombstone && tombstone.at >= startedAt) continue;
    let entry = state.entries.get(comment._id);
    if (entry) {
      refreshEntry(state, entry, comment, startedAt, now);
      const index = isFirst ? -1 : branch.head.indexOf(entry.id);
      if (index >= 0) {
        // Never back: one that was placed here without a rank may stand anywhere.
        at = Math.max(at, index + 1);
        isContiguous = true;
      } else if (entry.parentId === parentId && !request.isRefresh) {
        const inTail = branch.tail.indexOf(entry.id);
        if (inTail >= 0) {
          branch.tail.splice(inTail, 1);
          put(entry, comment);
        } else if (state.direction === 'OF' && entry.isHeld) {
          branch.held.splice(branch.held.indexOf(entry.id), 1);
          entry.isHeld = false;
          put(entry, comment);
        }
      }
    } else if (!request.isRefresh) {
      entry = createEntry(state, comment, parentId, now);
      put(entry, comment);
      // The visitor's own acts meanwhile may not be part of the answer.
      const mark = state.marks.get(entry.id);
      if (blockRecord(state).leftOut.delete(entry.id)) state.doubts.add('count');
      if (mark || blockRecord(state).changedAt >= startedAt) state.doubts.add(entry.id);
    }
    if (entry) insertChildren(state, entry, comment, request, now, mergeList);
  }
  // Known to come after what was not loaded then, and not any more.
  for (const id of state.direction === 'MR' ? [] : [...branch.tail]) {
    const entry = state.entries.get(id);
    const last = entryAt(branch.head.length - 1);
    if (!entry || !last || isInOrder(state, parentId, last.data, entry.data)) continue;
    branch.tail.splice(branch.tail.indexOf(id), 1);
    at = 0;
    put(entry);
  }
  return { added, isContiguous };
};

/** Takes over what an answer says of a comment that is held already. */
function refreshEntry(
  state: ThreadState,
  entry: Entry,
  comment: PublicComment,
  startedAt: number,
  now: number,
): void {
  // An answer that crossed a change or another answer may be the older one.
  const isOvertaken = entry.changedAt >= startedAt || entry.readAt > startedAt;
  entry.readAt = now;
  if (isOvertaken) {
    state.doubts.add(entry.id);
    return;
  }
  const { children, ...data } = comment;
  const isOwnVoteUnknown =
    entry.vote.direction !== 0 &&
    !comment.isVotedUp &&
    !comment.isVotedDown &&
    !state.viewer.isKnownToReads;
  const before = entry.data;
  const { editKey, requiresVerification, isFlagged } = before;
  patchEntry(state, entry, {
    editKey,
    requiresVerification,
    // A server that cannot tell who asks does not know these: what was learned here stays.
    isFlagged: state.viewer.isKnownToReads ? undefined : isFlagged,
    isBlocked: state.viewer.isKnownToReads ? undefined : before.isBlocked,
    ...data,
  });
  if (entry.parentId === null && Boolean(before.isPinned) !== Boolean(entry.data.isPinned))
    moveEntry(state, entry, undefined);
  const isBlocked = Boolean(entry.data.isBlocked);
  if (Boolean(before.isBlocked) !== isBlocked) {
    for (const author of authorsOf(entry)) {
      if (isBlocked) state.blocked.add(author);
      else state.blocked.delete(author);
    }
    // A block is of all that somebody wrote.
    for (const other of sameAuthor(state, entry)) {
      if (Boolean(other.data.isBlocked) !== isBlocked) state.doubts.add(other.id);
    }
  }
  if (!isOwnVoteUnknown) entry.vote = { ...voteOf(comment), ...pendingVote(entry, comment) };
}

/** A vote that waits for verification stays known though the server does not list it. */
function pendingVote(entry: Entry, comment: PublicComment): Partial<Entry['vote']> {
  return entry.vote.isPending && !comment.isVotedUp && !comment.isVotedDown ? entry.vote : {};
}

/**
 * The offset from which the next page of a branch is asked for: one before the first comment that is
 * missing, so that the page proves that it joins on. Under "newest first" live arrivals shift the
 * server's list, held back or not; under "oldest first" they come after the gap; under "most
 * relevant" their place is unknown, and asking too early only brings known ones again.
 */
export function nextSkip(state: ThreadState, branch: Branch): number {
  const { head, held } = branch;
  let known = head.length;
  if (state.direction === 'NF') known += held.length;
  if (state.direction === 'MR') {
    for (const id of head) if (state.entries.get(id)?.isUnranked) known--;
  }
  return Math.max(0, known - 1);
}
