import type { Call } from './call.js';
import type { CommentDoc } from './documents.js';
import { announceChange } from './edit-comment.js';
import { operation, type Answer } from './operation.js';
import { authorMarks, isBlocked, viewerMarks } from './public-comment.js';
import { Refusal } from './refusal.js';
import { isHidden } from './thread.js';
import { isAuthor, type Viewer } from './viewer.js';

/** How many flags hide a comment where the tenant says nothing. */
const flagsToHide = 5;

/**
 * Somebody who may flag or block. Nothing is made up for a caller nobody can tell: the next call
 * could not be told to be theirs either.
 */
function needCaller(call: Call, anonymousAllowed: boolean): Viewer & { actor: string } {
  if (call.viewer.actor === null) {
    throw new Refusal(anonymousAllowed ? 'missing-anon-user-id' : 'missing-user-id');
  }
  if (!call.viewer.user && !anonymousAllowed) throw new Refusal('missing-user-id');
  return call.actingViewer();
}

function flagCommentPublic(call: Call): Answer {
  const { state } = call;
  call.query.needed('isFlagged');
  const wish = call.query.flag('isFlagged');
  const comment = call.comment();
  const page = call.page(comment.urlId);
  call.needAccess(page);
  const { actor } = needCaller(call, page.is('allowAnonFlag'));
  const _id = `${actor}|${comment._id}`;
  const before = state.db.flags.get(_id) !== undefined;
  if (before === wish) return { status: 'success' };
  if (wish) state.db.flags.put({ _id, actor, commentId: comment._id });
  else state.db.flags.remove(_id);
  const wasHidden = isHidden(comment);
  comment.flagCount = Math.max(0, comment.flagCount + (wish ? 1 : -1));
  // Enough flags hide a comment; taking them back never shows it again.
  if (wish && comment.flagCount >= (page.tenant.flagsToHide ?? flagsToHide))
    comment.approved = false;
  state.db.putComment(comment);
  if (isHidden(comment) && !wasHidden) announceChange(state, page, comment, false, undefined);
  return { status: 'success' };
}

/** The ids the body asks about, and the one in the path. */
function askedIds(call: Call, comment: CommentDoc): string[] {
  const { commentIds } = call.body();
  if (commentIds !== null && commentIds !== undefined && !Array.isArray(commentIds)) {
    throw new Refusal('invalid-body', { reason: 'commentIds must be a list or null.' });
  }
  return [...new Set([comment._id, ...((commentIds ?? []) as unknown[]).map(String)])];
}

/** Which of these comments are blocked for the viewer. An unknown one is not. */
function statuses(call: Call, ids: readonly string[]): Record<string, boolean> {
  const { state, viewer } = call;
  const marks = viewerMarks(state, viewer, state.page('', ''));
  return Object.fromEntries(
    ids.map((id) => {
      const comment = state.db.comment(id);
      return [id, comment?.tenantId === call.tenantId && isBlocked(marks, comment)];
    }),
  );
}

function block(wish: boolean) {
  return (call: Call): Answer => {
    const { state } = call;
    const comment = call.comment();
    const page = call.page(comment.urlId);
    call.needAccess(page);
    const ids = askedIds(call, comment);
    const viewer = needCaller(call, page.is('allowAnonFlag') || page.is('allowAnon'));
    const authors = authorMarks(comment);
    const own = isAuthor(viewer, comment) || authors.includes(viewer.actor);
    if (authors.length === 0 || own) {
      throw new Refusal('comment-cannot-be-blocked', own ? { reason: 'It is your own.' } : {});
    }
    for (const author of authors) {
      const _id = `${viewer.actor}|${author}`;
      if (wish) state.db.blocks.put({ _id, actor: viewer.actor, author });
      else state.db.blocks.remove(_id);
    }
    return { status: 'success', commentStatuses: statuses(call, ids) };
  };
}

function checkedCommentsForBlocked(call: Call): Answer {
  call.query.needed('commentIds', 'invalid-comment-id');
  return {
    status: 'success',
    commentStatuses: statuses(call, call.query.commaSeparated('commentIds')),
  };
}

/** Flagging comments and blocking their authors. */
export const flagAndBlockOperations = [
  operation('flagCommentPublic', 'POST', '/flag-comment/{commentId}', 'sso', flagCommentPublic),
  operation(
    'blockFromCommentPublic',
    'POST',
    '/block-from-comment/{commentId}',
    'sso',
    block(true),
  ),
  operation(
    'unBlockCommentPublic',
    'DELETE',
    '/block-from-comment/{commentId}',
    'sso',
    block(false),
  ),
  operation(
    'checkedCommentsForBlocked',
    'GET',
    '/check-blocked-comments',
    'sso',
    checkedCommentsForBlocked,
  ),
];
