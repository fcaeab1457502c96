/** Voting and taking votes back. */
import {
  flag,
  must,
  oneOf,
  orNull,
  record,
  text,
  type RemovedVote,
  type SavedVote,
  type VoteDirection,
} from '../../core/index.js';
import { operation } from '../operation.js';
import type {
  BroadcastParams,
  CommentParams,
  EditKeyParams,
  PageParams,
  SessionParams,
  VisitorParams,
} from '../parameters.js';

/** A vote to be cast; the service wants every member. */
export interface VoteBody {
  voteDir: VoteDirection;
  url: string | null;
  commenterName: string | null;
  commenterEmail: string | null;
}

/** Votes on a comment. `pending-verification` is success: kept, not yet counted. */
export const voteComment = operation<
  CommentParams & PageParams & BroadcastParams & SessionParams & VisitorParams & { body: VoteBody },
  SavedVote
>(
  'POST',
  '/comments/{tenantId}/{commentId}/vote',
  'urlId! broadcastId! sessionId sso anonUserId body!',
  record<SavedVote>({
    status: must(oneOf('success', 'pending-verification')),
    voteId: text,
    isVerified: flag,
    editKey: text,
    user: record<NonNullable<SavedVote['user']>>({ sessionId: orNull(text) }),
  }),
);

/** Takes a vote back. `editKey` is the vote's own, not the comment's. */
export const deleteCommentVote = operation<
  CommentParams & PageParams & BroadcastParams & EditKeyParams & VisitorParams & { voteId: string },
  RemovedVote
>(
  'DELETE',
  '/comments/{tenantId}/{commentId}/vote/{voteId}',
  'urlId! broadcastId! editKey sso anonUserId',
  record<RemovedVote>({ wasPendingVote: flag }),
);
