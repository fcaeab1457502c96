import type { SortDirection } from '../core/index.js';
import type { Call } from './call.js';
import type { CommentDoc } from './documents.js';
import { announceChange } from './edit-comment.js';
import { operation, type Answer } from './operation.js';
import { Refusal } from './refusal.js';
import type { ServerState } from './server-state.js';
import { isHidden, order, pinnedFirst } from './thread.js';
import { needModerator } from './viewer.js';

const directions: readonly SortDirection[] = ['OF', 'NF', 'MR'];

/** The neighbours of a comment among its siblings, in each order. */
function positions(state: ServerState, comment: CommentDoc): Record<string, unknown> {
  const thread = state.db.thread(comment.tenantId, comment.urlId);
  const siblings = thread.children(comment.parentId).filter((other) => !isHidden(other));
  return Object.fromEntries(
    directions.map((direction) => {
      const ordered = order(siblings, direction);
      const sorted = comment.parentId === null ? pinnedFirst(ordered) : ordered;
      const at = sorted.indexOf(comment);
      return [
        direction,
        {
          before: sorted[at - 1]?._id ?? null,
          after: at < 0 ? null : (sorted[at + 1]?._id ?? null),
        },
      ];
    }),
  );
}

function moderated(call: Call): CommentDoc {
  const comment = call.comment();
  call.needAccess(call.page(comment.urlId));
  needModerator(call.viewer);
  if (comment.isDeleted) throw new Refusal('not-found');
  return comment;
}

/** Pins or unpins a comment and tells everybody where it stands now. */
function setPinned(
  state: ServerState,
  comment: CommentDoc,
  isPinned: boolean,
  broadcastId?: string,
): Record<string, unknown> {
  comment.isPinned = isPinned;
  state.db.putComment(comment);
  const commentPositions = positions(state, comment);
  const page = state.page(comment.tenantId, comment.urlId);
  announceChange(state, page, comment, isHidden(comment), broadcastId, { commentPositions });
  return commentPositions;
}

/** Locks or unlocks a comment and tells everybody. */
function setLocked(
  state: ServerState,
  comment: CommentDoc,
  isLocked: boolean,
  broadcastId?: string,
): void {
  comment.isLocked = isLocked;
  state.db.putComment(comment);
  const page = state.page(comment.tenantId, comment.urlId);
  announceChange(state, page, comment, isHidden(comment), broadcastId);
}

function pin(isPinned: boolean) {
  return (call: Call): Answer => {
    const broadcastId = call.broadcastId();
    const commentPositions = setPinned(call.state, moderated(call), isPinned, broadcastId);
    return { status: 'success', commentPositions };
  };
}

function lock(isLocked: boolean) {
  return (call: Call): Answer => {
    const broadcastId = call.broadcastId();
    setLocked(call.state, moderated(call), isLocked, broadcastId);
    return { status: 'success' };
  };
}

const path = '/comments/{tenantId}/{commentId}';

/** What moderators do with a comment. */
export const pinAndLockOperations = [
  operation('pinComment', 'POST', `${path}/pin`, 'sso', pin(true)),
  operation('unPinComment', 'POST', `${path}/unpin`, 'sso', pin(false)),
  operation('lockComment', 'POST', `${path}/lock`, 'sso', lock(true)),
  operation('unLockComment', 'POST', `${path}/unlock`, 'sso', lock(false)),
];
