/**
 * What is pending, folded over what the service has confirmed: `view = fold(confirmed, pending)`. The
 * reducers that begin an operation put it into the state; a thread that is only read has none.
 */
import type { PublicComment } from '../core/index.js';
import { sameAuthor } from './same-author.js';
import type { ListView } from './list-view.js';
import { wishId, type PostOperation, type WishOperation } from './operation.js';
import { mayNothing, viewEntry, type RowView } from './row-view.js';
import type { CommentId, Entry, Fold, RowKey, ThreadState } from './thread-state.js';
import { countVote, countedDirection, countsOf } from './vote-counts.js';

function wishOf(
  state: ThreadState,
  kind: WishOperation['kind'],
  id: CommentId,
): WishOperation | undefined {
  return state.operations.get(wishId(kind, id)) as WishOperation | undefined;
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

function foldRow(state: ThreadState, key: RowKey, confirmed: RowView | null): RowView | null {
  if (confirmed?.id == null) {
    const post = state.operations.get(key);
    return post?.kind === 'post' ? viewPost(state, post) : null;
  }
  const entry = state.entries.get(confirmed.id);
  if (state.operations.size === 0 || !entry) return confirmed;
  const { id } = entry;
  const vote = wishOf(state, 'vote', id);
  const edit = state.operations.get(`edit:${id}`);
  const isOn = (kind: 'flag' | 'pin' | 'lock', now: boolean) => {
    const wish = wishOf(state, kind, id);
    return wish ? wish.wish === 1 : now;
  };
  const isBlocked = blockWish(state, entry) ?? confirmed.isBlocked;
  return {
    ...confirmed,
    state: state.operations.has(`delete:${id}`) ? 'deleting' : edit ? 'saving' : 'settled',
    ...(edit?.kind === 'edit' && { html: null, text: edit.text }),
    ...(vote && {
      ...countVote(countsOf(entry), countedDirection(entry.vote), vote.wish),
      vote: vote.wish,
      isVotePending: false,
    }),
    isPinned: isOn('pin', confirmed.isPinned),
    isLocked: isOn('lock', confirmed.isLocked),
    isFlagged: isOn('flag', confirmed.isFlagged),
    isBlocked,
    can: isBlocked ? mayNothing : confirmed.can,
  };
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
  const view = viewEntry(state, {
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
  });
  return {
    ...view,
    id: null,
    state: way === 'checking' ? 'sending' : way,
    failure,
    date: post.date,
    html: null,
    text: draft.text,
    isMine: true,
    can: mayNothing,
  };
}

/** Own posts stand where the confirmed comment will: on top, or at the end behind what is not loaded. */
function foldList(state: ThreadState, parentId: CommentId | null, view: ListView): ListView {
  const posts: RowKey[] = [];
  for (const operation of state.operations.values()) {
    if (operation.kind === 'post' && operation.parentId === parentId) posts.push(operation.id);
  }
  if (posts.length === 0) return view;
  const rows = [...view.rows];
  const tail = [...view.tail];
  const isOnTop =
    state.direction === 'NF' ||
    (state.direction === 'MR' && parentId === null && !state.settings.newCommentsToBottom);
  if (isOnTop) {
    let pinned = 0;
    while (state.entries.get(rows[pinned] ?? '')?.data.isPinned) pinned++;
    rows.splice(pinned, 0, ...posts.reverse());
  } else if (view.remaining > 0) {
    tail.push(...posts);
  } else {
    rows.push(...posts);
  }
  return { ...view, rows, tail, total: view.total + posts.length };
}

/** Own comments on their way count at once. */
function countPosts(state: ThreadState): number {
  let count = 0;
  for (const operation of state.operations.values()) {
    if (
      operation.kind === 'post' &&
      (operation.state === 'sending' || operation.state === 'checking') &&
      (state.settings.countAll || operation.parentId === null)
    ) {
      count++;
    }
  }
  return count;
}

/** The whole of it. */
export const fold: Fold = { row: foldRow, list: foldList, count: countPosts };
