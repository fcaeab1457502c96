import type { Failure } from '../core/index.js';
import { absoluteTime } from './absolute-time.js';
import type { Texts } from './make-texts.js';
import type { TextKey } from './english.js';
import type { RareTextKey } from './english-rare.js';

type Key = TextKey | RareTextKey;
/** One text, or one for each act; `''` for the others. */
type Words = Key | Readonly<Record<string, Key>>;

/** Our text for each code the service is known to refuse with; by act where that matters. */
const byCode: Readonly<Record<string, Words>> = {
  'missing-tenant-id': 'errorMissingTenantId',
  'invalid-tenant': 'errorInvalidTenant',
  'invalid-tenant-id': 'errorInvalidTenant',
  'domain-unauthorized': 'errorDomainUnauthorized',
  'unauthorized-page': 'errorUnauthorizedPage',
  'malformed-sso': 'errorMalformedSso',
  'rate-limited': { load: 'errorExceededQuota', '': 'errorRateLimited' },
  'user-rate-limited': 'errorTooQuickly',
  banned: { vote: 'errorBannedVoting', '': 'errorBanned' },
  'username-taken': { vote: 'errorUsernameTakenVoting', '': 'errorUsernameTaken' },
  'invalid-name': 'errorInvalidName',
  'invalid-name-is-email': 'errorNameIsEmail',
  'invalid-email': 'errorInvalidEmail',
  'comment-too-big': 'errorCommentTooBig',
  'empty-comment': 'errorEmptyComment',
  'already-voted': 'errorAlreadyVoted',
  'voting-disabled': 'errorVotingDisabled',
  'edit-key-invalid': {
    edit: 'errorLoginToEdit',
    delete: 'errorLoginToDelete',
    '': 'errorUnauthorized',
  },
  unauthorized: 'errorUnauthorized',
  locked: 'errorLocked',
  'thread-closed': 'errorClosed',
  readonly: 'errorClosed',
  'not-found': 'errorNotFound',
  'invalid-comment-id': 'errorNotFound',
  'has-replies': 'errorHasReplies',
  'comment-cannot-be-blocked': 'errorCannotBlock',
  'missing-user-id': 'errorNeedsIdentity',
  'missing-anon-user-id': 'errorNeedsIdentity',
  'tos-required': 'errorTerms',
  'link-domain-restricted': 'errorLinkRefused',
  'profile-comments-private': 'errorProfileCommentsPrivate',
  'profile-dm-private': 'errorProfileMessagesPrivate',
  'file-too-big': 'uploadTooBig',
  'file-type': 'uploadWrongType',
  malformed: 'errorMalformed',
};

/** What is said when the service, or what stands before it, gave no code, only an HTTP status. */
const byStatus: Readonly<Record<string, Words>> = {
  401: { load: 'errorUnauthorizedPage', '': 'errorUnauthorized' },
  403: { load: 'errorForbidden' },
  429: 'errorRateLimited',
};

/** What is said when nothing more is known than what was tried. */
const byAct: Readonly<Record<string, Key>> = {
  load: 'errorLoad',
  post: 'errorPost',
  edit: 'errorEdit',
  delete: 'errorDelete',
  vote: 'errorVote',
  flag: 'errorFlag',
  block: 'errorBlock',
  pin: 'errorPin',
  lock: 'errorLock',
  login: 'errorLogin',
  logout: 'errorLogout',
  upload: 'uploadFailed',
};

const helpByCode: Readonly<Record<string, Key>> = {
  'missing-tenant-id': 'helpMissingTenantId',
  'invalid-tenant': 'helpInvalidTenant',
  'invalid-tenant-id': 'helpInvalidTenant',
  'domain-unauthorized': 'helpDomainUnauthorized',
  'malformed-sso': 'helpMalformedSso',
};

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function keyOf(words: Words | undefined, act: string): Key | undefined {
  return typeof words === 'object' ? (own(words, act) ?? own(words, '')) : words;
}

/** Megabytes of the largest image the service takes. Source: the service's API. */
const largestImage = 20;

/**
 * What happened, in the visitor's words, or null if the plain texts for network and timeout say it
 * all. A text the host or the server set for a code (under its official key, or under the code
 * itself) wins over the one that came with the refusal, and that one (it is localised and knows more)
 * over ours.
 */
export function failureText(t: Texts<Key>, failure: Failure, act: string): string | null {
  const { code, kind, maxCharacterLength: limit, bannedUntil } = failure;
  if (kind === 'network' || kind === 'timeout') return null;
  const byItsStatus = keyOf(own(byStatus, String(failure.status)), act);
  // A page instead of JSON: its status says more than that.
  const key = (code === 'malformed' && byItsStatus) || keyOf(own(byCode, code), act);
  let text = failure.text ? t.plain(failure.text) : '';
  if (code.includes('-') && t.override(code)) text = (t as Texts<string>)(code);
  else if (key && (!text || t.override(key))) {
    // Without the number, the sentence that needs it would be left with a gap.
    if (key !== 'errorCommentTooBig') {
      text = t(key, key === 'uploadTooBig' ? { limit: megabytes(t.locale) } : {});
    } else if (limit !== undefined) text = t(key, { count: limit });
  }
  text ||= t(byItsStatus || (own(byAct, act) ?? 'errorGeneric'));
  const endsText = code === 'banned' && bannedUntil ? absoluteTime(t, bannedUntil) : '';
  return endsText ? `${text} ${t('banEnds', { endsText })}` : text;
}

function megabytes(locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte' });
  return format.format(largestImage);
}

/** How a failed load is mended, mostly by the site's owner; empty if there is nothing to add. */
export function failureHelp(t: Texts<Key>, { code, reason }: Failure): string {
  const key = own(helpByCode, code);
  return key ? t(key, { reason }) : '';
}
