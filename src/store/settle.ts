/**
 * Operations from beginning to end: begun by the visitor, settled by an answer, by an own echo, or
 * by a refusal. An own echo is an acknowledgement: it may come before the answer, after it, or
 * instead of it, and never counts twice. Longer than a file should be: the ways of votes, switches,
 * edits and posts to their end are one set of rules.
 */
import type { CommentPositions, LiveEvent, PublicComment } from '../core/index.js';
import { createEntry, patchEntry } from './entries.js';
import { sameAuthor } from './same-author.js';
import { fold } from './fold.js';
import { fromLive, moveEntry, updateLiveComment } from './live-comment.js';
import { doubtIfMissed, noteMissed } from './missed.js';
import { placeEntry } from './place.js';
import { isCounted, isInCount, removeEntry } from './remove.js';
import { wishId, type Operation, type PostOperation, type WishOperation } from './operation.js';
import {
  branchOf,
  changeCount,
  touchList,
  touchRow,
  touchShell,
  type Entry,
  type OwnVote,
  type ThreadState,
} from './thread-state.js';
import { applyOwnVoteEvent, settleOwnVote } from './votes.js';

/** Notes a broadcast id before its call is sent, so that its echo is known as our own. */
export function registerBroadcast(
  state: ThreadState,
  broadcastId: string,
  operation: string,
): void {
  state.broadcasts.set(broadcastId, { operation, isAnswered: false });
  if (state.broadcasts.size <= 1000) return;
  for (const oldest of state.broadcasts.keys()) {
    state.broadcasts.delete(oldest);
    return;
  }
}

/** Notes that the answer to a call arrived: an echo after it is nothing new. */
export function answerBroadcast(state: ThreadState, broadcastId: string): void {
  const own = state.broadcasts.get(broadcastId);
  if (own) own.isAnswered = true;
}

// ---------------------------------------------------------------- posts

/** Puts a new comment into the thread, on its way to the server. */
export function beginPost(
  state: ThreadState,
  operation: Pick<PostOperation, 'id' | 'parentId' | 'draft' | 'date' | 'since'>,
  isOffline: boolean,
  now: number,
): PostOperation {
  const post: PostOperation = {
    kind: 'post',
    ...operation,
    state: isOffline ? 'waiting' : 'sending',
    failure: null,
    startedAt: now,
    mayHaveArrived: false,
  };
  return addPost(state, post);
}

/** Puts a comment that is kept from before into the thread again. */
export function addPost(state: ThreadState, post: PostOperation): PostOperation {
  state.fold = fold;
  state.operations.set(post.id, post);
  if (post.parentId !== null) branchOf(state, post.parentId).isClosed = false;
  touchPost(state, post);
  return post;
}

/** Changes what is known of a post on its way. */
export function updatePost(
  state: ThreadState,
  post: PostOperation,
  change: Partial<Pick<PostOperation, 'state' | 'failure' | 'draft' | 'mayHaveArrived'>>,
): void {
  Object.assign(post, change);
  touchPost(state, post);
}

/** Takes a post that was not sent out of the thread ("Discard"). */
export function discardPost(state: ThreadState, post: PostOperation): void {
  state.operations.delete(post.id);
  touchPost(state, post);
}

function touchPost(state: ThreadState, post: PostOperation): void {
  touchRow(state, post.id);
  touchList(state, post.parentId);
  if (post.parentId !== null) touchRow(state, post.parentId);
  touchShell(state);
}

/** The server has the comment: it takes the place of the post, or completes what the echo brought. */
export function settlePost(
  state: ThreadState,
  post: PostOperation,
  comment: PublicComment,
  now: number,
): Entry | null {
  state.operations.delete(post.id);
  if (comment.editKey) state.viewer.editable.add(comment._id);
  let entry = state.entries.get(comment._id);
  if (entry) {
    const { children, votes, votesUp, votesDown, ...rest } = comment;
    const before = entry.data;
    // What was told or done since the echo is newer than the answer.
    const isOlder = entry.eventAt > 0 || entry.isEdited;
    patchEntry(state, entry, isOlder ? { ...rest, ...before } : rest);
    changeCount(state, Number(isCounted(entry.data)) - Number(isCounted(before)), now);
    if (entry.isHeld) reveal(state, entry);
  } else if (state.tombstones.has(comment._id)) {
    touchPost(state, post);
    return null;
  } else if (post.parentId !== null && !state.entries.has(post.parentId)) {
    // Its place is not loaded (any more): it will come with a page.
    if (isCounted(comment) && state.settings.countAll && !state.countedUnheld.has(comment._id))
      changeCount(state, 1, now);
    state.countedUnheld.add(comment._id);
    state.doubts.add('count');
    noteMissed(state, post.parentId);
    touchPost(state, post);
    return null;
  } else {
    entry = createEntry(state, comment, post.parentId, now, post.id);
    entry.isFresh = true;
    entry.changedAt = now;
    doubtIfMissed(state, entry.id);
    const branch = branchOf(state, post.parentId);
    if (branch.total !== null) branch.total++;
    placeEntry(state, entry);
    if (isInCount(state, entry) && !state.countedUnheld.has(comment._id))
      changeCount(state, 1, now);
    // A count read while the post was under way may contain it already.
    if (state.reads > 0 || state.countReadAt >= post.startedAt) state.doubts.add('count');
    const parent = post.parentId === null ? undefined : state.entries.get(post.parentId);
    if (parent) {
      if (state.reads > 0 || parent.readAt >= post.startedAt) state.doubts.add(parent.id);
      parent.changedAt = now;
    }
  }
  touchPost(state, post);
  return entry;
}

function reveal(state: ThreadState, entry: Entry): void {
  const branch = branchOf(state, entry.parentId);
  const index = branch.held.indexOf(entry.id);
  if (index >= 0) branch.held.splice(index, 1);
  placeEntry(state, entry);
}

// ---------------------------------------------------------------- wishes: vote, flag, block, pin, lock

/**
 * Asks for a switch or a vote. A second wish for the same replaces the first; one that asks for what
 * the server has already is dropped. Returns the pending wish, or null if nothing is left to do.
 */
export function beginWish(
  state: ThreadState,
  kind: WishOperation['kind'],
  entry: Entry,
  wish: WishOperation['wish'],
): WishOperation | null {
  const id = wishId(kind, entry.id);
  const pending = state.operations.get(id) as WishOperation | undefined;
  touchWish(state, kind, entry);
  if (pending) {
    pending.wish = wish;
    return pending;
  }
  if (confirmedWish(state, kind, entry) === wish) return null;
  const operation: WishOperation = { kind, id, commentId: entry.id, wish, isSending: false };
  state.fold = fold;
  state.operations.set(id, operation);
  return operation;
}

/** What the server has, in the terms of a wish. */
function confirmedWish(
  _state: ThreadState,
  kind: WishOperation['kind'],
  entry: Entry,
): WishOperation['wish'] {
  switch (kind) {
    case 'vote':
      return entry.vote.direction;
    case 'flag':
      return entry.data.isFlagged ? 1 : 0;
    case 'block':
      return entry.data.isBlocked ? 1 : 0;
    case 'pin':
      return entry.data.isPinned ? 1 : 0;
    case 'lock':
      return entry.data.isLocked ? 1 : 0;
    default: {
      const unhandled: never = kind;
      return unhandled;
    }
  }
}

/** Drops a wish: it is fulfilled, or was refused. The confirmed state shows again. */
export function endWish(state: ThreadState, wish: WishOperation): void {
  state.operations.delete(wish.id);
  const entry = state.entries.get(wish.commentId);
  if (entry) touchWish(state, wish.kind, entry);
}

/** Drops a wish if the server has what it asks for; returns whether it still stands. */
export function isWishOpen(state: ThreadState, wish: WishOperation): boolean {
  const entry = state.entries.get(wish.commentId);
  if (entry && state.operations.get(wish.id) === wish) {
    // Where an answer was lost nobody knows what the service has.
    const isUnknown = wish.kind !== 'vote' && wish.mayHaveArrived;
    if (isUnknown || confirmedWish(state, wish.kind, entry) !== wish.wish) return true;
    endWish(state, wish);
  }
  return false;
}

function touchWish(state: ThreadState, kind: WishOperation['kind'], entry: Entry): void {
  touchRow(state, entry.id);
  if (kind === 'block') for (const other of sameAuthor(state, entry)) touchRow(state, other.id);
  if (kind === 'pin') touchList(state, entry.parentId);
}

/** A vote was answered. `direction` is what was asked for, 0 for a removal. */
export function settleVote(
  state: ThreadState,
  entry: Entry,
  vote: OwnVote,
  sentAt: number,
  now: number,
): void {
  // A read that crossed the call may or may not have counted the vote.
  if (entry.readAt >= sentAt || state.reads > 0) state.doubts.add(entry.id);
  settleOwnVote(state, entry, vote, now);
}

/** A flag, pin or lock was answered. */
export function settleSwitch(
  state: ThreadState,
  kind: 'flag' | 'pin' | 'lock',
  entry: Entry,
  isOn: boolean,
  now: number,
  positions?: CommentPositions,
): void {
  entry.changedAt = now;
  if (kind === 'flag') patchEntry(state, entry, { isFlagged: isOn });
  else if (kind === 'lock') patchEntry(state, entry, { isLocked: isOn });
  else if (Boolean(entry.data.isPinned) !== isOn) {
    patchEntry(state, entry, { isPinned: isOn });
    moveEntry(state, entry, positions);
  }
  if (kind === 'flag' && !isOn) state.shownAnyway.delete(entry.id);
}

// ---------------------------------------------------------------- edit and delete

/** Begins a new text or a deletion; an older one of the same comment is replaced. */
export function beginChange(
  state: ThreadState,
  operation: Extract<Operation, { kind: 'edit' | 'delete' }>,
): void {
  state.fold = fold;
  state.operations.set(operation.id, operation);
  touchRow(state, operation.commentId);
}

/** Drops an edit or a deletion: done, or refused. */
export function endChange(state: ThreadState, operation: Operation): void {
  state.operations.delete(operation.id);
  if (operation.kind !== 'post') touchRow(state, operation.commentId);
}

/** The server took the new text. */
export function settleEdit(
  state: ThreadState,
  entry: Entry,
  answer: { readonly commentHTML: string; readonly approved?: boolean | undefined },
  now: number,
): void {
  entry.isEdited = true;
  entry.changedAt = now;
  const wasCounted = isCounted(entry.data);
  patchEntry(state, entry, {
    commentHTML: answer.commentHTML,
    ...(answer.approved === undefined ? {} : { approved: answer.approved }),
  });
  if (wasCounted !== isCounted(entry.data)) state.doubts.add('count');
}

/** The server deleted the comment: for good with all below it, or leaving a placeholder. */
export function settleDelete(
  state: ThreadState,
  entry: Entry,
  answer: {
    readonly hardRemoved: boolean;
    readonly comment?: Partial<PublicComment> | undefined;
  },
  now: number,
): void {
  if (answer.hardRemoved) {
    // A count read while the call was under way may have left it out already.
    state.doubts.add('count');
    if (entry.parentId !== null) state.doubts.add(entry.parentId);
    removeEntry(state, entry, now);
    return;
  }
  entry.changedAt = now;
  patchEntry(state, entry, { isDeleted: true, ...answer.comment });
  state.doubts.add('count');
}

// ---------------------------------------------------------------- own echoes

/** An own echo whose answer is not here (yet, or ever): it settles the operation that caused it. */
export function acknowledgeByEvent(
  state: ThreadState,
  event: LiveEvent,
  operationId: string,
  now: number,
): void {
  const operation = state.operations.get(operationId);
  switch (event.type) {
    case 'new-comment':
      if (operation?.kind === 'post') {
        settlePost(state, operation, fromLive(event.comment), now);
      }
      return;
    case 'updated-comment':
      updateLiveComment(state, event.comment, event.positions, {
        at: event.timestamp ?? 0,
        source: 'socket',
        now,
      });
      if (operation?.kind === 'edit' || operation?.kind === 'delete') endChange(state, operation);
      if (operation && 'wish' in operation) isWishOpen(state, operation);
      return;
    case 'deleted-comment': {
      const entry = state.entries.get(event.comment._id);
      if (!entry) return;
      state.doubts.add('count');
      removeEntry(state, entry, now, event.timestamp ?? 0);
      return;
    }
    case 'new-vote':
    case 'deleted-vote': {
      const entry = state.entries.get(event.vote.commentId);
      if (!entry) return;
      applyOwnVoteEvent(state, entry, event.type, event.vote, now);
      const isWaiting = operation?.kind === 'vote' && operation.isSending;
      // The wish stays while its call is under way: the answer still brings the edit key.
      if (operation?.kind === 'vote' && !isWaiting) isWishOpen(state, operation);
      return;
    }
    case 'p-u':
    case 'thread-state-change':
    case 'update-badges':
    case 'notification':
    case 'new-config':
    case 'cvc':
      return;
    default: {
      const unhandled: never = event;
      return unhandled;
    }
  }
}
