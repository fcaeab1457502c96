/**
 * What one row shows: the confirmed comment with the pending operations folded over it. Rows ask for
 * this and for nothing else, so that every rule about what is visible and allowed stands here once.
 */
import type { Badge, Failure, PublicComment } from '../core/index.js';
import { findEntry, sameAuthor } from './entries.js';
import { remainingOf } from './insert-page.js';
import { wishId, type Operation, type PostOperation, type WishOperation } from './operation.js';
import type { EditBox, Entry, Notice, RowKey, ThreadState } from './thread-state.js';
import { countVote, countedDirection, countsOf } from './vote-counts.js';

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

const nothing: RowPermissions = { reply: false, vote: false, voteDown: false };

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

function wishOf(
  state: ThreadState,
  kind: WishOperation['kind'],
  entry: Entry,
): WishOperation | undefined {
  if (state.operations.size === 0) return undefined;
  return state.operations.get(wishId(kind, entry.id)) as WishOperation | undefined;
}

/** Whether a block is wished for any comment of the same author; undefined if none is pending. */
function blockWish(state: ThreadState, entry: Entry): boolean | undefined {
  for (const operation of state.operations.values()) {
    if (operation.kind !== 'block') continue;
    const blocked = state.entries.get(operation.commentId);
    if (blocked && (blocked === entry || sameAuthor(state, blocked).includes(entry))) {
      return operation.wish === 1;
    }
  }
  return undefined;
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

/** The view of a row; null if neither a comment nor a post is behind the key. */
export function viewRow(state: ThreadState, key: RowKey): RowView | null {
  const entry = findEntry(state, key);
  if (entry) return viewEntry(state, entry);
  const operation = state.operations.get(key);
  return operation?.kind === 'post' ? viewPost(state, operation) : null;
}

function viewEntry(state: ThreadState, entry: Entry): RowView {
  const { data } = entry;
  const voteWish = wishOf(state, 'vote', entry);
  const vote = voteWish ? voteWish.wish : entry.vote.direction;
  const counts = countVote(
    countsOf(entry),
    countedDirection(entry.vote),
    voteWish ? voteWish.wish : countedDirection(entry.vote),
  );
  const on = (kind: 'flag' | 'pin' | 'lock', confirmed: boolean) => {
    const wish = wishOf(state, kind, entry);
    return wish ? wish.wish === 1 : confirmed;
  };
  const mine = isMine(state, entry);
  const edit = operationOf(state, 'edit', entry.id);
  const parent = entry.parentId === null ? undefined : state.entries.get(entry.parentId);
  const isBlocked = blockWish(state, entry) ?? Boolean(data.isBlocked);
  return {
    key: entry.key,
    id: entry.id,
    parentId: entry.parentId,
    depth: entry.depth,
    state: operationOf(state, 'delete', entry.id) ? 'deleting' : edit ? 'saving' : 'settled',
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
    html: edit ? null : data.commentHTML,
    text: edit?.kind === 'edit' ? edit.text : null,
    ...counts,
    vote,
    isVotePending: !voteWish && Boolean(entry.vote.isPending),
    isPinned: on('pin', Boolean(data.isPinned)),
    isLocked: on('lock', Boolean(data.isLocked)),
    isDeleted: Boolean(data.isDeleted),
    isDeletedUser: Boolean(data.isDeletedUser),
    isBlocked,
    isFlagged: on('flag', Boolean(data.isFlagged)),
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
    can: isBlocked || data.isDeleted ? nothing : permissions(state, entry),
  };
}

function operationOf(
  state: ThreadState,
  kind: 'edit' | 'delete',
  commentId: string,
): Operation | undefined {
  return state.operations.get(`${kind}:${commentId}`);
}

/** A comment on its way, as its writer sees it. */
function viewPost(state: ThreadState, post: PostOperation): RowView {
  const { user, anonUserId } = state.viewer;
  const { draft, failure, state: way } = post;
  const data: PublicComment = {
    _id: '',
    commenterName: user?.displayName ?? user?.username ?? draft.name ?? '',
    avatarSrc: user?.avatarSrc ?? null,
    userId: user?.id ?? null,
    anonUserId: anonUserId ?? null,
    displayLabel: user?.displayLabel ?? null,
    badges: user?.badges ?? [],
    commentHTML: '',
    verified: true,
    date: null,
  };
  const parent = post.parentId === null ? undefined : state.entries.get(post.parentId);
  const entry: Entry = {
    key: post.id,
    id: '',
    parentId: post.parentId,
    depth: parent ? parent.depth + 1 : 0,
    data,
    vote: { direction: 0 },
    branch: null,
    isHeld: false,
    isUnranked: false,
    isEdited: false,
    isFresh: true,
    readAt: 0,
    changedAt: 0,
    eventAt: 0,
  };
  return {
    ...viewEntry(state, entry),
    id: null,
    state: way === 'checking' ? 'sending' : way,
    failure,
    date: post.date,
    html: null,
    text: draft.text,
    isMine: true,
    can: nothing,
  };
}
