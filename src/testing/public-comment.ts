import type { Badge, PublicComment } from '../core/index.js';
import { authorKey, type CommentDoc, type VoteDoc } from './documents.js';
import type { ServerState } from './server-state.js';
import type { Page } from './settings.js';
import type { Viewer } from './viewer.js';

/** What one viewer did on one page, looked up once for all its comments. */
export interface ViewerMarks {
  readonly votes: ReadonlyMap<string, VoteDoc>;
  readonly flags: ReadonlySet<string>;
  readonly blocked: ReadonlySet<string>;
  readonly unread: ReadonlySet<string>;
}

const nothing: ViewerMarks = {
  votes: new Map(),
  flags: new Set(),
  blocked: new Set(),
  unread: new Set(),
};

/** The viewer's votes, flags and blocks. */
export function viewerMarks(state: ServerState, viewer: Viewer, page: Page): ViewerMarks {
  const { actor } = viewer;
  if (actor === null) return nothing;
  const votes = state.db.votes.find('actorOnPage', `${actor}|${page.tenantId}:${page.urlId}`);
  const flags = state.db.flags.find('actor', actor);
  const blocks = state.db.blocks.find('actor', actor);
  return {
    votes: new Map(votes.map((vote) => [vote.commentId, vote])),
    flags: new Set(flags.map((flag) => flag.commentId)),
    blocked: new Set(blocks.map((block) => block.author)),
    unread: nothing.unread,
  };
}

/** Everything a comment's author can be blocked by; empty for a completely anonymous one. */
export function authorMarks(comment: CommentDoc): string[] {
  const key = authorKey(comment);
  return [
    ...(key === null ? [] : [key]),
    ...(comment.email === null ? [] : [`e:${comment.email.toLowerCase()}`]),
  ];
}

/** Whether the viewer blocked the author of a comment. */
export function isBlocked(marks: ViewerMarks, comment: CommentDoc): boolean {
  return marks.blocked.size > 0 && authorMarks(comment).some((mark) => marks.blocked.has(mark));
}

/** The author's name as the page shows names (`commenterNameFormat`). */
function shownName(name: string, format: number): string {
  const words = name.split(/\s+/).filter(Boolean);
  const capital = (word: string): string => word.charAt(0).toLocaleUpperCase() + word.slice(1);
  const initial = (word: string): string => `${word.charAt(0).toLocaleUpperCase()}.`;
  switch (format) {
    case 1:
      return words.map(capital).join(' ');
    case 2:
      return words
        .map((word, at) => (at > 0 && at === words.length - 1 ? initial(word) : capital(word)))
        .join(' ');
    case 3:
      return words.map(initial).join(' ');
    case 4:
      return 'Anonymous';
    default:
      return name;
  }
}

/** Badges of a comment's author: the account's, else those the comment came with. */
function badgesOf(state: ServerState, comment: CommentDoc): readonly Badge[] {
  const user = comment.userId === null ? undefined : state.db.users.get(comment.userId);
  return user ? user.badges : comment.badges;
}

/** A comment while it is put together: members are added to one object, which is cheap for thousands. */
export type CommentInMaking = { -readonly [Member in keyof PublicComment]: PublicComment[Member] };

/** What every viewer and every live event says of a comment. */
function shared(state: ServerState, page: Page, comment: CommentDoc): CommentInMaking {
  const badges = badgesOf(state, comment);
  const format = page.number('commenterNameFormat', 0);
  const shown: CommentInMaking = {
    _id: comment._id,
    userId: comment.userId,
    anonUserId: comment.anonUserId,
    commenterName:
      comment.isDeleted || format === 0
        ? comment.commenterName
        : shownName(comment.commenterName, format),
    commenterLink: comment.commenterLink,
    commentHTML: comment.html,
    parentId: comment.parentId,
    date: new Date(comment.date).toISOString(),
    votes: comment.votesUp - comment.votesDown,
    votesUp: comment.votesUp,
    votesDown: comment.votesDown,
    verified: comment.verified,
    avatarSrc: comment.avatarSrc,
    hasImages: comment.hasImages,
    isByAdmin: comment.isByAdmin,
    isByModerator: comment.isByModerator,
    isPinned: comment.isPinned,
    isLocked: comment.isLocked,
    displayLabel: comment.displayLabel,
  };
  if (comment.rating !== null) shown.rating = comment.rating;
  if (badges.length > 0) shown.badges = badges;
  if (page.is('enableViewCounts')) shown.viewCount = comment.viewCount;
  if (comment.isDeleted) shown.isDeleted = true;
  if (comment.isDeletedUser) shown.isDeletedUser = true;
  if (comment.isSpam) shown.isSpam = true;
  if (comment.feedbackIds.length > 0) shown.feedbackIds = comment.feedbackIds;
  return shown;
}

/** A comment as one viewer sees it; a fresh object. */
export function publicComment(
  state: ServerState,
  page: Page,
  comment: CommentDoc,
  marks: ViewerMarks = nothing,
): CommentInMaking {
  const shown = shared(state, page, comment);
  const vote = marks.votes.get(comment._id);
  if (!comment.approved) shown.approved = false;
  if (vote) {
    shown.myVoteId = vote._id;
    shown.isVotedUp = vote.direction === 1;
    shown.isVotedDown = vote.direction === -1;
  }
  if (marks.flags.has(comment._id)) shown.isFlagged = true;
  if (isBlocked(marks, comment)) shown.isBlocked = true;
  if (marks.unread.has(comment._id)) shown.isUnread = true;
  return shown;
}

/** A comment as live events carry it: raw text too, nothing that depends on a viewer. */
export function pubSubComment(
  state: ServerState,
  page: Page,
  comment: CommentDoc,
): Record<string, unknown> & { _id: string } {
  return {
    ...shared(state, page, comment),
    tenantId: comment.tenantId,
    urlId: comment.urlId,
    url: comment.url,
    pageTitle: comment.pageTitle,
    comment: comment.text,
    hasLinks: comment.hasLinks,
    hasCode: comment.hasCode,
    approved: comment.approved,
    flagCount: comment.flagCount,
    locale: comment.locale,
    reviewed: false,
  };
}
