import type { Call } from './call.js';
import { pageKey, type ActorKey, type NotificationDoc } from './documents.js';
import { notificationEvent } from './notify.js';
import { operation, type Answer } from './operation.js';
import { Refusal } from './refusal.js';
import type { ServerState } from './server-state.js';
import type { Page } from './settings.js';
import { officialTexts } from './translations.js';
import type { Viewer } from './viewer.js';

/** How many notifications one answer has unless asked otherwise. */
const listSize = 20;

/** A viewer's notifications, newest first. */
function notificationsOf(state: ServerState, actor: ActorKey, tenantId: string): NotificationDoc[] {
  return state.db.notifications
    .find('recipient', actor)
    .filter((notification) => notification.tenantId === tenantId)
    .reverse()
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** How many notifications came since the viewer last opened the bell. */
export function unreadCount(state: ServerState, viewer: Viewer, tenantId: string): number {
  if (viewer.actor === null || viewer.source === 'anonUserId') return 0;
  return notificationsOf(state, viewer.actor, tenantId).filter(
    ({ viewed, counted }) => !viewed && !counted,
  ).length;
}

/** Comments that notified the viewer and were not marked unread in an earlier load. */
export function takeUnreadComments(
  state: ServerState,
  viewer: Viewer,
  page: Page,
): ReadonlySet<string> {
  const taken = new Set<string>();
  if (viewer.actor === null || viewer.source === 'anonUserId') return taken;
  for (const doc of state.db.notifications.find('recipient', viewer.actor)) {
    if (doc.shown || doc.viewed || doc.type === 2 || doc.fromCommentId === null) continue;
    if (doc.tenantId !== page.tenantId || doc.urlId !== page.urlId) continue;
    taken.add(doc.fromCommentId);
    state.db.notifications.put({ ...doc, shown: true });
  }
  return taken;
}

/** Who is calling, refused unless it is an account or a guest with a name. */
function reader(call: Call): ActorKey {
  const { viewer } = call;
  const named = viewer.user !== null || Boolean(viewer.session?.username);
  if (viewer.actor === null || !named) throw new Refusal('unauthorized');
  return viewer.actor;
}

/** The ones that `afterId`, `afterCreatedAt`, `unreadOnly`, `dmOnly` and `urlId` leave. */
function selected(call: Call, actor: ActorKey): NotificationDoc[] {
  const { query } = call;
  // There are no direct messages here.
  if (query.flag('dmOnly')) return [];
  query.flag('noDm');
  const before = query.integer('afterCreatedAt', 'invalid-date');
  const unreadOnly = query.flag('unreadOnly');
  const afterId = query.text('afterId');
  const all = notificationsOf(call.state, actor, call.tenantId);
  const start = afterId === null ? 0 : all.findIndex(({ _id }) => _id === afterId) + 1;
  return all
    .slice(start)
    .filter(({ createdAt }) => before === null || createdAt < before)
    .filter(({ viewed }) => !unreadOnly || !viewed);
}

function getUserNotifications(call: Call): Answer {
  const { state, query } = call;
  const actor = reader(call);
  const size = query.integer('pageSize', 'invalid-limit', 1) ?? listSize;
  const found = selected(call, actor);
  const withContext = query.flag('includeContext');
  const urlId = query.text('urlId');
  const page = urlId === null ? null : `page|${pageKey(call.tenantId, call.urlId())}`;
  return {
    status: 'success',
    notifications: found.slice(0, size).map((doc) => {
      const comment = doc.fromCommentId === null ? undefined : state.db.comment(doc.fromCommentId);
      return {
        _id: doc._id,
        type: doc.type,
        url: doc.url,
        urlId: doc.urlId,
        pageTitle: doc.pageTitle,
        createdAt: new Date(doc.createdAt).toISOString(),
        // Texts on the wire; clients test their truth, so "no" is the empty one.
        viewed: doc.viewed ? 'true' : '',
        sent: '',
        optedOut: doc.optedOut,
        relatedObjectId: doc.relatedObjectId,
        relatedObjectType: 0,
        fromCommentId: doc.fromCommentId,
        fromUserId: doc.fromUserId,
        fromUserName: doc.fromUserName,
        fromUserAvatarSrc: doc.fromUserAvatarSrc,
        ...(withContext && comment ? { contextHTML: comment.html } : {}),
      };
    }),
    isSubscribed: page !== null && state.db.subscriptions.get(`${actor}|${page}`) !== undefined,
    hasMore: found.length > size,
    ...(query.flag('includeTranslations')
      ? { translations: officialTexts('comment-ui-notifications-list', true) }
      : {}),
  };
}

function getUserNotificationCount(call: Call): Answer {
  reader(call);
  return { status: 'success', count: unreadCount(call.state, call.viewer, call.tenantId) };
}

function resetUserNotificationCount(call: Call): Answer {
  for (const doc of notificationsOf(call.state, reader(call), call.tenantId)) {
    if (!doc.counted) call.state.db.notifications.put({ ...doc, counted: true });
  }
  return { status: 'success' };
}

function resetUserNotifications(call: Call): Answer {
  const { state } = call;
  for (const doc of selected(call, reader(call))) {
    if (!doc.viewed) state.db.notifications.put({ ...doc, viewed: true, counted: true });
  }
  return { status: 'success' };
}

function written(matchedCount: number, modifiedCount: number): Answer {
  return { status: 'success', matchedCount, modifiedCount };
}

function own(call: Call): NotificationDoc | undefined {
  const actor = reader(call);
  const doc = call.state.db.notifications.get(call.param('notificationId'));
  return doc?.recipient === actor ? doc : undefined;
}

function updateUserNotificationStatus(call: Call): Answer {
  const newStatus = call.param('newStatus');
  if (newStatus !== 'read' && newStatus !== 'unread') throw new Refusal('invalid-parameter');
  const doc = own(call);
  if (!doc) return written(0, 0);
  const viewed = newStatus === 'read';
  if (doc.viewed === viewed) return written(1, 0);
  const changed = call.state.db.notifications.put({ ...doc, viewed });
  call.state.tell(call.tenantId, doc.recipient, notificationEvent('notification-update', changed));
  return written(1, 1);
}

/** Opting out is about a comment: no more notifications of replies to it. */
function updateUserNotificationCommentSubscriptionStatus(call: Call): Answer {
  const { state } = call;
  const optedOut = call.param('optedInOrOut') === 'out';
  if (!optedOut && call.param('optedInOrOut') !== 'in') throw new Refusal('invalid-parameter');
  call.query.needed('commentId', 'invalid-comment-id');
  const doc = own(call);
  if (!doc) return written(0, 0);
  const target = `mute|${doc.relatedObjectId}`;
  const _id = `${doc.recipient}|${target}`;
  if (optedOut) state.db.subscriptions.put({ _id, actor: doc.recipient, target });
  else state.db.subscriptions.remove(_id);
  if (doc.optedOut === optedOut) return written(1, 0);
  const changed = state.db.notifications.put({ ...doc, optedOut });
  state.tell(call.tenantId, doc.recipient, notificationEvent('notification-update', changed));
  return written(1, 1);
}

function updateUserNotificationPageSubscriptionStatus(call: Call): Answer {
  const wish = call.param('subscribedOrUnsubscribed');
  if (wish !== 'subscribe' && wish !== 'unsubscribe') throw new Refusal('invalid-parameter');
  const actor = reader(call);
  const target = `page|${pageKey(call.tenantId, call.urlId())}`;
  call.query.needed('url');
  call.query.needed('pageTitle');
  const _id = `${actor}|${target}`;
  const { subscriptions } = call.state.db;
  const before = subscriptions.get(_id) !== undefined;
  if (wish === 'subscribe') subscriptions.put({ _id, actor, target });
  else subscriptions.remove(_id);
  return written(1, before === (wish === 'subscribe') ? 0 : 1);
}

const base = '/user-notifications';

/** The bell. */
export const notificationOperations = [
  operation('getUserNotifications', 'GET', base, 'sso', getUserNotifications),
  operation(
    'getUserNotificationCount',
    'GET',
    `${base}/get-count`,
    'sso',
    getUserNotificationCount,
  ),
  operation(
    'resetUserNotificationCount',
    'POST',
    `${base}/reset-count`,
    'sso',
    resetUserNotificationCount,
  ),
  operation('resetUserNotifications', 'POST', `${base}/reset`, 'sso', resetUserNotifications),
  operation(
    'updateUserNotificationStatus',
    'POST',
    `${base}/{notificationId}/mark/{newStatus}`,
    'sso',
    updateUserNotificationStatus,
  ),
  operation(
    'updateUserNotificationCommentSubscriptionStatus',
    'POST',
    `${base}/{notificationId}/mark-opted/{optedInOrOut}`,
    'sso',
    updateUserNotificationCommentSubscriptionStatus,
  ),
  operation(
    'updateUserNotificationPageSubscriptionStatus',
    'POST',
    `${base}/set-subscription-state/{subscribedOrUnsubscribed}`,
    'sso',
    updateUserNotificationPageSubscriptionStatus,
  ),
];
