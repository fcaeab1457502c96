/**
 * Everything the server can say no with: code, HTTP status and reason. Codes are the service's own
 * (documented for this API or its keyed counterpart) as far as they are known; the ones of closed
 * pages, uploads and blocked domains are ours, because the service documents none.
 */
const refusals = {
  // The tenant, the domain and the page.
  'invalid-tenant': [404, 'There is no such tenant.'],
  'invalid-tenant-id': [400, 'That is not a tenant id.'],
  'domain-unauthorized': [403, 'This domain may not show comments of this tenant.'],
  'unauthorized-page': [401, 'This page asks for single sign-on.'],
  'malformed-sso': [400, 'The single sign-on payload is not valid.'],
  'rate-limited': [429, 'Too many calls in a minute.'],
  'unexpected-parameter': [400, 'Unknown parameter.'],
  // Reading.
  'missing-url-id': [400, 'urlId is required.'],
  'invalid-pagination-request': [400, 'page cannot be combined with skip or limit.'],
  'invalid-page': [400, 'page must be an integer of at least -1.'],
  'invalid-limit': [400, 'limit must be an integer of at least 0.'],
  'invalid-limit-children': [400, 'limitChildren must be an integer of at least 0.'],
  'invalid-skip': [400, 'skip must be an integer of at least 0.'],
  'invalid-skip-children': [400, 'skipChildren must be an integer of at least 0.'],
  'invalid-max-tree-depth': [400, 'maxTreeDepth must be an integer of at least 0.'],
  'invalid-direction': [400, 'Not a direction.'],
  'missing-date': [400, 'startTime is required.'],
  'invalid-date': [400, 'Not a date in epoch milliseconds.'],
  'invalid-parameter': [400, 'A parameter has a wrong value.'],
  // Writing.
  'missing-broadcast-id': [400, 'broadcastId is required.'],
  'invalid-body': [400, 'The body is not what this operation takes.'],
  'empty-comment': [400, 'The comment is empty.'],
  'comment-too-big': [400, 'The comment is too long.'],
  'hash-tags-readonly': [400, 'New hashtags may not be made here.'],
  'mentions-readonly': [400, 'A mention that was already sent cannot be changed.'],
  'invalid-user': [400, 'userId is not the id of the one who is calling.'],
  'invalid-name': [400, 'That name cannot be used.'],
  'invalid-name-is-email': [400, 'A name may not be an e-mail address.'],
  'invalid-email': [400, 'A valid e-mail address is needed.'],
  'username-taken': [409, 'Somebody else has that name.'],
  banned: [403, 'You are banned.'],
  'user-rate-limited': [429, 'Too many comments in a minute.'],
  duplicate: [409, 'The same comment was posted before.'],
  'profile-comments-private': [403, 'This profile takes no comments.'],
  'profile-dm-private': [403, 'This profile takes no messages.'],
  'thread-closed': [403, 'This thread is closed.'],
  readonly: [403, 'This thread is read-only.'],
  'tos-required': [400, 'The terms of service were not accepted.'],
  'link-domain-restricted': [400, 'Links to this site are not allowed here.'],
  unauthorized: [401, 'You may not do that.'],
  'edit-key-invalid': [401, 'Only its author may do that.'],
  'not-found': [404, 'There is no such thing.'],
  'invalid-comment-id': [400, 'That is not a comment id.'],
  locked: [403, 'The comment is locked.'],
  'has-replies': [403, 'A comment that was replied to cannot be deleted.'],
  // Votes, flags, blocks.
  'already-voted': [409, 'You voted that way already.'],
  'voting-disabled': [403, 'Voting is off here.'],
  'missing-user-id': [401, 'Nothing says who is calling.'],
  'missing-anon-user-id': [401, 'Nothing says who is calling, not even an anonymous id.'],
  'comment-cannot-be-blocked': [400, 'Nobody can be told as the author of this comment.'],
  // Uploads and GIFs.
  'file-too-big': [413, 'An image may have 20 MB at most.'],
  'file-missing': [400, 'The multipart field "file" is missing.'],
  'file-type': [400, 'Only PNG, JPEG, GIF and WebP images are taken.'],
  'uploads-disabled': [403, 'Images are off here.'],
  // The server itself.
  'unknown-component': [500, 'There are no such translations.'],
  'internal-error': [500, 'The server failed.'],
} satisfies Record<string, readonly [status: number, reason: string]>;

/** A code the server refuses with. */
export type RefusalCode = keyof typeof refusals;

/** What may come with a refusal beside its code. */
export interface RefusalDetail {
  /** Another reason than the code's own. Never holds a value that was sent. */
  reason?: string;
  /** Another HTTP status, where an operation documents one. */
  httpStatus?: number;
  secondaryCode?: string;
  translatedError?: string;
  bannedUntil?: number;
  maxCharacterLength?: number;
  customConfig?: Record<string, unknown>;
  /** Seconds to wait, as the `Retry-After` header. */
  retryAfter?: number;
}

/** Texts the service sends ready to show, because a client cannot know them. */
const shown: Partial<Record<RefusalCode, string>> = {
  'thread-closed': 'This thread is closed to new comments.',
  readonly: 'This thread is read-only.',
  'tos-required': 'Please accept the terms of service first.',
  'link-domain-restricted': 'Links to that site are not allowed here.',
  'has-replies': 'This comment has replies and can no longer be deleted.',
  duplicate: 'You have already posted that.',
  'not-found': 'That comment is no longer there.',
  locked: 'This comment is locked.',
};

/** A no. Thrown inside this folder only; the core turns it into an answer. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly detail: RefusalDetail;

  constructor(code: RefusalCode, detail: RefusalDetail = {}) {
    super(detail.reason ?? refusals[code][1]);
    this.code = code;
    this.detail = detail;
  }

  get httpStatus(): number {
    return this.detail.httpStatus ?? refusals[this.code][0];
  }

  /** The body, as the service's `APIError`. */
  toJSON(): Record<string, unknown> {
    const { secondaryCode, bannedUntil, maxCharacterLength, customConfig } = this.detail;
    return definedOnly({
      status: 'failed',
      code: this.code,
      reason: this.message,
      secondaryCode,
      translatedError: this.detail.translatedError ?? shown[this.code],
      bannedUntil,
      maxCharacterLength,
      customConfig,
    });
  }
}

/** Every code, for those who want to see each of them. */
export const refusalCodes: readonly RefusalCode[] = Object.keys(refusals) as RefusalCode[];

/** HTTP status and reason a code comes with. */
export function describeRefusal(code: RefusalCode): { httpStatus: number; reason: string } {
  const [httpStatus, reason] = refusals[code];
  return { httpStatus, reason };
}

/** Leaves out what is undefined. */
export function definedOnly(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
