import { maySee, readDirection, type Call } from './call.js';
import type { CommentDoc } from './documents.js';
import type { Answer } from './operation.js';
import { publicComment, viewerMarks } from './public-comment.js';
import { order } from './thread.js';
import { canModerate, sessionInfo } from './viewer.js';

/** A person's comments on all pages, newest first unless asked otherwise; 30 to a page. */
export function getCommentsForUser(call: Call): Answer {
  const { state, query, viewer } = call;
  const own = viewer.user?._id ?? viewer.anonId;
  const author = query.text('userId') ?? own;
  const repliesTo = query.text('repliesToUserId');
  const number = query.integer('page', 'invalid-page', -1) ?? 0;
  const isBy = (comment: CommentDoc | undefined, id: string): boolean =>
    comment !== undefined && (comment.userId === id || comment.anonUserId === id);
  const found = [...state.db.allComments()]
    .filter((comment) => !comment.isDeleted && maySee(viewer, comment))
    // Single sign-on cannot vouch here, so pages that ask for it stay out.
    .filter((comment) => !state.page(comment.tenantId, comment.urlId).is('requireSSO'))
    .filter((comment) =>
      repliesTo === null
        ? author !== null && isBy(comment, author)
        : comment.parentId !== null && isBy(state.db.comment(comment.parentId), repliesTo),
    )
    .sort((a, b) => a.date - b.date);
  const anyPage = state.page('', '');
  const sorted = order(found, query.has('direction') ? readDirection(query, anyPage) : 'NF');
  const from = Math.max(0, number) * 30;
  const size = number < 0 ? Infinity : 30;
  return {
    status: 'success',
    comments: sorted.slice(from, from + size).map((comment) => {
      const page = state.page(comment.tenantId, comment.urlId);
      return publicComment(state, page, comment, viewerMarks(state, viewer, page));
    }),
    user: sessionInfo(state, viewer),
    pageNumber: Math.max(0, number),
    hasMore: from + size < sorted.length,
    commentCount: sorted.length,
    moderatingTenantIds: canModerate(viewer) && viewer.user ? [viewer.user.tenantId] : [],
  };
}
