import type { Call } from './call.js';
import type { UserDoc } from './documents.js';
import { operation, type Answer } from './operation.js';
import { Refusal } from './refusal.js';
import { isHidden } from './thread.js';

/** How many people a list names. */
const usersListed = 10;

function result(user: UserDoc) {
  return {
    id: user._id,
    name: user.username,
    ...(user.displayName === null ? {} : { displayName: user.displayName }),
    avatarSrc: user.avatarSrc,
    type: user.isSSO ? 'sso' : 'user',
  };
}

/**
 * People whose name begins with what was typed. Flat unless a section is asked for: `fast` answers
 * moderators and writers of this page, `site` everybody else too.
 */
function searchUsers(call: Call): Answer {
  const { query, state } = call;
  const page = call.page(call.urlId());
  call.needAccess(page);
  const start = (query.text('usernameStartsWith') ?? '').toLowerCase();
  const groups = query.list('mentionGroupIds');
  const section = query.text('searchSection');
  if (section !== null && section !== 'fast' && section !== 'site') {
    throw new Refusal('invalid-parameter', { reason: 'searchSection must be fast or site.' });
  }
  const found = state.db.users
    .find('tenant', call.tenantId)
    .filter(({ username, displayName }) =>
      [username, displayName ?? ''].some((name) => name.toLowerCase().startsWith(start)),
    )
    .filter(({ groupIds }) => groups.length === 0 || groupIds.some((id) => groups.includes(id)))
    .sort((a, b) => (a.displayName ?? a.username).localeCompare(b.displayName ?? b.username, 'en'));
  if (section === null) {
    return { status: 'success', users: found.slice(0, usersListed).map(result) };
  }
  const writers = new Set<string | null>();
  for (const comment of call.thread(page.urlId).all()) {
    if (!isHidden(comment)) writers.add(comment.userId);
  }
  const moderators = found.filter((user) => user.isAdmin || user.isModerator);
  const onThisPage = found.filter((user) => writers.has(user._id) && !moderators.includes(user));
  const others = found.filter((user) => !moderators.includes(user) && !onThisPage.includes(user));
  const sections = [
    { section: 'moderators', users: moderators },
    { section: 'onThisPage', users: onThisPage },
    ...(section === 'site' ? [{ section: 'onThisSite', users: others }] : []),
  ];
  return {
    status: 'success',
    sections: sections
      .filter(({ users }) => users.length > 0)
      .map(({ section: name, users }) => ({
        section: name,
        users: users.slice(0, usersListed).map(result),
      })),
  };
}

/** Finding people to mention. */
export const userSearchOperations = [
  operation('searchUsers', 'GET', '/user-search/{tenantId}', 'sso', searchUsers),
];
