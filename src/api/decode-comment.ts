import {
  dateText,
  decodeBadge,
  finite,
  flag,
  list,
  must,
  or,
  orNull,
  record,
  text,
  type Check,
  type PublicComment,
} from '../core/index.js';

/** Replies nested deeper than this are left out; no real thread comes near it. */
const MAX_DEPTH = 200;

const textOrNull = orNull(text);
const finiteOrNull = orNull(finite);
const flagOrNull = orNull(flag);

/**
 * Checks a {@link PublicComment} and its replies. One without `_id` or without its HTML is dropped; a
 * name that is not there is empty, an unreadable date null, and what does not say it is verified is
 * not.
 */
export const decodeComment: Check<PublicComment> = record<PublicComment>({
  _id: must((value) => text(value) || undefined),
  userId: textOrNull,
  anonUserId: textOrNull,
  commenterName: or(text, ''),
  commenterLink: textOrNull,
  commentHTML: must(text),
  parentId: textOrNull,
  date: or(orNull(dateText), null),
  votes: finiteOrNull,
  votesUp: finiteOrNull,
  votesDown: finiteOrNull,
  verified: or(flag, false),
  avatarSrc: textOrNull,
  hasImages: flag,
  isByAdmin: flagOrNull,
  isByModerator: flagOrNull,
  isPinned: flagOrNull,
  isLocked: flagOrNull,
  displayLabel: textOrNull,
  rating: finiteOrNull,
  badges: orNull(list(decodeBadge)),
  viewCount: finiteOrNull,
  isDeleted: flag,
  isDeletedUser: flag,
  isSpam: flag,
  feedbackIds: list(text),
  requiresVerification: flag,
  editKey: text,
  approved: flag,
  isUnread: flag,
  myVoteId: text,
  isVotedUp: flag,
  isVotedDown: flag,
  isFlagged: flag,
  isBlocked: flag,
  hasChildren: flag,
  nestedChildrenCount: finite,
  childCount: finite,
  children: (value, depth = 0) =>
    depth < MAX_DEPTH ? decodeComments(value, depth + 1) : undefined,
});

/** Checks an array of comments; bad ones are left out. */
export const decodeComments: Check<readonly PublicComment[]> = list(decodeComment);
