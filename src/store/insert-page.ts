/**
 * Merging what a read brought: whole pages of the top level, pages of replies, and single comments
 * read anew. A read is a window in time: what changed here while it was under way is newer than the
 * answer, or already part of it. Which of the two nobody can tell, so such facts become doubts and
 * are read again when the thread is quiet.
 */
import type { PublicComment } from '../core/index.js';
import { createEntry, openBranch, patchEntry, voteOf } from './entries.js';
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

/** Merges one page into its branch. `hasMore` undefined: judged by whether the page was full. */
export function insertPage(
  state: ThreadState,
  comments: readonly PublicComment[],
  request: PageRequest,
  now: number,
  hasMore?: boolean,
): InsertedPage {
  const branch = branchOf(state, request.parentId);
  const merged = mergeList(state, branch, comments, request, now);
  if (!request.isRefresh) {
    branch.hasMore = hasMore ?? comments.length >= request.limit;
    if (!branch.hasMore) closeGap(branch);
    branch.loading = 'idle';
    branch.failure = null;
  }
  touchList(state, request.parentId);
  if (request.parentId !== null) touchRow(state, request.parentId);
  touchShell(state);
  return merged;
}

/** Everything is loaded: what was known to come last now joins on. */
function closeGap(branch: Branch): void {
  branch.head.push(...branch.tail);
  branch.tail = [];
  // The server's total may count comments this viewer is not shown.
  if (branch.total !== null) branch.total = branch.head.length + branch.held.length;
}

function mergeList(
  state: ThreadState,
  branch: Branch,
  comments: readonly PublicComment[],
  request: PageRequest,
  now: number,
): InsertedPage {
  const { parentId, skip, startedAt } = request;
  const added: CommentId[] = [];
  const isFirst = branch.head.length === 0;
  let isContiguous = isFirst || skip === 0;
  // Where the next unknown comment goes: behind the last known one of the page.
  let at = skip === 0 ? 0 : branch.head.length;
  for (const comment of comments) {
    const tombstone = state.tombstones.get(comment._id);
    if (tombstone && tombstone.at >= startedAt) continue;
    let entry = state.entries.get(comment._id);
    if (entry) {
      refreshEntry(state, entry, comment, startedAt, now);
      const index = isFirst ? -1 : branch.head.indexOf(entry.id);
      if (index >= 0) {
        at = index + 1;
        isContiguous = true;
      } else if (entry.parentId === parentId && !request.isRefresh) {
        const known = branch.tail.indexOf(entry.id);
        if (known >= 0) {
          branch.tail.splice(known, 1);
          branch.head.splice(at++, 0, entry.id);
          added.push(entry.id);
        } else if (state.direction === 'OF' && entry.isHeld) {
          branch.held.splice(branch.held.indexOf(entry.id), 1);
          entry.isHeld = false;
          branch.head.splice(at++, 0, entry.id);
          added.push(entry.id);
        }
      }
    } else if (!request.isRefresh) {
      entry = createEntry(state, comment, parentId, now);
      if (at >= branch.head.length) branch.head.push(entry.id);
      else branch.head.splice(at, 0, entry.id);
      at++;
      added.push(entry.id);
    }
    if (entry) insertChildren(state, entry, comment, request, now);
  }
  return { added, isContiguous };
}

function insertChildren(
  state: ThreadState,
  entry: Entry,
  comment: PublicComment,
  request: PageRequest,
  now: number,
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
    mergeList(
      state,
      branch,
      children,
      { ...request, parentId: entry.id, skip: 0, limit: request.limitChildren },
      now,
    );
  }
  if (branch.head.length >= total) {
    branch.hasMore = false;
    if (branch.tail.length > 0) closeGap(branch);
  } else {
    branch.hasMore = total > branch.head.length + branch.tail.length + branch.held.length;
  }
  touchList(state, entry.id);
}

/** Takes over what an answer says of a comment that is held already. */
function refreshEntry(
  state: ThreadState,
  entry: Entry,
  comment: PublicComment,
  startedAt: number,
  now: number,
): void {
  entry.readAt = now;
  if (entry.changedAt >= startedAt) {
    state.doubts.add(entry.id);
    return;
  }
  const { children: _children, ...data } = comment;
  const isOwnVoteUnknown =
    entry.vote.direction !== 0 &&
    !comment.isVotedUp &&
    !comment.isVotedDown &&
    !state.viewer.isKnownToReads;
  const { editKey, requiresVerification, isFlagged, isBlocked } = entry.data;
  patchEntry(state, entry, {
    editKey,
    requiresVerification,
    // A server that cannot tell who asks does not know these: what was learned here stays.
    isFlagged: state.viewer.isKnownToReads ? undefined : isFlagged,
    isBlocked: state.viewer.isKnownToReads ? undefined : isBlocked,
    ...data,
  });
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

/** How many replies of a branch the server holds that are not here. Top level: 1 stands for "some". */
export function remainingOf(branch: Branch): number {
  if (!branch.hasMore) return 0;
  if (branch.total === null) return 1;
  return Math.max(1, branch.total - branch.head.length - branch.tail.length - branch.held.length);
}
