import { textMember, type Call } from './call.js';
import {
  checkClaims,
  checkPace,
  checkProfile,
  checkRepeat,
  checkTerms,
  checkText,
  isSpam,
  readByline,
  readHashTags,
  readMentions,
  type Body,
} from './comment-checks.js';
import type { Markup } from './comment-markup.js';
import { pageKey, type CommentDoc } from './documents.js';
import { notifyOfComment } from './notify.js';
import { operation, type Answer } from './operation.js';
import { withoutOrigin } from './own-origin.js';
import { publicComment, pubSubComment } from './public-comment.js';
import { definedOnly, Refusal } from './refusal.js';
import { renderForPage } from './render-for-page.js';
import type { ServerState } from './server-state.js';
import type { Page } from './settings.js';
import { isHidden } from './thread.js';
import { canModerate, sessionInfo, userIdWS } from './viewer.js';

/** Everybody hears of a comment once it may be seen. */
function announceComment(
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
  const markup = renderForPage(page, text, mentions, hashTags);
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
    ...renderForPage(page, text, kept, hashTags),
    isSpam: !canModerate(call.viewer) && isSpam(page, text),
  };
}

/** Writing comments. */
export const writeOperations = [
  operation('createCommentPublic', 'POST', '/comments/{tenantId}', 'sso', createCommentPublic),
];
