import { textMember, type Call } from './call.js';
import { hashTagsIn, isBlank, renderComment, type Markup } from './comment-markup.js';
import { pageKey, type CommentDoc, type HashTag, type Mention } from './documents.js';
import { notifyOfComment } from './notifications.js';
import { operation, type Answer } from './operation.js';
import { withoutOrigin } from './own-origin.js';
import { publicComment, pubSubComment } from './public-comment.js';
import { definedOnly, Refusal } from './refusal.js';
import type { ServerState } from './server-state.js';
import type { Page } from './settings.js';
import { isHidden } from './thread.js';
import { canModerate, sessionInfo, userIdWS, type Viewer } from './viewer.js';

/** How long a ban lasts that begins with the first refused comment: three days. */
const banLength = 3 * 24 * 3_600_000;

const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Limits of the service for what stands beside a comment. */
const longestName = 100;
const longestLink = 500;

type Body = Readonly<Record<string, unknown>>;

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
function readByline(call: Call, page: Page, body: Body): Byline {
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
function checkText(page: Page, text: string): void {
  if (isBlank(text)) throw new Refusal('empty-comment');
  const limit = page.number('maxCommentCharacterLength', 2000);
  const counted = text.replaceAll(/\[img\][^[\]]*\[\/img\]/gi, '');
  if (counted.length > limit) {
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

function readMentions(body: Body): (Mention & { sent: boolean })[] {
  return readList(body, 'mentions').map((entry) => {
    const id = textMember(entry, 'id');
    const tag = textMember(entry, 'tag');
    if (id === null || tag === null) throw new Refusal('invalid-body');
    return { id, tag: tag.startsWith('@') ? tag : `@${tag}`, sent: entry.sent === true };
  });
}

/** Hashtags written in the text, with the pages that are known for them. */
function readHashTags(call: Call, page: Page, body: Body, text: string): HashTag[] {
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

/** Renders a text as this page does. */
export function renderFor(
  page: Page,
  text: string,
  mentions: readonly Mention[],
  hashTags: readonly HashTag[],
): Markup {
  return renderComment(text, {
    mentions: mentions.map(({ tag }) => tag),
    hashTagUrls: Object.fromEntries(hashTags.map(({ tag, url }) => [tag.toLowerCase(), url])),
    spoilers: page.is('enableSpoilers'),
    links: page.number('commentHTMLRenderingMode', 0) !== 1,
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

function isSpam(page: Page, text: string): boolean {
  const lower = text.toLowerCase();
  const hit = spamRules(page).filter(
    ({ commentContains: part }) => part !== '' && lower.includes(part),
  );
  return hit.some(({ actions }) => actions.includes('spam'));
}

/** Where the tenant asks for it, the same text from the same author is refused. */
function checkRepeat(call: Call, page: Page, text: string): void {
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
function checkProfile(state: ServerState, page: Page): void {
  const [, kind, id] = /^(profile|dm):(.+)$/.exec(page.urlId) ?? [];
  const owner = id === undefined ? undefined : state.db.users.get(id);
  if (kind === 'profile' && owner?.isProfileCommentsPrivate) {
    throw new Refusal('profile-comments-private');
  }
  if (kind === 'dm' && owner?.isProfileDMDisabled) throw new Refusal('profile-dm-private');
}

/** The ids a client sends of itself must be the ones it was given. */
function checkClaims(call: Call, body: Body): void {
  const { viewer } = call;
  const claimed = textMember(body, 'userId');
  const own = viewer.user?._id ?? viewer.anonId;
  if (claimed !== null && own !== null && claimed !== own) throw new Refusal('invalid-user');
  const { date } = body;
  if (date !== undefined && date !== null && !Number.isSafeInteger(date)) {
    throw new Refusal('invalid-date');
  }
}

function checkTerms(call: Call, page: Page, body: Body): void {
  const terms = page.config.tos as { enabled?: boolean } | undefined;
  if (terms?.enabled && !call.viewer.user && body.tos !== true) throw new Refusal('tos-required');
}

/** Notes one more comment of somebody, or refuses it. */
function checkPace(call: Call, page: Page, actor: string): void {
  const { limiter } = call.state;
  if (!limiter || canModerate(call.viewer)) return;
  const limit = page.number('maxCommentCreatedCountPUPM', limiter.commentsPerMinute);
  const wait = limiter.take('comment', actor, limit, call.state.now());
  if (wait > 0) throw new Refusal('user-rate-limited', { retryAfter: wait });
}

/** Everybody hears of a comment once it may be seen. */
export function announceComment(
  state: ServerState,
  page: Page,
  comment: CommentDoc,
  broadcastId: string,
): void {
  if (isHidden(comment)) return;
  state.publish(page.tenantId, page.urlId, {
    type: 'new-comment',
    broadcastId,
    comment: pubSubComment(state, page, comment),
  });
  notifyOfComment(state, page, comment);
}

/** Remembers that a page was written on. */
function touchPage(call: Call, page: Page, body: Body): void {
  const { pages } = call.state.db;
  const key = pageKey(page.tenantId, page.urlId);
  const known = pages.get(key);
  pages.put({
    ...known,
    _id: key,
    tenantId: page.tenantId,
    urlId: page.urlId,
    title: known?.title ?? textMember(body, 'pageTitle') ?? page.urlId,
    url: known?.url ?? textMember(body, 'url') ?? page.urlId,
    updatedAt: call.state.now(),
  });
}

function createCommentPublic(call: Call): Answer {
  const { state } = call;
  const page = call.page(call.urlId());
  const broadcastId = call.broadcastId();
  const body = call.body();
  call.needWritable(page);
  if (page.settings.isClosed) throw new Refusal('thread-closed');
  checkProfile(state, page);
  const text = withoutOrigin(textMember(body, 'comment') ?? '', call.request.origin);
  checkText(page, text);
  const byline = readByline(call, page, body);
  checkClaims(call, body);
  checkTerms(call, page, body);
  const parentId = textMember(body, 'parentId');
  if (parentId !== null) {
    const parent = call.comment(parentId);
    if (parent.urlId !== page.urlId) throw new Refusal('not-found');
    if (parent.isLocked) throw new Refusal('locked');
  }
  const mentions = page.is('disableMentions') ? [] : readMentions(body);
  const hashTags = readHashTags(call, page, body, text);
  checkRepeat(call, page, text);
  const known = call.viewer.actor;
  if (known !== null) checkPace(call, page, known);

  const viewer = call.actingViewer();
  if (known === null) checkPace(call, page, viewer.actor);
  const { user, session } = viewer;
  const verified = user !== null || session?.verified === true;
  const markup = renderFor(page, text, mentions, hashTags);
  const moderates = canModerate(viewer);
  const comment: CommentDoc = {
    _id: state.newId('c-'),
    tenantId: page.tenantId,
    urlId: page.urlId,
    url: textMember(body, 'url') ?? page.urlId,
    pageTitle: textMember(body, 'pageTitle') ?? page.settings.title ?? null,
    userId: user?._id ?? null,
    anonUserId: viewer.anonId,
    email: byline.email,
    sessionId: session?._id ?? null,
    commenterName: byline.name,
    commenterLink: byline.link,
    avatarSrc: user?.avatarSrc ?? viewer.alias?.avatarSrc ?? session?.avatarSrc ?? null,
    text,
    ...markup,
    mentions: mentions.map(({ id, tag }) => ({ id, tag })),
    hashTags,
    parentId,
    date: call.thread(page.urlId).nextDate(state.now()),
    votesUp: 0,
    votesDown: 0,
    verified,
    requiresVerification: !verified && byline.email !== null,
    approved: moderates || page.settings.approveByHand !== true,
    isSpam: !moderates && isSpam(page, text),
    isDeleted: false,
    isDeletedUser: false,
    isByAdmin: moderates && user?.isAdmin === true,
    isByModerator: moderates && user?.isModerator === true,
    isPinned: false,
    isLocked: false,
    displayLabel: user?.displayLabel ?? null,
    badges: [],
    rating: typeof body.rating === 'number' ? body.rating : null,
    feedbackIds: Array.isArray(body.feedbackIds) ? body.feedbackIds.map(String) : [],
    viewCount: 0,
    flagCount: 0,
    editKey: user ? null : state.newId('ek-'),
    locale: typeof page.config.locale === 'string' ? page.config.locale : 'en_us',
  };
  state.db.putComment(comment);
  touchPage(call, page, body);
  if (session && !user) {
    state.db.sessions.put(
      Object.assign(session, {
        username: byline.name,
        email: byline.email ?? session.email,
        websiteUrl: byline.link ?? session.websiteUrl,
      }),
    );
  }
  if (comment.requiresVerification && comment.email !== null && session) {
    state.mail({ to: comment.email, sessionId: session._id, about: 'comment' });
  }
  if (!comment.approved) state.askForApproval(page.urlId, comment._id);
  announceComment(state, page, comment, broadcastId);
  return {
    status: 'success',
    comment: definedOnly({
      ...publicComment(state, page, comment),
      approved: comment.approved,
      requiresVerification: comment.requiresVerification,
      editKey: comment.editKey ?? undefined,
    }),
    user: sessionInfo(state, call.viewer),
    userIdWS: userIdWS(call.viewer),
  };
}

/** Changes of a comment's text are checked like a new one; used by editing. */
export function readEditedText(
  call: Call,
  page: Page,
  comment: CommentDoc,
): Pick<CommentDoc, 'text' | 'mentions' | 'hashTags'> & Markup & { isSpam: boolean } {
  const body = call.body();
  const text = withoutOrigin(textMember(body, 'comment') ?? '', call.request.origin);
  checkText(page, text);
  // A mention that went out before cannot be invented afterwards.
  const mentions = body.mentions === undefined ? null : readMentions(body);
  const invented = mentions?.some(
    ({ id, sent }) => sent && !comment.mentions.some((held) => held.id === id),
  );
  if (invented) throw new Refusal('mentions-readonly');
  const kept = (mentions ?? comment.mentions).map(({ id, tag }) => ({ id, tag }));
  const hashTags = readHashTags(call, page, body, text);
  return {
    text,
    mentions: kept,
    hashTags,
    ...renderFor(page, text, kept, hashTags),
    isSpam: !canModerate(call.viewer) && isSpam(page, text),
  };
}

/** Writing comments. */
export const writeOperations = [
  operation('createCommentPublic', 'POST', '/comments/{tenantId}', 'sso', createCommentPublic),
];
