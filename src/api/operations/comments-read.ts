/** Reading about single comments; the list itself is `get-comments.ts`. */
import {
  flag,
  list,
  mapOf,
  must,
  or,
  record,
  text,
  type BlockedComments,
  type CommentText,
  type SortDirection,
  type UserCommentsPage,
  type VoterNames,
} from '../../core/index.js';
import { commentsPageFields } from '../decode-comments-page.js';
import { operation } from '../operation.js';
import type {
  CommentParams,
  EditKeyParams,
  SsoParams,
  TenantParams,
  VisitorParams,
} from '../parameters.js';

/** The raw text of a comment, for editing it. `edit-key-invalid`: not the visitor's own. */
export const getCommentText = operation<CommentParams & EditKeyParams & VisitorParams, CommentText>(
  'GET',
  '/comments/{tenantId}/{commentId}/text',
  'editKey sso anonUserId',
  record<CommentText>({ commentText: must(text), sanitizedCommentText: text }),
);

/** Names of those who voted for (`dir` 1) or against (-1) a comment. */
export const getCommentVoteUserNames = operation<
  CommentParams & SsoParams & { dir: number },
  VoterNames
>(
  'GET',
  '/comments/{tenantId}/{commentId}/votes',
  'dir! sso',
  record<VoterNames>({ voteUserNames: must(list(text)), hasMore: or(flag, false) }),
);

/** Which of the given comments (ids separated by commas) the visitor has blocked. */
export const checkedCommentsForBlocked = operation<
  TenantParams & VisitorParams & { commentIds: string },
  BlockedComments
>(
  'GET',
  '/check-blocked-comments',
  'tenantId! commentIds! sso anonUserId',
  record<BlockedComments>({ commentStatuses: must(mapOf(flag)) }),
);

/** What {@link getCommentsForUser} takes. */
export interface GetCommentsForUserParams {
  userId?: string | undefined;
  direction?: SortDirection | undefined;
  repliesToUserId?: string | undefined;
  page?: number | undefined;
  includei10n?: boolean | undefined;
  locale?: string | undefined;
  isCrawler?: boolean | undefined;
}

/** Comments of one author, on every page. */
export const getCommentsForUser = operation<GetCommentsForUserParams, UserCommentsPage>(
  'GET',
  '/comments-for-user',
  'userId direction repliesToUserId page includei10n locale isCrawler',
  record<UserCommentsPage>({ ...commentsPageFields, moderatingTenantIds: list(text) }),
);
