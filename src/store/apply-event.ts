/**
 * Live events and the event log, applied to the confirmed state. Every event may come twice, late,
 * or after a read that already contained it: comments are told apart by id, votes by id and type,
 * own actions by broadcast id, and what time cannot decide becomes a doubt that is read anew. Longer
 * than a file should be: the events are one switch, and what they share stands below it.
 */
import type { CommentPositions, LiveEvent, PubSubComment } from '../core/index.js';
import { createEntry, patchEntry } from './entries.js';
import { leaveOut } from './left-out.js';
import { doubtIfMissed, noteMissed } from './missed.js';
import { fromLive, moveEntry, updateLiveComment } from './live-comment.js';
import { placeEntry } from './place.js';
import { isCounted, removeEntry } from './remove.js';
import {
  doubtCount,
  doubtEntry,
  isMaybeRead,
  type Arrival,
  type EventSource,
} from './read-window.js';
import { acknowledgeByEvent } from './settle.js';
import {
  branchOf,
  changeCount,
  setLayer,
  touchList,
  touchRow,
  touchShell,
  type Entry,
  type ThreadState,
} from './thread-state.js';
import { applyForeignVoteEvent, applyOwnVoteEvent } from './votes.js';

/** Applies one event. `now` is monotonic. */
export function applyEvent(
  state: ThreadState,
  event: LiveEvent,
  source: EventSource,
  now: number,
): void {
  const at = event.timestamp ?? 0;
  if (at > 0 && source === 'socket') {
    state.serverOffset = Math.max(state.serverOffset ?? -Infinity, at - now);
  }
  const arrival: Arrival = { at, source, now };
  const own = event.broadcastId === undefined ? undefined : state.broadcasts.get(event.broadcastId);
  if (own) {
    // Answered already: the answer said all of it.
    if (!own.isAnswered) acknowledgeByEvent(state, event, own.operation, now);
    // An older change by somebody else may have come between the answer and this.
    else if (event.type === 'updated-comment')
      updateLiveComment(state, event.comment, event.positions, arrival);
    // The log may have told of a comment that was deleted here, and then of its end.
    else if (event.type === 'deleted-comment') {
      const entry = state.entries.get(event.comment._id);
      if (entry && !entry.data.isDeleted) removeLiveComment(state, entry.id, arrival);
    }
    return;
  }
  switch (event.type) {
    case 'new-comment':
      addLiveComment(state, event.comment, arrival);
      break;
    case 'updated-comment':
      if (!state.entries.has(event.comment._id)) {
        noteMissed(state, event.comment._id);
        if (event.comment.isPinned)
          addPinnedComment(state, event.comment, event.positions, arrival);
        break;
      }
      updateLiveComment(state, event.comment, event.positions, arrival);
      break;
    case 'deleted-comment':
      removeLiveComment(state, event.comment._id, arrival);
      break;
    case 'new-vote':
    case 'deleted-vote': {
      const entry = state.entries.get(event.vote.commentId);
      if (!entry) {
        noteMissed(state, event.vote.commentId);
        break;
      }
      const isMine = Boolean(event.vote.userId) && event.vote.userId === state.viewer.user?.id;
      const isCountedAlready = isMaybeRead(state, entry.readAt, arrival);
      if (isCountedAlready) state.doubts.add(entry.id);
      // Told late of an own vote that was taken back since: it does not stand again.
      const isGone = isMine && state.votesSeen.has(`deleted-vote:${event.vote._id}`);
      // From the log it is probably part of the page; live it probably is not.
      if (isCountedAlready && source === 'log' && (!isMine || isGone)) {
        state.votesSeen.add(`${event.type}:${event.vote._id}`);
        break;
      }
      (isMine ? applyOwnVoteEvent : applyForeignVoteEvent)(
        state,
        entry,
        event.type,
        event.vote,
        now,
      );
      break;
    }
    case 'p-u':
      // A reconnect can put one visitor on both lists: leaving comes first.
      applyPresence(state, event.left, false);
      applyPresence(state, event.joined, true);
      if (event.subscribers !== undefined) state.subscribers = Math.max(1, event.subscribers);
      touchShell(state);
      break;
    case 'thread-state-change':
      state.isClosed = event.isClosed;
      touchShell(state);
      state.touched.add('all');
      break;
    case 'update-badges':
      state.badges.set(event.userId, event.badges);
      for (const entry of state.entries.values()) {
        if (entry.data.userId === event.userId) patchEntry(state, entry, { badges: event.badges });
      }
      break;
    case 'notification':
      state.notificationCount++;
      touchShell(state);
      break;
    case 'new-config':
      setLayer(state, 'live', { ...state.layers.live, ...event.config });
      break;
    case 'cvc':
      // Whether the numbers are totals or differences is not documented: they are left alone.
      break;
    default: {
      const unhandled: never = event;
      return unhandled;
    }
  }
}

function addLiveComment(state: ThreadState, comment: PubSubComment, arrival: Arrival): void {
  const { at, now } = arrival;
  const known = state.entries.get(comment._id);
  if (known) {
    // Approved meanwhile: from now on it counts. Anything else is a copy.
    if (known.data.approved === false && comment.approved !== false) {
      updateLiveComment(state, comment, undefined, arrival);
    } else if (!known.isFresh && known.readAt > state.countReadAt) {
      // A page of replies brought it first, and no count: the one that is known may be older.
      state.doubts.add('count');
    }
    return;
  }
  const tombstone = state.tombstones.get(comment._id);
  if (tombstone && (at === 0 || at <= tombstone.eventAt)) return;
  const data = fromLive(comment);
  if (comment.hidden || data.isDeleted) return;
  if (!isCounted(data) && !state.viewer.isSiteAdmin) return;
  if (isBlockedAuthor(state, data.userId, data.anonUserId)) {
    leaveOut(state, comment);
    return;
  }
  const parentId = comment.parentId ?? null;
  if (!state.countedUnheld.has(comment._id)) {
    doubtCount(state, arrival);
    doubtEntry(state, parentId, arrival);
    if (isCounted(data) && (state.settings.countAll || parentId === null))
      changeCount(state, 1, now);
  }
  touchShell(state);
  if (parentId !== null && !state.entries.has(parentId)) {
    // Its place is not loaded: it will come with a page.
    state.countedUnheld.add(comment._id);
    noteMissed(state, parentId);
    // What the log tells late may be gone with its parent.
    if (arrival.source === 'log') state.doubts.add('count');
    return;
  }
  if (state.filter) {
    state.countedUnheld.add(comment._id);
    return;
  }
  const entry = createEntry(state, data, parentId, now);
  const mark = state.marks.get(entry.id);
  if (mark?.vote) entry.vote = mark.vote;
  if (mark?.isFlagged) entry.data = { ...entry.data, isFlagged: true };
  entry.isFresh = true;
  entry.changedAt = now;
  // The socket may have told of votes and edits before the log told of the comment.
  if (arrival.source === 'log') state.doubts.add(entry.id);
  doubtIfMissed(state, entry.id);
  const branch = branchOf(state, parentId);
  if (branch.total !== null) branch.total++;
  const parent = parentId === null ? undefined : state.entries.get(parentId);
  if (parent) parent.changedAt = now;
  if (state.settings.showLiveRightAway && !parent?.isHeld) {
    placeEntry(state, entry);
  } else {
    entry.isHeld = true;
    branch.held.push(entry.id);
  }
  touchHeldAncestors(state, entry);
}

/** A comment that was not loaded yet was pinned: it stands among the first now, and no page brings it. */
function addPinnedComment(
  state: ThreadState,
  comment: PubSubComment,
  positions: CommentPositions | undefined,
  { at, now }: Arrival,
): void {
  const data = fromLive(comment);
  const isShown = isCounted(data) || state.viewer.isSiteAdmin;
  if (comment.parentId || comment.hidden || !isShown || state.filter) return;
  if (state.tombstones.has(comment._id)) return;
  const isBlocked = isBlockedAuthor(state, data.userId, data.anonUserId);
  const entry = createEntry(state, { ...data, isBlocked }, null, now);
  entry.changedAt = now;
  // Newer than the answer to one's own post, should it be one.
  entry.eventAt = at;
  placeEntry(state, entry);
  moveEntry(state, entry, positions);
  // What is the viewer's own, and its replies, a live comment does not tell; nor whether it is new.
  state.doubts.add(entry.id).add('count');
}

/** The lists whose "Show N new" counts a held comment: from its parent up to one that is shown. */
function touchHeldAncestors(state: ThreadState, entry: Entry): void {
  let parentId = entry.parentId;
  for (;;) {
    touchList(state, parentId);
    const parent = parentId === null ? undefined : state.entries.get(parentId);
    if (!parent) return;
    touchRow(state, parent.id);
    if (!parent.isHeld) return;
    parentId = parent.parentId;
  }
}

/** Whether an author is one the visitor blocked while the page was open. */
function isBlockedAuthor(
  state: ThreadState,
  userId: string | null | undefined,
  anonUserId: string | null | undefined,
): boolean {
  return (
    (Boolean(userId) && state.blocked.has(userId ?? '')) ||
    (Boolean(anonUserId) && state.blocked.has(anonUserId ?? ''))
  );
}

function removeLiveComment(state: ThreadState, id: string, arrival: Arrival): void {
  const { at, now } = arrival;
  const entry = state.entries.get(id);
  if (entry) {
    doubtCount(state, arrival);
    doubtEntry(state, entry.parentId, arrival);
    removeEntry(state, entry, now, at);
    return;
  }
  if (state.tombstones.has(id)) return;
  state.tombstones.set(id, { at: now, eventAt: at });
  // Not held here: whether the count still contains it depends on when that was read.
  if (!isMaybeRead(state, state.countReadAt, arrival)) changeCount(state, -1, now);
  state.doubts.add('count');
  touchShell(state);
}

function applyPresence(state: ThreadState, ids: readonly string[], isOnline: boolean): void {
  if (ids.length === 0) return;
  const changed = new Set(ids);
  for (const entry of state.entries.values()) {
    const author = entry.data.userId ?? entry.data.anonUserId;
    if (author && changed.has(author) && entry.isOnline !== isOnline) {
      entry.isOnline = isOnline;
      touchRow(state, entry.id);
    }
  }
}
