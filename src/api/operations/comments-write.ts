/** Posting, editing, deleting, flagging, blocking, pinning and locking. Votes: `votes.ts`. */
import {
  anyRecord,
  decodePositions,
  flag,
  mapOf,
  must,
  or,
  orNull,
  record,
  text,
  type Acknowledged,
  type BlockedComments,
  type DeletedComment,
  type EditedComment,
  type PinnedComment,
  type SavedComment,
} from '../../core/index.js';
import { decodeAcknowledged } from '../decode-acknowledged.js';
import { decodeComment } from '../decode-comment.js';
import { decodeUser } from '../decode-user.js';
import { operation } from '../operation.js';
import type {
  BroadcastParams,
  CommentParams,
  EditKeyParams,
  PageParams,
  SessionParams,
  SsoParams,
  TenantParams,
  VisitorParams,
} from '../parameters.js';

/** Somebody named in a comment. */
export interface Mention {
  id: string;
  /** `@name`, as it stands in the text. */
  tag: string;
  rawTag?: string | undefined;
  type?: 'user' | 'sso' | undefined;
  sent?: boolean | undefined;
}

/** A hashtag in a comment. */
export interface HashTag {
  id: string;
  /** `#tag`, as it stands in the text. */
  tag: string;
  url: string | null;
  retain?: boolean | undefined;
}

/** The text of a comment as it is sent, with what it names. */
export interface CommentTextBody {
  comment: string;
  mentions?: readonly Mention[] | undefined;
  hashTags?: readonly HashTag[] | undefined;
}

/** A comment to be posted. */
export interface CommentBody extends CommentTextBody {
  commenterName: string;
  commenterEmail?: string | null | undefined;
  commenterLink?: string | null | undefined;
  /** The address to link back to. */
  url: string;
  urlId: string;
  pageTitle?: string | undefined;
  /** Absent or null for a top-level comment. */
  parentId?: string | null | undefined;
  /** Epoch milliseconds of the visitor's clock. */
  date?: number | undefined;
  localDateString?: string | undefined;
  localDateHours?: number | undefined;
  productId?: number | undefined;
  userId?: string | null | undefined;
  avatarSrc?: string | null | undefined;
  isFromMyAccountPage?: boolean | undefined;
  meta?: Readonly<Record<string, unknown>> | undefined;
  moderationGroupIds?: readonly string[] | undefined;
  rating?: number | undefined;
  fromOfflineRestore?: boolean | undefined;
  autoplayDelayMS?: number | undefined;
  feedbackIds?: readonly string[] | undefined;
  questionValues?: Readonly<Record<string, string | number>> | undefined;
  /** The visitor has accepted the terms of service. */
  tos?: boolean | undefined;
  botId?: string | undefined;
}

/** Posts a comment. */
export const createCommentPublic = operation<
  PageParams & BroadcastParams & SessionParams & VisitorParams & { body: CommentBody },
  SavedComment
>(
  'POST',
  '/comments/{tenantId}',
  'urlId! broadcastId! sessionId sso anonUserId body!',
  record<SavedComment>({
    comment: must(decodeComment),
    user: or(orNull(decodeUser), null),
    userIdWS: text,
    customConfig: anyRecord,
  }),
);

/** Replaces the text of a comment. `edit-key-invalid`: not the visitor's own. */
export const setCommentText = operation<
  CommentParams & BroadcastParams & EditKeyParams & VisitorParams & { body: CommentTextBody },
  EditedComment
>(
  'POST',
  '/comments/{tenantId}/{commentId}/update-text',
  'broadcastId! editKey sso anonUserId body!',
  record<EditedComment>({
    comment: must(
      record<EditedComment['comment']>({ approved: or(flag, true), commentHTML: must(text) }),
    ),
  }),
);

/** Deletes a comment. */
export const deleteCommentPublic = operation<
  CommentParams & BroadcastParams & EditKeyParams & VisitorParams,
  DeletedComment
>(
  'DELETE',
  '/comments/{tenantId}/{commentId}',
  'broadcastId! editKey sso anonUserId',
  record<DeletedComment>({
    hardRemoved: must(flag),
    comment: record<NonNullable<DeletedComment['comment']>>({
      isDeleted: flag,
      commentHTML: or(text, ''),
      commenterName: or(text, ''),
      userId: orNull(text),
    }),
  }),
);

type ModerationParams = CommentParams & BroadcastParams & SsoParams;

const decodePinned = record<PinnedComment>({ commentPositions: or(decodePositions, {}) });

/** Pins a comment to the top; admins only. */
export const pinComment = operation<ModerationParams, PinnedComment>(
  'POST',
  '/comments/{tenantId}/{commentId}/pin',
  'broadcastId! sso',
  decodePinned,
);

/** Takes a pin off; admins only. */
export const unPinComment = operation<ModerationParams, PinnedComment>(
  'POST',
  '/comments/{tenantId}/{commentId}/unpin',
  'broadcastId! sso',
  decodePinned,
);

/** Locks a comment against replies; admins only. */
export const lockComment = operation<ModerationParams, Acknowledged>(
  'POST',
  '/comments/{tenantId}/{commentId}/lock',
  'broadcastId! sso',
  decodeAcknowledged,
);

/** Takes a lock off; admins only. */
export const unLockComment = operation<ModerationParams, Acknowledged>(
  'POST',
  '/comments/{tenantId}/{commentId}/unlock',
  'broadcastId! sso',
  decodeAcknowledged,
);

/** Flags a comment, or takes the flag off with `isFlagged: false`. */
export const flagCommentPublic = operation<
  CommentParams & VisitorParams & { isFlagged: boolean },
  Acknowledged
>('POST', '/flag-comment/{commentId}', 'tenantId! isFlagged! sso anonUserId', decodeAcknowledged);

/** A change of the visitor's blocks, and the comments the answer shall speak of. */
export type BlockParams = TenantParams &
  CommentParams &
  VisitorParams & { body: { commentIds: readonly string[] | null } };

const decodeBlocked = record<BlockedComments>({ commentStatuses: or(mapOf(flag), {}) });

/** Blocks the author of a comment. The answer says which of `commentIds` are blocked now. */
export const blockFromCommentPublic = operation<BlockParams, BlockedComments>(
  'POST',
  '/block-from-comment/{commentId}',
  'tenantId! sso anonUserId body!',
  decodeBlocked,
);

/** Unblocks the author of a comment. An id can stay blocked for another reason: apply the answer. */
export const unBlockCommentPublic = operation<BlockParams, BlockedComments>(
  'DELETE',
  '/block-from-comment/{commentId}',
  'tenantId! sso anonUserId body!',
  decodeBlocked,
);
