import type { TextLayer } from './make-texts.js';
import type { TextKey } from './english.js';
import type { RareTextKey } from './english-rare.js';
import type { DateKey } from './relative-time.js';
import { textOfHtml } from './text-of-html.js';

/** A key of ours that an official text may take the place of. */
export type OverridableKey = TextKey | RareTextKey | DateKey;

/**
 * One text of ours that an official one takes the place of: its key, and behind it
 *
 * - `.zero`, `.one`, `.other`: only for that plural form
 * - `<`: the official text goes after a number that is not part of it ("new comments")
 * - `>`: the number follows in parentheses, unless the text has a place for it
 * - `:a=b`: the official placeholder `[a]` is our `[b]`
 */
type Target =
  `${OverridableKey}${'' | '.zero' | '.one' | '.other'}${'' | '<' | '>'}${'' | `:${string}=${string}`}`;

/**
 * The one table between the service's translation keys and our texts. Keys that stand for something
 * this widget does not show (`PREV`, `BLOCK_CONFIRM_MESSAGE`, `BILLING_INFO_INV_60_DAYS`, …) are left out.
 */
export const officialKeys: Readonly<Record<string, readonly Target[]>> = {
  ENTER_COMMENT_HERE: ['writeComment'],
  SUBMIT_REPLY: ['postComment', 'postReply'],
  COMMENT_HAS_BEEN_SUBMITTED: ['commentPosted', 'replyPosted'],
  REPLYING_TO: ['writeReplyTo:to=name'],
  REPLY: ['reply'],
  CANCEL: ['cancel'],
  SAVE: ['saveChanges'],

  LOG_IN: ['logIn'],
  LOG_IN_TO_COMMENT: ['logInToComment'],
  LOG_OUT: ['logOut'],
  ENTER_EMAIL_TO_COMMENT: ['emailToComment'],
  ENTER_EMAIL_TO_KEEP_COMMENT: ['emailToKeep'],
  EMAIL_FOR_VERIFICATION: ['email'],
  PUBLICLY_DISPLAYED_USERNAME: ['name', 'nameOptional'],
  ENTER_A_LINK: ['website'],
  NO_SOLICITATION_EMAILS: ['emailHint'],
  USERNAME_TAKEN: ['errorUsernameTaken'],
  INVALID_USERNAME: ['errorInvalidName'],
  USERNAME_CANT_BE_EMAIL: ['errorNameIsEmail'],

  ENTER_EMAIL_VOTE: ['emailToVote'],
  SAVE_N_VOTE: ['saveAndVote'],
  VOTE_APPLIES_AFTER_VERIFICATION: ['votePending'],
  BANNED_VOTING: ['errorBannedVoting'],
  ALREADY_VOTED: ['errorAlreadyVoted'],
  USERNAME_TAKEN_DIFF_EMAIL: ['errorUsernameTakenVoting'],

  COMMENT_THIS_PAGE: ['commentCount.one<'],
  COMMENTS_THIS_PAGE: ['commentCount.other<'],
  NO_COMMENTS: ['commentCount.zero'],
  OLDEST_FIRST: ['oldestFirst'],
  NEWEST_FIRST: ['newestFirst'],
  MOST_RELEVANT: ['mostRelevant'],
  NEXT: ['loadMoreComments'],
  LOAD_ALL: ['loadAll'],
  SHOW_REPLIES: ['showReplies>'],
  HIDE_REPLIES: ['hideReplies'],
  NEW_COMMENT_CLICK_SHOW: ['showNewComments.one<'],
  NEW_COMMENTS_CLICK_SHOW: ['showNewComments.other<'],
  SHOW_COMMENTS_BUTTON_TEXT: ['showComments'],
  HIDE_COMMENTS_BUTTON_TEXT: ['hideComments'],

  UNVERIFIED_COMMENT: ['unverified'],
  ADMIN_LABEL: ['admin'],
  MODERATOR_LABEL: ['moderator'],
  DELETED_PLACEHOLDER: ['deletedComment'],
  BLOCKED_USER_PLACEHOLDER: ['blockedUser'],
  YOU_BLOCKED_THIS_USER: ['youBlockedThisUser'],
  AWAITING_APPROVAL_COMMENT: ['awaitingApproval', 'waitsForApproval'],
  COMMENT_AWAITING_VERIFICATION: ['awaitingVerification', 'waitsForVerification'],
  COMMENT_FLAGGED_SPAM: ['isSpam'],

  COMMENT_MENU_EDIT: ['edit'],
  COMMENT_MENU_DELETE: ['delete'],
  COMMENT_MENU_PIN: ['pin'],
  COMMENT_MENU_UNPIN: ['unpin'],
  COMMENT_MENU_LOCK: ['lock'],
  COMMENT_MENU_UNLOCK: ['unlock'],
  COMMENT_MENU_FLAG: ['flag'],
  COMMENT_MENU_UNFLAG: ['removeFlag'],
  COMMENT_MENU_BLOCK_USER: ['blockUser'],
  COMMENT_MENU_UNBLOCK_USER: ['unblockUser'],

  DELETE_CONFIRMATION_MESSAGE: ['deleteQuestion'],
  CONFIRM_CANCEL_REPLY_TITLE: ['cancelReplyQuestion'],
  CONFIRM_CANCEL_REPLY_OK: ['discard'],
  CONFIRM_CANCEL_REPLY_CANCEL: ['keepWriting'],
  CONFIRM_CANCEL_EDIT_TITLE: ['cancelEditQuestion'],
  DISMISS: ['dismiss'],

  ERROR_MESSAGE: ['errorGeneric'],
  COMMENT_TOO_BIG: ['errorCommentTooBig'],
  COMMENTING_TOO_QUICKLY: ['errorTooQuickly'],
  RATE_LIMITED: ['errorRateLimited'],
  EXCEEDED_QUOTA: ['errorExceededQuota'],
  BANNED_COMMENTING: ['errorBanned'],
  BAN_ENDS: ['banEnds'],
  LOGIN_TO_EDIT: ['errorLoginToEdit'],
  LOGIN_TO_DELETE: ['errorLoginToDelete'],
  FAILED_TO_SAVE_EDIT: ['errorEdit'],
  DELETE_FAILURE: ['errorDelete'],
  DOMAIN_NOT_AUTHORIZED: ['errorDomainUnauthorized'],
  UNAUTHORIZED_VIEW_THIS_PAGE: ['errorUnauthorizedPage'],
  INVALID_TENANT: ['errorInvalidTenant'],
  MALFORMED_SSO: ['errorMalformedSso'],
  BILLING_INFO_INV: ['billingNotice'],
  PROFILE_COMMENTS_PRIVATE: ['errorProfileCommentsPrivate'],
  PROFILE_DM_PRIVATE: ['errorProfileMessagesPrivate'],
  DEMO_CREATE_ACCT: ['demoNotice'],

  JUST_NOW: ['justNow'],
  ONE_MINUTE_AGO: ['oneMinuteAgo'],
  MINUTES_AGO: ['minutesAgo'],
  ONE_HOUR_AGO: ['oneHourAgo'],
  HOURS_AGO: ['hoursAgo'],
  YESTERDAY: ['yesterday'],
  DAYS_AGO: ['daysAgo'],
  WEEK_AGO: ['weekAgo'],
  WEEKS_AGO: ['weeksAgo'],
  MONTHS_AGO: ['monthsAgo'],
  YEARS_AGO: ['yearsAgo'],

  NOTIFICATION_REPLIED_TO_ME: ['notifyReply'],
  NOTIFICATION_REPLIED_TRANSIENT_CHILD: ['notifyThread'],
  NOTIFICATION_VOTED_MY_COMMENT: ['notifyVote'],
  NOTIFICATION_SUBSCRIPTION_REPLY_ROOT: ['notifyPage'],
  NOTIFICATION_PROFILE_COMMENT: ['notifyProfile'],
  NOTIFICATION_DM: ['notifyMessage'],
  NOTIFICATION_MENTION: ['notifyMention'],
  NOTIFICATION_MARK_READ: ['markRead'],
  NOTIFICATION_MARK_UNREAD: ['markUnread'],
  NOTIFICATION_OPT_IN_FOR_COMMENT: ['unmuteComment'],
  NOTIFICATION_OPT_OUT_FOR_COMMENT: ['muteComment'],
  SUBSCRIBE_TO_THIS_PAGE: ['subscribe'],

  LIVE: ['live'],
  DISCONNECTED: ['liveLost'],
  USER_ONLINE: ['usersOnline.one'],
  USERS_ONLINE: ['usersOnline.other'],
  ONLINE_USERS_SECTION_ONLINE: ['online'],
  ONLINE_USERS_SECTION_OFFLINE: ['offlinePeople'],
  ONLINE_USERS_LOAD_MORE: ['loadMorePeople'],
  PRIVATE_PROFILE: ['privateProfile'],
  GIF_SEARCH_PLACEHOLDER: ['searchGifs'],
  GIF_SEARCH_NO_RESULTS_FOUND: ['noGifs'],
  MENTION_NO_MATCHES: ['noPeople'],
};

const shape = /^(\w+?)(?:\.(zero|one|other))?([<>]?)(?::(\w+)=(\w+))?$/;

/**
 * Official translations as a layer for `createTexts`; undefined if there are none. Texts with HTML are
 * reduced to their text, unknown keys and empty texts are ignored. Keys of our own (camel case) are
 * understood too, for what the service has no key for, and so are codes of refusals.
 */
export function translateOfficial(
  translations: Readonly<Record<string, unknown>> | null | undefined,
): TextLayer | undefined {
  const layer: Record<string, TextLayer[string]> = {};
  for (const [key, value] of Object.entries(translations ?? {})) {
    const text = typeof value === 'string' ? textOfHtml(value) : '';
    if (!text) continue;
    if (/^[a-z][\w-]*$/.test(key)) layer[key] = text;
    for (const target of Object.hasOwn(officialKeys, key) ? (officialKeys[key] ?? []) : []) {
      const [, name = '', form, number, from, to] = shape.exec(target) ?? [];
      let own = from ? text.replaceAll(`[${from}]`, `[${to ?? ''}]`) : text;
      if (!own.includes('[count]')) {
        if (number === '<') own = `[count] ${own}`;
        if (number === '>') own += ' ([count])';
      }
      const before = layer[name];
      layer[name] = form ? { ...(typeof before === 'object' ? before : {}), [form]: own } : own;
    }
  }
  return Object.keys(layer).length > 0 ? layer : undefined;
}
