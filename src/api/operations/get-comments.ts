import { record, type CommentsPage, type SortDirection } from '../../core/index.js';
import { commentsPageFields } from '../decode-comments-page.js';
import { operation } from '../operation.js';
import type { PageParams, VisitorParams } from '../parameters.js';

/** What {@link getCommentsPublic} takes. */
export interface GetCommentsParams extends PageParams, VisitorParams {
  /** Page mode: from 0; -1 is everything. Not together with `skip` and `limit`. */
  page?: number | undefined;
  direction?: SortDirection | undefined;
  /** Tree mode: roots, or replies under `parentId`, to leave out. */
  skip?: number | undefined;
  /** Tree mode: replies to leave out under every included parent. */
  skipChildren?: number | undefined;
  limit?: number | undefined;
  limitChildren?: number | undefined;
  /** Fill `childCount`; tree mode only. */
  countChildren?: boolean | undefined;
  /** Page mode: the page that holds this comment. */
  fetchPageForCommentId?: string | undefined;
  includeConfig?: boolean | undefined;
  /** Let `commentCount` count replies too. */
  countAll?: boolean | undefined;
  includei10n?: boolean | undefined;
  locale?: string | undefined;
  modules?: string | undefined;
  isCrawler?: boolean | undefined;
  includeNotificationCount?: boolean | undefined;
  asTree?: boolean | undefined;
  /** Levels of replies to include; 0 is none. */
  maxTreeDepth?: number | undefined;
  useFullTranslationIds?: boolean | undefined;
  /** List the replies of this comment instead of the roots. */
  parentId?: string | undefined;
  searchText?: string | undefined;
  hashTags?: readonly string[] | undefined;
  /** Only comments of this author. */
  userId?: string | undefined;
  customConfigStr?: string | undefined;
  afterCommentId?: string | undefined;
  beforeCommentId?: string | undefined;
}

/** Comments of a page, who the visitor is, and what a live connection needs. */
export const getCommentsPublic = operation<GetCommentsParams, CommentsPage>(
  'GET',
  '/comments/{tenantId}',
  'urlId! page direction sso skip skipChildren limit limitChildren countChildren ' +
    'fetchPageForCommentId includeConfig countAll includei10n locale modules isCrawler ' +
    'includeNotificationCount asTree maxTreeDepth useFullTranslationIds parentId searchText ' +
    'hashTags userId customConfigStr afterCommentId beforeCommentId anonUserId',
  record(commentsPageFields),
);
