import type { Call } from './call.js';
import type { CommentDoc } from './documents.js';
import { notifyOfComment } from './notify.js';
import { operation, type Answer } from './operation.js';
import { pubSubComment } from './public-comment.js';
import { Refusal } from './refusal.js';
import type { ServerState } from './server-state.js';
import type { Page } from './settings.js';
import { isHidden } from './thread.js';
import { canModerate, needAuthor } from './viewer.js';
import { readEditedText } from './write-comment.js';

/** What a comment says once its author took it back but its replies stay. */
const deletedText = '[deleted]';

/** The comment in the path and its page, for somebody who may change it. */
function ownComment(call: Call): { page: Page; comment: CommentDoc } {
  const editKey = call.query.text('editKey');
  const comment = call.comment(undefined, editKey);
  const page = call.page(comment.urlId);
  call.needAccess(page);
  if (comment.isDeleted) throw new Refusal('not-found');
  needAuthor(call.viewer, comment, editKey);
  return { page, comment };
}

function getCommentText(call: Call): Answer {
  const { comment } = ownComment(call);
  return {
    status: 'success',
    commentText: comment.text,
    sanitizedCommentText: comment.text.replaceAll(/<\/?(?:p|img)(?:\s[^<>]*)?\/?>/gi, ''),
  };
}

/** Tells everybody that a comment changed, appeared or went out of sight. */
export function announceChange(
  state: ServerState,
  page: Page,
  comment: CommentDoc,
  wasHidden: boolean,
  broadcastId: string | undefined,
  extraInfo?: Record<string, unknown>,
): void {
  const hidden = isHidden(comment);
  if (hidden && wasHidden) return;
  state.publish(page.tenantId, page.urlId, {
    type: hidden ? 'deleted-comment' : wasHidden ? 'new-comment' : 'updated-comment',
    ...(broadcastId === undefined ? {} : { broadcastId }),
    comment: pubSubComment(state, page, comment),
    ...(extraInfo ? { extraInfo } : {}),
  });
  if (wasHidden && !hidden) notifyOfComment(state, page, comment);
}

function setCommentText(call: Call): Answer {
  const broadcastId = call.broadcastId();
  const { page, comment } = ownComment(call);
  call.needWritable(page);
  if (comment.isLocked) throw new Refusal('locked');
  const moderates = canModerate(call.viewer);
  if (page.is('disableCommenterCommentEdit') && !moderates) throw new Refusal('unauthorized');
  const edited = readEditedText(call, page, comment);
  const wasHidden = isHidden(comment);
  const approved = comment.approved && (moderates || page.settings.approveByHand !== true);
  Object.assign(comment, edited, { approved });
  call.state.db.putComment(comment);
  announceChange(call.state, page, comment, wasHidden, broadcastId);
  return { status: 'success', comment: { approved, commentHTML: comment.html } };
}

/** Removes a comment and all below it, without a word to anybody. */
export function removeSubtree(state: ServerState, comment: CommentDoc): void {
  const below = state.db.thread(comment.tenantId, comment.urlId).descendants(comment._id);
  for (const each of below.reverse()) state.db.removeComment(each);
  state.db.removeComment(comment);
}

/** Leaves a placeholder where a comment stood. */
export function softDelete(comment: CommentDoc): void {
  Object.assign(comment, {
    isDeleted: true,
    text: '',
    html: deletedText,
    commenterName: deletedText,
    commenterLink: null,
    userId: null,
    anonUserId: null,
    email: null,
    sessionId: null,
    avatarSrc: null,
    editKey: null,
    displayLabel: null,
    badges: [],
    mentions: [],
    hashTags: [],
    hasImages: false,
    isByAdmin: false,
    isByModerator: false,
  } satisfies Partial<CommentDoc>);
}

function deleteCommentPublic(call: Call): Answer {
  const { state } = call;
  const broadcastId = call.broadcastId();
  const { page, comment } = ownComment(call);
  call.needWritable(page);
  if (comment.isLocked) throw new Refusal('locked');
  const moderates = canModerate(call.viewer);
  if (page.is('disableCommenterCommentDelete') && !moderates) throw new Refusal('unauthorized');
  const hasReplies = call.thread(page.urlId).children(comment._id).length > 0;
  // 0 removes the thread, 1 leaves a placeholder, 2 refuses, 3 refuses all but moderators.
  const mode = hasReplies ? page.number('commentThreadDeleteMode', 0) : 0;
  if (mode === 2 || (mode === 3 && !moderates)) throw new Refusal('has-replies');
  const wasHidden = isHidden(comment);
  if (mode === 1) {
    softDelete(comment);
    state.db.putComment(comment);
    announceChange(state, page, comment, wasHidden, broadcastId);
    return {
      status: 'success',
      hardRemoved: false,
      comment: {
        isDeleted: true,
        commentHTML: comment.html,
        commenterName: comment.commenterName,
        userId: comment.userId,
      },
    };
  }
  const last = pubSubComment(state, page, comment);
  removeSubtree(state, comment);
  if (!wasHidden) {
    state.publish(page.tenantId, page.urlId, {
      type: 'deleted-comment',
      broadcastId,
      comment: last,
    });
  }
  return { status: 'success', hardRemoved: true };
}

const path = '/comments/{tenantId}/{commentId}';

/** Reading the raw text of, editing and deleting a comment. */
export const editOperations = [
  operation('getCommentText', 'GET', `${path}/text`, 'sso', getCommentText),
  operation('setCommentText', 'POST', `${path}/update-text`, 'sso', setCommentText),
  operation('deleteCommentPublic', 'DELETE', path, 'sso', deleteCommentPublic),
];
