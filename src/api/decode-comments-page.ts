import {
  anyRecord,
  finite,
  flag,
  must,
  or,
  orNull,
  text,
  type CommentsPage,
  type Fields,
} from '../core/index.js';
import { decodeComments } from './decode-comment.js';
import { decodeUser } from './decode-user.js';

/** The checks of a {@link CommentsPage}. Without an array of comments it is junk. */
export const commentsPageFields: Fields<CommentsPage> = {
  comments: must(decodeComments),
  user: or(orNull(decodeUser), null),
  pageNumber: finite,
  hasMore: flag,
  commentCount: finite,
  urlIdClean: text,
  tenantIdWS: text,
  urlIdWS: text,
  userIdWS: text,
  presencePollState: finite,
  customConfig: anyRecord,
  notificationCount: finite,
  isSiteAdmin: flag,
  isClosed: flag,
  isDemo: flag,
  hasBillingIssue: flag,
  includesPastPages: flag,
  lastGenDate: orNull(finite),
  translatedWarning: text,
};
