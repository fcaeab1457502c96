/**
 * What one row shows, as far as the service has confirmed it; what is pending is folded over it by
 * `fold`. Rows ask for this and for nothing else, so that every rule about what is visible stands here.
 */
import type { Badge, Failure } from '../core/index.js';
import { findEntry } from './entries.js';
import { remainingOf } from './insert-page.js';
import type { EditBox, Entry, Notice, RowKey, ThreadState } from './thread-state.js';

/** Where a row stands between the visitor and the server. */
export type RowState = 'settled' | 'sending' | 'waiting' | 'failed' | 'deleting' | 'saving';

/** One row, ready to be drawn. */
export interface RowView {
  readonly key: RowKey;
  /** The server's id; null while the comment is on its way. */
  readonly id: string | null;
  readonly parentId: string | null;
  readonly depth: number;
  readonly state: RowState;
  readonly failure: Failure | null;
  /** Empty for authors without a name. */
  readonly name: string;
  readonly link: string | null;
  readonly avatar: string | null;
  /** Account or anonymous id of the author; null if neither is known. */
  readonly authorId: string | null;
  /** A label of its own, or by role. */
  readonly label: string | null;
  readonly role: 'admin' | 'moderator' | null;
  readonly badges: readonly Badge[];
  /** Name of the comment's author this one replies to; null at the top level. */
  readonly replyTo: string | null;
  /** Epoch milliseconds, or null. */
  readonly date: number | null;
  /** The server's HTML, or the visitor's own text until that is there. */
  readonly html: string | null;
  readonly text: string | null;
  readonly votes: number;
  readonly votesUp: number;
  readonly votesDown: number;
  readonly vote: -1 | 0 | 1;
  readonly isVotePending: boolean;
  readonly isPinned: boolean;
  readonly isLocked: boolean;
  readonly isDeleted: boolean;
  readonly isDeletedUser: boolean;
  readonly isBlocked: boolean;
  readonly isFlagged: boolean;
  /** Flagged, and the visitor chose to see it. */
  readonly isShownAnyway: boolean;
  readonly isSpam: boolean;
  readonly isUnapproved: boolean;
  readonly isAwaitingVerification: boolean;
  readonly isUnverified: boolean;
  readonly isUnread: boolean;
  readonly isEdited: boolean;
  readonly isFresh: boolean;
  readonly isMine: boolean;
  readonly isOnline: boolean;
  readonly viewCount: number | null;
  readonly notice: Notice | null;
  readonly edit: EditBox | null;
  readonly isReplying: boolean;
  /** Replies shown and not loaded together. */
  readonly replies: number;
  readonly areRepliesClosed: boolean;
  readonly can: RowPermissions;
}

/** What the row itself offers; `permissionsOf` has what the menu offers. The server decides. */
export interface RowPermissions {
  readonly reply: boolean;
  readonly vote: boolean;
  readonly voteDown: boolean;
}

/** What a row offers that offers nothing. */
export const mayNothing: RowPermissions = { reply: false, vote: false, voteDown: false };

/** Whether the comment is the visitor's: it bears one of their ids, or its edit key is held. */
export function isMine(state: ThreadState, entry: Entry): boolean {
  const { user, anonUserId, editable } = state.viewer;
  const { userId, anonUserId: author } = entry.data;
  const id = user?.id;
  return (
    (Boolean(id) && (userId === id || author === id)) ||
    (Boolean(anonUserId) && author === anonUserId) ||
    editable.has(entry.id)
  );
}

function permissions({ settings, isClosed }: ThreadState, entry: Entry): RowPermissions {
  const { isLocked, approved, isSpam } = entry.data;
  const isOpen = !settings.readonly;
  return {
    reply:
      isOpen &&
      !isClosed &&
      !isLocked &&
      approved !== false &&
      !isSpam &&
      entry.depth < (settings.maxReplyDepth ?? Infinity),
    vote: isOpen && !settings.disableVoting,
    voteDown: settings.voteStyle !== 1 && !settings.disableDownVoting,
  };
}

/**
 * The view of a row: the confirmed comment, with what is pending folded over it. null if neither a
 * comment nor a post is behind the key.
 */
export function viewRow(state: ThreadState, key: RowKey): RowView | null {
  const entry = findEntry(state, key);
  const view = entry ? viewEntry(state, entry) : null;
  return state.fold ? state.fold.row(state, key, view) : view;
}

/** What the service has confirmed of a comment, as a row shows it. */
export function viewEntry(state: ThreadState, entry: Entry): RowView {
  const { data } = entry;
  const mine = isMine(state, entry);
  const parent = entry.parentId === null ? undefined : state.entries.get(entry.parentId);
  return {
    key: entry.key,
    id: entry.id,
    parentId: entry.parentId,
    depth: entry.depth,
    state: 'settled',
    failure: null,
    name: data.commenterName,
    link: data.commenterLink ?? null,
    avatar: data.avatarSrc ?? null,
    authorId: data.userId ?? data.anonUserId ?? null,
    label: data.displayLabel ?? null,
    role: data.isByAdmin ? 'admin' : data.isByModerator ? 'moderator' : null,
    badges: data.badges ?? [],
    replyTo: parent ? parent.data.commenterName : null,
    date: data.date === null ? null : Date.parse(data.date) || null,
    html: data.commentHTML,
    text: null,
    votes: data.votes ?? 0,
    votesUp: data.votesUp ?? 0,
    votesDown: data.votesDown ?? 0,
    vote: entry.vote.direction,
    isVotePending: Boolean(entry.vote.isPending),
    isPinned: Boolean(data.isPinned),
    isLocked: Boolean(data.isLocked),
    isDeleted: Boolean(data.isDeleted),
    isDeletedUser: Boolean(data.isDeletedUser),
    isBlocked: Boolean(data.isBlocked),
    isFlagged: Boolean(data.isFlagged),
    isShownAnyway: state.shownAnyway.has(entry.id),
    isSpam: Boolean(data.isSpam),
    isUnapproved: data.approved === false && !data.isSpam,
    isAwaitingVerification: Boolean(data.requiresVerification) && !data.verified && mine,
    // One of the two is said, and nothing of what is gone.
    isUnverified: !data.verified && !data.isDeleted && !(data.requiresVerification && mine),
    isUnread: Boolean(data.isUnread),
    isEdited: entry.isEdited,
    isFresh: entry.isFresh,
    isMine: mine,
    isOnline: Boolean(entry.isOnline),
    viewCount: data.viewCount ?? null,
    notice: state.notices.get(entry.id) ?? null,
    edit: state.editing.get(entry.id) ?? null,
    isReplying: state.replyingTo.has(entry.id),
    replies: entry.branch
      ? entry.branch.head.length + entry.branch.tail.length + remainingOf(entry.branch)
      : 0,
    areRepliesClosed: Boolean(entry.branch?.isClosed),
    can: data.isBlocked || data.isDeleted ? mayNothing : permissions(state, entry),
  };
}
