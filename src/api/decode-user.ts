import {
  decodeBadge,
  flag,
  list,
  orNull,
  record,
  text,
  type Check,
  type UserSessionInfo,
} from '../core/index.js';

/** Checks a {@link UserSessionInfo}. */
export const decodeUser: Check<UserSessionInfo> = record<UserSessionInfo>({
  id: text,
  authorized: flag,
  avatarSrc: orNull(text),
  badges: list(decodeBadge),
  displayLabel: text,
  displayName: text,
  email: orNull(text),
  groupIds: list(text),
  hasBlockedUsers: flag,
  isAnonSession: flag,
  needsTOS: flag,
  sessionId: orNull(text),
  username: text,
  websiteUrl: text,
});
