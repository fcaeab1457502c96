import type { Call } from './call.js';
import { pageKey, type EventDoc, type UserDoc } from './documents.js';
import { roomName } from './live-hub.js';
import { operation, type Answer } from './operation.js';
import { Refusal } from './refusal.js';
import type { Page } from './settings.js';
import { isHidden } from './thread.js';

/** How many people one answer names. */
const usersListed = 50;

/** Reading live data of a page that asks for single sign-on takes the `userIdWS` of an account. */
function needKnownReader(call: Call, page: Page): void {
  const owner = call.state.socketOwner(call.query.text('userIdWS'));
  if (page.is('requireSSO') && !owner.actor?.startsWith('u:')) {
    throw new Refusal('unauthorized-page');
  }
}

function eventAnswer(call: Call, events: EventDoc[]): Answer {
  const { query } = call;
  query.needed('userIdWS', 'missing-user-id', 400);
  query.needed('startTime', 'missing-date');
  const start = query.integer('startTime', 'invalid-date') ?? 0;
  const end = query.integer('endTime', 'invalid-date') ?? Infinity;
  return {
    status: 'success',
    events: events
      .filter(({ createdAt }) => createdAt >= start && createdAt <= end)
      .sort((a, b) => a.createdAt - b.createdAt)
      .map((event) => ({
        _id: event._id,
        createdAt: new Date(event.createdAt).toISOString(),
        tenantId: event.tenantId,
        urlId: event.urlId,
        broadcastId: event.broadcastId,
        data: event.data,
      })),
  };
}

function getEventLog(call: Call): Answer {
  const page = call.page(call.urlId());
  needKnownReader(call, page);
  return eventAnswer(call, call.state.db.events.find('page', pageKey(page.tenantId, page.urlId)));
}

/** The service does not say how it differs; here it covers every page that is open to everybody. */
function getGlobalEventLog(call: Call): Answer {
  call.urlId();
  const events = call.state.db.events
    .find('tenant', call.tenantId)
    .filter(({ urlId }) => !call.page(urlId).is('requireSSO'));
  return eventAnswer(call, events);
}

function getUserPresenceStatuses(call: Call): Answer {
  const room = roomName(call.query.needed('urlIdWS', 'missing-url-id', 422));
  call.query.needed('userIds', 'missing-user-id', 422);
  const online = new Set(call.state.hub.online(room));
  const ids = call.query.commaSeparated('userIds');
  return {
    status: 'success',
    userIdsOnline: Object.fromEntries(
      ids.map((id) => [id, online.has(id) || online.has(`anon:${id}`)]),
    ),
  };
}

function entry(user: UserDoc) {
  return {
    id: user._id,
    displayName: user.displayName ?? user.username,
    ...(user.avatarSrc === null ? {} : { avatarSrc: user.avatarSrc }),
    ...(user.isProfileActivityPrivate ? { isPrivate: true } : {}),
  };
}

/** One page of people by name, with the cursor to the next. */
function peoplePage(call: Call, people: UserDoc[]) {
  const sorted = people
    .map(entry)
    .sort((a, b) => a.displayName.localeCompare(b.displayName, 'en') || (a.id < b.id ? -1 : 1));
  const afterId = call.query.text('afterUserId');
  const start = afterId === null ? 0 : sorted.findIndex(({ id }) => id === afterId) + 1;
  const users = sorted.slice(start, start + usersListed);
  const last = start + usersListed < sorted.length ? users.at(-1) : undefined;
  return {
    status: 'success',
    users,
    nextAfterUserId: last?.id ?? null,
    nextAfterName: last?.displayName ?? null,
  };
}

function onlineIds(call: Call, page: Page): string[] {
  return call.state.hub.online(pageKey(page.tenantId, page.urlId));
}

function readablePage(call: Call): Page {
  const page = call.page(call.urlId(422));
  // No single sign-on on these calls: nothing can vouch for the reader.
  if (page.is('requireSSO')) throw new Refusal('unauthorized-page', { httpStatus: 403 });
  return page;
}

function getOnlineUsers(call: Call): Answer {
  const ids = onlineIds(call, readablePage(call));
  const people = ids.flatMap((id) => call.state.db.users.get(id) ?? []);
  const anonCount = ids.length - people.length;
  return { ...peoplePage(call, people), totalCount: ids.length, anonCount };
}

/** Everybody with an account who wrote here and is not looking now. */
function getOfflineUsers(call: Call): Answer {
  const page = readablePage(call);
  const online = new Set(onlineIds(call, page));
  const writers = new Set<string>();
  for (const comment of call.thread(page.urlId).all()) {
    if (comment.userId !== null && !isHidden(comment)) writers.add(comment.userId);
  }
  const people = [...writers].flatMap((id) => call.state.db.users.get(id) ?? []);
  return peoplePage(
    call,
    people.filter(({ _id }) => !online.has(_id)),
  );
}

function getUsersInfo(call: Call): Answer {
  call.query.needed('ids', 'missing-user-id', 422);
  const people = call.query
    .commaSeparated('ids')
    .flatMap((id) => call.state.db.users.get(id) ?? [])
    .filter(({ tenantId }) => tenantId === call.tenantId);
  return { status: 'success', users: people.map(entry) };
}

function getPagesPublic(call: Call): Answer {
  const { query, state } = call;
  const limit = query.integer('limit', 'invalid-limit', 1) ?? 50;
  if (limit > 200) throw new Refusal('invalid-limit', { reason: 'limit may be 200 at most.' });
  const sortBy = query.text('sortBy') ?? 'updatedAt';
  const words = query.text('q')?.toLowerCase();
  const withComments = query.flag('hasComments');
  const pages = [...state.db.pages.all()]
    .filter(({ tenantId, urlId }) => {
      const page = call.page(urlId);
      return tenantId === call.tenantId && page.is('enableFChat') && !page.is('requireSSO');
    })
    .map((page) => ({
      updatedAt: page.updatedAt,
      commentCount: call.thread(page.urlId).size,
      title: page.title ?? page.urlId,
      url: page.url ?? page.urlId,
      urlId: page.urlId,
    }))
    .filter(({ title }) => words === undefined || title.toLowerCase().includes(words))
    .filter(({ commentCount }) => !withComments || commentCount > 0);
  if (sortBy === 'updatedAt') pages.sort((a, b) => b.updatedAt - a.updatedAt);
  else if (sortBy === 'commentCount') pages.sort((a, b) => b.commentCount - a.commentCount);
  else if (sortBy === 'title') pages.sort((a, b) => a.title.localeCompare(b.title, 'en'));
  else throw new Refusal('invalid-parameter', { reason: 'sortBy is unknown.' });
  const start = Number(query.text('cursor') ?? 0) || 0;
  const next = start + limit < pages.length ? String(start + limit) : null;
  return { status: 'success', pages: pages.slice(start, start + limit), nextCursor: next };
}

const users = '/pages/{tenantId}/users';

/** The event log, who is there, and who people are. */
export const liveOperations = [
  // Before the log of one page, whose path would match it too.
  operation(
    'getGlobalEventLog',
    'GET',
    '/event-log/global/{tenantId}',
    'cookie',
    getGlobalEventLog,
  ),
  operation('getEventLog', 'GET', '/event-log/{tenantId}', 'cookie', getEventLog),
  operation(
    'getUserPresenceStatuses',
    'GET',
    '/user-presence-status',
    'cookie',
    getUserPresenceStatuses,
  ),
  operation('getOnlineUsers', 'GET', `${users}/online`, 'cookie', getOnlineUsers),
  operation('getOfflineUsers', 'GET', `${users}/offline`, 'cookie', getOfflineUsers),
  operation('getUsersInfo', 'GET', `${users}/info`, 'cookie', getUsersInfo),
  operation('getPagesPublic', 'GET', '/pages/{tenantId}', 'cookie', getPagesPublic),
];
