import { beforeAll, describe, expect, it } from 'vitest';
import { fail, type Failure, type FailureKind } from '../../src/core/index.js';
import { english } from '../../src/i18n/english.js';
import { englishRare } from '../../src/i18n/english-rare.js';
import { fullTexts } from '../../src/i18n/full-texts.js';
import { absoluteTime, createTexts, loadTexts } from '../../src/i18n/index.js';
import { translateOfficial } from '../../src/i18n/official-keys.js';
import { locales } from './every-text.js';

const t = createTexts({ locale: 'en_us' });
const refusal = (code: string, more: Partial<Failure> = {}) =>
  fail({ kind: 'refused', code, reason: 'For developers.', status: 400, ...more }).failure;

beforeAll(() => {
  process.env.TZ = 'UTC';
  fullTexts(t);
});

/** The codes the official interfaces know, by call, with the official key of their text. */
const known: readonly (readonly [act: string, code: string, official: string, ours: string])[] = [
  ['load', 'rate-limited', 'EXCEEDED_QUOTA', englishRare.errorExceededQuota],
  ['load', 'domain-unauthorized', 'DOMAIN_NOT_AUTHORIZED', englishRare.errorDomainUnauthorized],
  ['load', 'unauthorized-page', 'UNAUTHORIZED_VIEW_THIS_PAGE', englishRare.errorUnauthorizedPage],
  ['load', 'invalid-tenant', 'INVALID_TENANT', englishRare.errorInvalidTenant],
  ['load', 'malformed-sso', 'MALFORMED_SSO', englishRare.errorMalformedSso],
  ['post', 'username-taken', 'USERNAME_TAKEN', englishRare.errorUsernameTaken],
  ['post', 'invalid-name', 'INVALID_USERNAME', englishRare.errorInvalidName],
  ['post', 'invalid-name-is-email', 'USERNAME_CANT_BE_EMAIL', englishRare.errorNameIsEmail],
  ['post', 'banned', 'BANNED_COMMENTING', englishRare.errorBanned],
  ['post', 'user-rate-limited', 'COMMENTING_TOO_QUICKLY', englishRare.errorTooQuickly],
  ['post', 'rate-limited', 'RATE_LIMITED', englishRare.errorRateLimited],
  [
    'post',
    'profile-comments-private',
    'PROFILE_COMMENTS_PRIVATE',
    englishRare.errorProfileCommentsPrivate,
  ],
  ['post', 'profile-dm-private', 'PROFILE_DM_PRIVATE', englishRare.errorProfileMessagesPrivate],
  ['vote', 'banned', 'BANNED_VOTING', englishRare.errorBannedVoting],
  ['vote', 'username-taken', 'USERNAME_TAKEN_DIFF_EMAIL', englishRare.errorUsernameTakenVoting],
  ['vote', 'already-voted', 'ALREADY_VOTED', englishRare.errorAlreadyVoted],
  ['edit', 'edit-key-invalid', 'LOGIN_TO_EDIT', englishRare.errorLoginToEdit],
  ['delete', 'edit-key-invalid', 'LOGIN_TO_DELETE', englishRare.errorLoginToDelete],
  ['edit', 'something-else', 'FAILED_TO_SAVE_EDIT', englishRare.errorEdit],
  ['delete', 'something-else', 'DELETE_FAILURE', englishRare.errorDelete],
];

describe.each(known)('%s refused with %s', (act, code, official, ours) => {
  it('has its text', () => {
    expect(t.failure(refusal(code), act)).toBe(ours);
  });

  it('shows what the service said of it', () => {
    expect(t.failure(refusal(code, { text: 'Said <b>so</b>.' }), act)).toBe('Said so.');
  });

  it('shows what the host wrote for it', () => {
    const own = createTexts({
      locale: 'en_us',
      host: translateOfficial({ [official]: 'Our words.' }),
    });
    expect(own.failure(refusal(code), act)).toBe('Our words.');
    if (code !== 'something-else') {
      expect(own.failure(refusal(code, { text: 'Said so.' }), act)).toBe('Our words.');
    }
  });

  it('shows no words for developers, in any language', async () => {
    for (const locale of locales) {
      const { texts } = await loadTexts({ locale });
      const text = texts.failure(refusal(code), act);
      expect(text, locale).not.toBe('');
      expect(text, locale).not.toBe(ours);
      expect(text, locale).not.toContain('developers');
    }
  });
});

describe('a ban', () => {
  const bannedUntil = Date.UTC(2027, 0, 2, 3, 4);

  it('says when it ends', () => {
    const ends = absoluteTime(t, bannedUntil);
    expect(ends).toContain('2027');
    expect(t.failure(refusal('banned', { bannedUntil }), 'post')).toBe(
      `${englishRare.errorBanned} The ban ends: ${ends}.`,
    );
    expect(t.failure(refusal('banned', { bannedUntil, text: 'Go.' }), 'vote')).toBe(
      `Go. The ban ends: ${ends}.`,
    );
  });

  it('says nothing of an end that is no date', () => {
    expect(t.failure(refusal('banned', { bannedUntil: 1e300 }), 'post')).toBe(
      englishRare.errorBanned,
    );
    expect(t.failure(refusal('banned', { bannedUntil: 0 }), 'post')).toBe(englishRare.errorBanned);
  });
});

describe('a comment that is too big', () => {
  it('is told the limit', () => {
    const failure = refusal('comment-too-big', { maxCharacterLength: 2000 });
    expect(t.failure(failure, 'post')).toBe(
      'The comment is too long. Up to 2,000 characters are possible.',
    );
    const own = createTexts({
      locale: 'en_us',
      server: translateOfficial({ COMMENT_TOO_BIG: 'Under [count], please.' }),
    });
    expect(own.failure(failure, 'edit')).toBe('Under 2,000, please.');
  });

  it('leaves no gap if the limit is not known', () => {
    expect(t.failure(refusal('comment-too-big'), 'post')).toBe(englishRare.errorPost);
    expect(t.failure(refusal('comment-too-big', { text: 'Too long.' }), 'post')).toBe('Too long.');
    const own = createTexts({
      locale: 'en_us',
      host: translateOfficial({ COMMENT_TOO_BIG: 'Under [count], please.' }),
    });
    expect(own.failure(refusal('comment-too-big', { text: 'Too long.' }), 'post')).toBe(
      'Too long.',
    );
  });
});

describe('other failures', () => {
  it.each([
    ['invalid-email', 'post', englishRare.errorInvalidEmail],
    ['locked', 'post', englishRare.errorLocked],
    ['thread-closed', 'post', englishRare.errorClosed],
    ['voting-disabled', 'vote', englishRare.errorVotingDisabled],
    ['not-found', 'edit', englishRare.errorNotFound],
    ['invalid-comment-id', 'vote', englishRare.errorNotFound],
    ['has-replies', 'delete', englishRare.errorHasReplies],
    ['comment-cannot-be-blocked', 'block', englishRare.errorCannotBlock],
    ['missing-anon-user-id', 'flag', englishRare.errorNeedsIdentity],
    ['tos-required', 'post', englishRare.errorTerms],
    ['link-domain-restricted', 'post', englishRare.errorLinkRefused],
    ['edit-key-invalid', 'pin', englishRare.errorUnauthorized],
    ['file-type', 'upload', englishRare.uploadWrongType],
    ['file-too-big', 'upload', 'The image is larger than 20 MB. Choose a smaller one.'],
  ])('%s of %s', (code, act, expected) => {
    expect(t.failure(refusal(code), act)).toBe(expected);
  });

  it.each([
    'load',
    'post',
    'edit',
    'delete',
    'vote',
    'flag',
    'block',
    'pin',
    'lock',
    'login',
    'logout',
  ])('of %s for reasons that are not known say what did not happen', (act) => {
    const key = `error${act.charAt(0).toUpperCase()}${act.slice(1)}` as keyof typeof englishRare;
    expect(t.failure(refusal('never-heard-of'), act)).toBe(englishRare[key]);
    for (const code of ['toString', '__proto__', 'constructor', '']) {
      expect(t.failure(refusal(code), act), code).toBe(englishRare[key]);
    }
  });

  it.each([
    [401, 'load', englishRare.errorUnauthorizedPage],
    [403, 'load', englishRare.errorForbidden],
    [429, 'load', englishRare.errorRateLimited],
    [429, 'post', englishRare.errorRateLimited],
    [403, 'post', englishRare.errorPost],
    [500, 'load', englishRare.errorLoad],
  ])('with %i and no code say what that means for a %s', (status, act, expected) => {
    expect(t.failure(refusal(`http-${status}`, { status }), act)).toBe(expected);
    const page = { kind: 'malformed', status } as const;
    expect(t.failure(refusal('malformed', page), act)).toBe(
      [401, 403, 429].includes(status) && expected !== englishRare.errorPost
        ? expected
        : englishRare.errorMalformed,
    );
    expect(t.failure(refusal('domain-unauthorized', { status }), 'load')).toBe(
      englishRare.errorDomainUnauthorized,
    );
  });

  it('without a session ask for one, unless more is known', () => {
    expect(t.failure(refusal('http-401', { status: 401 }), 'vote')).toBe(
      englishRare.errorUnauthorized,
    );
    expect(t.failure(refusal('already-voted', { status: 401 }), 'vote')).toBe(
      englishRare.errorAlreadyVoted,
    );
  });

  it('of the network and of an answer that makes no sense', () => {
    const of = (kind: FailureKind) =>
      t.failure(fail({ kind, code: kind, reason: 'x' }).failure, 'post');
    expect(of('network')).toBe(english.errorNetwork);
    expect(of('timeout')).toBe(english.errorTimeout);
    expect(of('malformed')).toBe(englishRare.errorMalformed);
  });

  it('of an act nobody knows are at least told', () => {
    expect(t.failure(refusal('never-heard-of'), 'dance')).toBe(english.errorGeneric);
    expect(t.failure(refusal('never-heard-of'), 'constructor')).toBe(english.errorGeneric);
  });

  it('have the words a host wrote under their code', () => {
    const own = createTexts({
      locale: 'en_us',
      host: translateOfficial({ 'my-own-code': 'Our rule.', locked: 'Padlock' }),
    });
    expect(own.failure(refusal('my-own-code'), 'post')).toBe('Our rule.');
    // `locked` is one of our own keys, the word beside a comment's name; no sentence.
    expect(own('locked')).toBe('Padlock');
    expect(own.failure(refusal('locked'), 'post')).toBe(englishRare.errorLocked);
  });
});

describe('help', () => {
  it.each(['missing-tenant-id', 'invalid-tenant', 'invalid-tenant-id', 'domain-unauthorized'])(
    'is there for %s',
    (code) => expect(t.help(refusal(code))).not.toBe(''),
  );

  it('names the reason of a refused sign-on, which is for developers', () => {
    expect(t.help(refusal('malformed-sso', { reason: 'timestamp is old' }))).toContain(
      'timestamp is old',
    );
  });

  it('is empty where there is nothing to add', () => {
    for (const code of ['banned', 'rate-limited', 'toString', '']) {
      expect(t.help(refusal(code))).toBe('');
    }
  });
});
