import { textMember, type Call } from './call.js';
import { hashTagsIn, isBlank } from './comment-markup.js';
import type { HashTag, Mention } from './documents.js';
import { Refusal } from './refusal.js';
import type { ServerState } from './server-state.js';
import type { Page } from './settings.js';
import { canModerate, type Viewer } from './viewer.js';

/** How long a ban lasts that begins with the first refused comment: three days. */
const banLength = 3 * 24 * 3_600_000;

const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Limits of the service for what stands beside a comment. */
const longestName = 100;
const longestLink = 500;
/** Characters that addresses of images may take beyond the limit of a text. */
const imageRoom = 60_000;

/** A body of a write, read by hand. */
export type Body = Readonly<Record<string, unknown>>;

/** Name, e-mail and link somebody writes under. */
export interface Byline {
  readonly name: string;
  readonly email: string | null;
  readonly link: string | null;
}

function isOneOf(names: readonly string[] | undefined, name: string): boolean {
  return (names ?? []).some((held) => held.toLowerCase() === name.toLowerCase());
}

/** Refuses names that are taken, banned, an address or nothing. Accounts only have to be free of bans. */
export function checkName(state: ServerState, page: Page, viewer: Viewer, name: string): void {
  if (isOneOf(page.tenant.bannedNames, name)) {
    throw new Refusal('banned', { bannedUntil: state.now() + banLength });
  }
  if (viewer.user) return;
  if (emailForm.test(name)) throw new Refusal('invalid-name-is-email');
  if (name.length > longestName || !/[\p{L}\p{N}]/u.test(name)) throw new Refusal('invalid-name');
  if (isOneOf(page.tenant.takenNames, name)) throw new Refusal('username-taken');
}

/** Under which name a comment is written. */
export function readByline(call: Call, page: Page, body: Body): Byline {
  const { viewer } = call;
  const { user, session, alias } = viewer;
  const email = textMember(body, 'commenterEmail') ?? session?.email ?? null;
  if (email !== null && !emailForm.test(email)) throw new Refusal('invalid-email');
  const given = textMember(body, 'commenterName')?.trim();
  const known = user?.displayName ?? user?.username ?? alias?.username;
  const name = known ?? (given || session?.username) ?? '';
  checkName(call.state, page, viewer, user ? user.username : name);
  if (!user && email === null && !page.is('allowAnon')) {
    throw new Refusal('invalid-email', { reason: 'An e-mail address is needed here.' });
  }
  const link = textMember(body, 'commenterLink') ?? user?.websiteUrl ?? null;
  if (link !== null && link.length > longestLink) throw new Refusal('invalid-body');
  return {
    name,
    email: user ? user.email : email,
    link: link !== null && /^https?:\/\//i.test(link) ? link : null,
  };
}

/** Refuses a text that is empty or too long. The addresses of images do not count. */
export function checkText(page: Page, text: string): void {
  if (isBlank(text)) throw new Refusal('empty-comment');
  const limit = page.number('maxCommentCharacterLength', 2000);
  const counted = text.replaceAll(/\[img\][^[\]\s]{1,3000}\[\/img\]/gi, '');
  if (counted.length > limit || text.length > limit + imageRoom) {
    throw new Refusal('comment-too-big', {
      maxCharacterLength: limit,
      translatedError: `Please keep comments under ${limit} characters.`,
    });
  }
  const domains = page.config.restrictedLinkDomains;
  if (!Array.isArray(domains)) return;
  for (const [address] of text.matchAll(/https?:\/\/[^\s<>"'[\]]+/gi)) {
    const host = URL.canParse(address) ? new URL(address).hostname : '';
    if (domains.some((domain) => host === domain || host.endsWith(`.${String(domain)}`))) {
      throw new Refusal('link-domain-restricted');
    }
  }
}

function readList(body: Body, name: string): Record<string, unknown>[] {
  const value = body[name];
  if (value === undefined || value === null) return [];
  const isRecord = (entry: unknown): entry is Record<string, unknown> =>
    typeof entry === 'object' && entry !== null;
  if (!Array.isArray(value) || !value.every(isRecord)) {
    throw new Refusal('invalid-body', { reason: `${name} must be a list of objects.` });
  }
  return value;
}

/** The mentions a body lists. */
export function readMentions(body: Body): (Mention & { sent: boolean })[] {
  return readList(body, 'mentions').map((entry) => {
    const id = textMember(entry, 'id');
    const tag = textMember(entry, 'tag');
    if (id === null || tag === null) throw new Refusal('invalid-body');
    return { id, tag: tag.startsWith('@') ? tag : `@${tag}`, sent: entry.sent === true };
  });
}

/** Hashtags written in the text, with the pages that are known for them. */
export function readHashTags(call: Call, page: Page, body: Body, text: string): HashTag[] {
  const given = readList(body, 'hashTags');
  const known = page.tenant.hashTagUrls ?? {};
  const isKnown = (tag: string): boolean =>
    tag.toLowerCase() in known ||
    [...call.thread(page.urlId).all()].some(({ hashTags }) =>
      hashTags.some((held) => held.tag.toLowerCase() === tag.toLowerCase()),
    );
  if (page.is('disableAutoHashTagCreation')) {
    const isNew = given.some((entry) => !isKnown(String(entry.tag)));
    if (isNew) throw new Refusal('hash-tags-readonly');
  }
  return hashTagsIn(text)
    .filter((tag) => !page.is('disableAutoHashTagCreation') || isKnown(tag))
    .map((tag) => {
      const entry = given.find((held) => String(held.tag).toLowerCase() === tag.toLowerCase());
      const url = typeof entry?.url === 'string' ? entry.url : null;
      return { id: tag.slice(1).toLowerCase(), tag, url: known[tag.toLowerCase()] ?? url };
    });
}

function spamRules(page: Page): { actions: string[]; commentContains: string }[] {
  const rules = page.config.spamRules;
  if (!Array.isArray(rules)) return [];
  return rules.map((rule: { actions?: unknown; commentContains?: unknown }) => ({
    actions: Array.isArray(rule.actions) ? rule.actions.map(String) : [],
    commentContains:
      typeof rule.commentContains === 'string' ? rule.commentContains.toLowerCase() : '',
  }));
}

/** Whether a rule of the page calls a text spam. */
export function isSpam(page: Page, text: string): boolean {
  const lower = text.toLowerCase();
  const hit = spamRules(page).filter(
    ({ commentContains: part }) => part !== '' && lower.includes(part),
  );
  return hit.some(({ actions }) => actions.includes('spam'));
}

/** Where the tenant asks for it, the same text from the same author is refused. */
export function checkRepeat(call: Call, page: Page, text: string): void {
  if (!spamRules(page).some(({ actions }) => actions.includes('ignore-repeat'))) return;
  const { user, anonId } = call.viewer;
  for (const comment of call.thread(page.urlId).all()) {
    const own = user
      ? comment.userId === user._id
      : anonId !== null && comment.anonUserId === anonId;
    if (own && comment.text === text) throw new Refusal('duplicate');
  }
}

/** Pages of profiles and direct messages belong to somebody who may not want them. */
export function checkProfile(state: ServerState, page: Page): void {
  const [, kind, id] = /^(profile|dm):(.+)$/.exec(page.urlId) ?? [];
  const owner = id === undefined ? undefined : state.db.users.get(id);
  if (kind === 'profile' && owner?.isProfileCommentsPrivate) {
    throw new Refusal('profile-comments-private');
  }
  if (kind === 'dm' && owner?.isProfileDMDisabled) throw new Refusal('profile-dm-private');
}

/** The ids a client sends of itself must be the ones it was given. */
export function checkClaims(call: Call, body: Body): void {
  const { viewer } = call;
  const claimed = textMember(body, 'userId');
  const own = viewer.user?._id ?? viewer.anonId;
  if (claimed !== null && own !== null && claimed !== own) throw new Refusal('invalid-user');
  const { date } = body;
  if (date !== undefined && date !== null && !Number.isSafeInteger(date)) {
    throw new Refusal('invalid-date');
  }
}

/** Guests accept the terms of service each time, where there are any. */
export function checkTerms(call: Call, page: Page, body: Body): void {
  const terms = page.config.tos as { enabled?: boolean } | undefined;
  if (terms?.enabled && !call.viewer.user && body.tos !== true) throw new Refusal('tos-required');
}

/** Notes one more comment of somebody, or refuses it. */
export function checkPace(call: Call, page: Page, actor: string): void {
  const { limiter } = call.state;
  if (!limiter || canModerate(call.viewer)) return;
  const limit = page.number('maxCommentCreatedCountPUPM', limiter.commentsPerMinute);
  const wait = limiter.take('comment', actor, limit, call.state.now());
  if (wait > 0) throw new Refusal('user-rate-limited', { retryAfter: wait });
}
