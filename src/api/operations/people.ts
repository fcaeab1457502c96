/** Who is on a page, and who can be mentioned. */
import {
  finite,
  flag,
  list,
  must,
  oneOf,
  or,
  orNull,
  record,
  text,
  type Fields,
  type FoundUsers,
  type OnlineUsers,
  type PageUser,
  type PageUsers,
  type PageUsersList,
  type UserSearchResult,
  type UserSearchSection,
} from '../../core/index.js';
import { operation } from '../operation.js';
import type { PageParams, SsoParams, TenantParams } from '../parameters.js';

/** What the lists of a page's users take; both `after…` come from the answer before. */
export interface PageUsersParams extends PageParams {
  afterName?: string | undefined;
  afterUserId?: string | undefined;
}

const users = must(
  list(
    record<PageUser>({
      id: must(text),
      displayName: or(text, ''),
      avatarSrc: text,
      isPrivate: flag,
    }),
  ),
);

const usersListFields: Fields<PageUsersList> = {
  users,
  nextAfterUserId: or(orNull(text), null),
  nextAfterName: or(orNull(text), null),
};

/** Users who are on the page now. */
export const getOnlineUsers = operation<PageUsersParams, OnlineUsers>(
  'GET',
  '/pages/{tenantId}/users/online',
  'urlId! afterName afterUserId',
  record<OnlineUsers>({
    ...usersListFields,
    totalCount: or(finite, 0),
    anonCount: or(finite, 0),
  }),
);

/** Users of the page who are not there now. */
export const getOfflineUsers = operation<PageUsersParams, PageUsersList>(
  'GET',
  '/pages/{tenantId}/users/offline',
  'urlId! afterName afterUserId',
  record(usersListFields),
);

/** Users by their ids, separated by commas. */
export const getUsersInfo = operation<TenantParams & { ids: string }, PageUsers>(
  'GET',
  '/pages/{tenantId}/users/info',
  'ids!',
  record<PageUsers>({ users }),
);

/** What {@link searchUsers} takes. */
export interface SearchUsersParams extends PageParams, SsoParams {
  usernameStartsWith?: string | undefined;
  mentionGroupIds?: readonly string[] | undefined;
  searchSection?: 'fast' | 'site' | undefined;
}

const foundUsers = list(
  record<UserSearchResult>({
    id: must(text),
    name: must(text),
    displayName: text,
    avatarSrc: orNull(text),
    type: or<UserSearchResult['type']>(oneOf('user', 'sso'), 'user'),
  }),
);

const decodeFound = record<FoundUsers>({
  users: foundUsers,
  sections: list(record<UserSearchSection>({ section: must(text), users: must(foundUsers) })),
});

/** Users whose name starts with a text. The answer has `users` or `sections`. */
export const searchUsers = operation<SearchUsersParams, FoundUsers>(
  'GET',
  '/user-search/{tenantId}',
  'urlId! usernameStartsWith mentionGroupIds sso searchSection',
  (value) => {
    const found = decodeFound(value);
    return (found?.users ?? found?.sections) ? found : undefined;
  },
);
