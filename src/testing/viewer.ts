import type { UserSessionInfo } from '../core/index.js';
import type { ActorKey, CommentDoc, SessionDoc, UserDoc } from './documents.js';
import { Refusal } from './refusal.js';
import type { ServerState } from './server-state.js';
import type { SSOIdentity, SSOProfile } from './sso.js';

/** Who is calling. The strongest of what a request carries: sso, account, session, `anonUserId`. */
export interface Viewer {
  readonly source: 'sso' | 'signed-in' | 'anonymous' | 'anonUserId' | 'none';
  readonly user: UserDoc | null;
  /** The session behind the cookie or `sessionId`; never with sso. */
  readonly session: SessionDoc | null;
  /** The anonymous id; null for accounts. */
  readonly anonId: string | null;
  /** Null only when nothing says who is calling. */
  readonly actor: ActorKey | null;
  /** Name and picture of a simple payload without an e-mail. */
  readonly alias: SSOProfile | null;
  /** Whether a secure payload vouches for the account. */
  readonly isSecure: boolean;
}

/** What a client may take as an anonymous id: any id, but nothing that has to be escaped. */
const anonIdForm = /^[\w.:-]{1,100}$/;

/** Somebody known by session, by `anonUserId`, or not at all. */
function anonymousViewer(
  state: ServerState,
  session: SessionDoc | null,
  anonUserId: string | null,
  alias: SSOProfile | null = null,
): Viewer {
  const user = session?.userId ? (state.db.users.get(session.userId) ?? null) : null;
  const base = { alias, isSecure: false };
  if (user) {
    return { ...base, source: 'signed-in', user, session, anonId: null, actor: `u:${user._id}` };
  }
  if (session) {
    const { anonId } = session;
    return { ...base, source: 'anonymous', user, session, anonId, actor: `a:${anonId}` };
  }
  const anonId = anonUserId !== null && anonIdForm.test(anonUserId) ? anonUserId : null;
  if (anonId !== null) {
    return { ...base, source: 'anonUserId', user, session, anonId, actor: `a:${anonId}` };
  }
  return { ...base, source: 'none', user, session, anonId: null, actor: null };
}

/** Finds who is calling. Creates or changes an account only for a payload that says something new. */
export function findViewer(
  state: ServerState,
  tenantId: string,
  sso: SSOIdentity | null,
  tokens: { cookie: string | null; sessionId: string | null; anonUserId: string | null },
): Viewer {
  if (sso?.kind === 'account') {
    const user = storeAccount(state, tenantId, sso.profile);
    return {
      source: 'sso',
      user,
      session: null,
      anonId: null,
      actor: `u:${user._id}`,
      alias: null,
      isSecure: sso.secure,
    };
  }
  const { sessions } = state.db;
  const session =
    (tokens.cookie === null ? undefined : sessions.get(tokens.cookie)) ??
    (tokens.sessionId === null ? undefined : sessions.get(tokens.sessionId)) ??
    null;
  const alias = sso?.kind === 'name' ? sso.profile : null;
  return anonymousViewer(state, session, tokens.anonUserId, alias);
}

/** Stores what a payload says of its user. */
function storeAccount(state: ServerState, tenantId: string, profile: SSOProfile): UserDoc {
  const id = `${tenantId}:${profile.id}`;
  const known = state.db.users.get(id);
  const user: UserDoc = {
    _id: id,
    tenantId,
    username: profile.username,
    displayName: keep(profile.displayName, known?.displayName),
    email: keep(profile.email, known?.email),
    avatarSrc: keep(profile.avatarSrc, known?.avatarSrc),
    websiteUrl: keep(profile.websiteUrl, known?.websiteUrl),
    displayLabel: keep(profile.displayLabel, known?.displayLabel),
    groupIds: profile.groupIds ?? known?.groupIds ?? [],
    badges: known?.badges ?? [],
    isAdmin: profile.isAdmin ?? false,
    isModerator: profile.isModerator ?? false,
    isSSO: profile.isSSO ?? known?.isSSO ?? false,
    isProfileActivityPrivate:
      profile.isProfileActivityPrivate ?? known?.isProfileActivityPrivate ?? true,
    isProfileCommentsPrivate:
      profile.isProfileCommentsPrivate ?? known?.isProfileCommentsPrivate ?? false,
    isProfileDMDisabled: profile.isProfileDMDisabled ?? known?.isProfileDMDisabled ?? false,
    wsKey: known?.wsKey ?? state.newId('uws-'),
  };
  const { badges } = profile;
  if (badges && (!known || badges.update || badges.override)) {
    const kept = badges.override ? [] : user.badges;
    const added = badges.list.filter((badge) => !kept.some(({ id: other }) => other === badge.id));
    user.badges = [...kept, ...added];
  }
  if (known && JSON.stringify(known) === JSON.stringify(user)) return known;
  if (known && JSON.stringify(known.badges) !== JSON.stringify(user.badges)) {
    state.tellTenant(tenantId, { type: 'update-badges', userId: id, badges: user.badges });
  }
  return state.db.users.put(user);
}

function keep(said: string | null | undefined, stored: string | null | undefined): string | null {
  return said === undefined ? (stored ?? null) : said;
}

/**
 * Somebody who acts and is not known yet gets a session, and with it a cookie. An anonymous id of the
 * client's own stays the one its comments bear.
 */
export function establishSession(state: ServerState, viewer: Viewer): Viewer {
  if (viewer.user || viewer.session) return viewer;
  const session = state.db.sessions.put({
    _id: state.newId('s-'),
    anonId: viewer.anonId ?? state.newId('a-'),
    userId: null,
    username: viewer.alias?.username ?? null,
    email: null,
    websiteUrl: null,
    avatarSrc: viewer.alias?.avatarSrc ?? null,
    verified: false,
    createdAt: state.now(),
  });
  return anonymousViewer(state, session, null, viewer.alias);
}

/** Whether the viewer moderates. Simple single sign-on never gives that right. */
export function canModerate(viewer: Viewer): boolean {
  if (!viewer.user || (viewer.source === 'sso' && !viewer.isSecure)) return false;
  return viewer.user.isAdmin || viewer.user.isModerator;
}

/** Refuses everybody but moderators. */
export function needModerator(viewer: Viewer): void {
  if (!canModerate(viewer)) throw new Refusal('unauthorized', { reason: 'Only for moderators.' });
}

/**
 * Whether the viewer wrote the comment, as far as rights go. An `anonUserId` alone is no proof: it
 * stands on the comment for everybody to read.
 */
export function isAuthor(viewer: Viewer, comment: CommentDoc): boolean {
  if (viewer.user) return comment.userId === viewer.user._id;
  return viewer.session !== null && comment.anonUserId === viewer.session.anonId;
}

/** Refuses who may not read the raw text of, edit or delete a comment. */
export function needAuthor(viewer: Viewer, comment: CommentDoc, editKey: string | null): void {
  if (canModerate(viewer) || isAuthor(viewer, comment)) return;
  if (editKey !== null && editKey === comment.editKey) return;
  throw new Refusal('edit-key-invalid');
}

/** What a viewer is told about themselves: the service's `user`, or null for somebody unknown. */
export function sessionInfo(state: ServerState, viewer: Viewer): UserSessionInfo | null {
  const { user, session, actor } = viewer;
  const hasBlockedUsers = actor !== null && state.db.blocks.count('actor', actor) > 0;
  if (user) {
    return {
      id: user._id,
      authorized: true,
      isAnonSession: false,
      username: user.username,
      ...(user.displayName === null ? {} : { displayName: user.displayName }),
      ...(user.displayLabel === null ? {} : { displayLabel: user.displayLabel }),
      ...(user.websiteUrl === null ? {} : { websiteUrl: user.websiteUrl }),
      email: user.email,
      avatarSrc: user.avatarSrc,
      badges: user.badges,
      groupIds: user.groupIds,
      hasBlockedUsers,
      needsTOS: false,
      sessionId: session?._id ?? null,
    };
  }
  if (!session) return null;
  return {
    id: session.anonId,
    authorized: true,
    isAnonSession: true,
    ...(session.username === null ? {} : { username: session.username }),
    ...(session.websiteUrl === null ? {} : { websiteUrl: session.websiteUrl }),
    email: session.email,
    avatarSrc: session.avatarSrc,
    hasBlockedUsers,
    sessionId: session._id,
  };
}

/** `userIdWS` of a viewer. Everybody unknown shares one, so that reading twice changes nothing. */
export function userIdWS(viewer: Viewer): string {
  if (viewer.user) return viewer.user.wsKey;
  return viewer.anonId === null ? 'uws-guest' : `uws-a.${viewer.anonId}`;
}
