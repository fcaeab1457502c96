import type { Badge } from '../core/index.js';
import type { CommentDoc, PageSettings, UserDoc } from './documents.js';
import { announceChange, removeSubtree } from './edit-comment.js';
import { pubSubComment } from './public-comment.js';
import type { ServerState } from './server-state.js';
import { isHidden } from './thread.js';
import { countVote } from './votes.js';

/**
 * What a site's owner does outside the PublicApi: in the service's own moderation pages, by mail, or
 * by its staff. Each keeps its changes and sends the live events the service sends; each returns
 * false if there is no such thing.
 */

function change(state: ServerState, id: string, apply: (comment: CommentDoc) => void): boolean {
  return state.transact(() => {
    const comment = state.db.comment(id);
    if (!comment) return false;
    const wasHidden = isHidden(comment);
    apply(comment);
    state.db.putComment(comment);
    const page = state.page(comment.tenantId, comment.urlId);
    announceChange(state, page, comment, wasHidden, undefined);
    return true;
  });
}

/** Shows a comment that waited (`new-comment`) or hides one (`deleted-comment`). */
export function setApproved(state: ServerState, commentId: string, approved: boolean): boolean {
  return change(state, commentId, (comment) => {
    comment.approved = approved;
  });
}

/** Judges a comment spam, or not. */
export function setSpam(state: ServerState, commentId: string, isSpam: boolean): boolean {
  return change(state, commentId, (comment) => {
    comment.isSpam = isSpam;
  });
}

/** Removes a comment and all below it. */
export function removeComment(state: ServerState, commentId: string): boolean {
  return state.transact(() => {
    const comment = state.db.comment(commentId);
    if (!comment) return false;
    const page = state.page(comment.tenantId, comment.urlId);
    const last = pubSubComment(state, page, comment);
    const wasHidden = isHidden(comment);
    removeSubtree(state, comment);
    if (!wasHidden) {
      state.publish(page.tenantId, page.urlId, { type: 'deleted-comment', comment: last });
    }
    return true;
  });
}

/** Follows the link in a verification mail: what was written in the session is verified, and its votes count. */
export function verifySession(state: ServerState, sessionId: string): boolean {
  return state.transact(() => {
    const session = state.db.sessions.get(sessionId);
    if (!session) return false;
    state.db.sessions.put(Object.assign(session, { verified: true }));
    for (const comment of state.db.commentsOfSession(sessionId)) {
      Object.assign(comment, { verified: true, requiresVerification: false });
      state.db.putComment(comment);
      const page = state.page(comment.tenantId, comment.urlId);
      announceChange(state, page, comment, isHidden(comment), undefined);
    }
    for (const vote of state.db.votes.find('session', sessionId)) {
      const comment = state.db.comment(vote.commentId);
      if (!vote.pending || !comment) continue;
      vote.pending = false;
      state.db.votes.put(vote);
      countVote(state, state.page(vote.tenantId, vote.urlId), comment, vote, undefined);
    }
    return true;
  });
}

/** Gives an account its badges and tells everybody. */
export function setBadges(state: ServerState, userId: string, badges: Badge[]): boolean {
  return state.transact(() => {
    const user = state.db.users.get(userId);
    if (!user) return false;
    user.badges = badges;
    state.db.users.put(user);
    state.tellTenant(user.tenantId, { type: 'update-badges', userId, badges });
    return true;
  });
}

/** Closes or opens a thread and tells everybody. */
export function setClosed(
  state: ServerState,
  tenantId: string,
  urlId: string,
  isClosed: boolean,
): void {
  state.transact(() => {
    state.configurePage(tenantId, urlId, { isClosed });
    state.publish(tenantId, urlId, { type: 'thread-state-change', isClosed });
  });
}

/** Changes settings of a page; a changed `config` is sent as `new-config`. */
export function changePage(
  state: ServerState,
  tenantId: string,
  urlId: string,
  settings: PageSettings,
): void {
  state.transact(() => {
    state.configurePage(tenantId, urlId, settings);
    if (settings.config) {
      state.publish(tenantId, urlId, { type: 'new-config', config: settings.config });
    }
  });
}

/** Makes an account, or changes one. `id` is without the tenant. */
export function putAccount(
  state: ServerState,
  tenantId: string,
  account: { readonly id: string; readonly username: string } & Partial<Omit<UserDoc, '_id'>>,
): UserDoc {
  const { id, ...members } = account;
  return state.transact(() => {
    const known = state.db.users.get(`${tenantId}:${id}`);
    const user: UserDoc = {
      displayName: null,
      email: null,
      avatarSrc: null,
      websiteUrl: null,
      displayLabel: null,
      groupIds: [],
      badges: [],
      isAdmin: false,
      isModerator: false,
      isSSO: false,
      isProfileActivityPrivate: false,
      isProfileCommentsPrivate: false,
      isProfileDMDisabled: false,
      wsKey: known?.wsKey ?? state.newId('uws-'),
      ...known,
      ...members,
      _id: `${tenantId}:${id}`,
      tenantId,
    };
    return state.db.users.put(user);
  });
}

/** Signs a browser in to an account; returns the value of its session cookie. */
export function signIn(state: ServerState, userId: string): string {
  return state.transact(() => {
    const user = state.db.users.get(userId);
    return state.db.sessions.put({
      _id: state.newId('s-'),
      anonId: state.newId('a-'),
      userId,
      username: user?.username ?? null,
      email: user?.email ?? null,
      websiteUrl: null,
      avatarSrc: null,
      verified: true,
      createdAt: state.now(),
    })._id;
  });
}
