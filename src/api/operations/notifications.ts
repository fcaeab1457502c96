/** The visitor's notifications and what they are subscribed to. */
import {
  decodeNotification,
  finite,
  flag,
  list,
  mapOf,
  must,
  or,
  record,
  text,
  type Acknowledged,
  type NotificationCount,
  type Notifications,
  type NotificationsChanged,
} from '../../core/index.js';
import { decodeAcknowledged } from '../decode-acknowledged.js';
import { operation } from '../operation.js';
import type { PageParams, SsoParams, TenantParams } from '../parameters.js';

type UserParams = TenantParams & SsoParams;

/** Which notifications are meant. */
export interface NotificationFilter {
  afterId?: string | undefined;
  /** Epoch milliseconds. */
  afterCreatedAt?: number | undefined;
  unreadOnly?: boolean | undefined;
  dmOnly?: boolean | undefined;
  noDm?: boolean | undefined;
}

/** What {@link getUserNotifications} takes. */
export interface GetUserNotificationsParams extends TenantParams, SsoParams, NotificationFilter {
  /** Without it `isSubscribed` of the answer means nothing. */
  urlId?: string | undefined;
  pageSize?: number | undefined;
  includeContext?: boolean | undefined;
  includeTranslations?: boolean | undefined;
  includeTenantNotifications?: boolean | undefined;
}

/** The visitor's notifications, newest first. */
export const getUserNotifications = operation<GetUserNotificationsParams, Notifications>(
  'GET',
  '/user-notifications',
  'tenantId! urlId pageSize afterId includeContext afterCreatedAt unreadOnly dmOnly noDm ' +
    'includeTranslations includeTenantNotifications sso',
  record<Notifications>({
    notifications: must(list(decodeNotification)),
    isSubscribed: or(flag, false),
    hasMore: or(flag, false),
    translations: mapOf(text),
  }),
);

/** How many notifications are unread. */
export const getUserNotificationCount = operation<UserParams, NotificationCount>(
  'GET',
  '/user-notifications/get-count',
  'tenantId! sso',
  record<NotificationCount>({ count: must(finite) }),
);

/** Sets the count of unread notifications to 0. */
export const resetUserNotificationCount = operation<UserParams, Acknowledged>(
  'POST',
  '/user-notifications/reset-count',
  'tenantId! sso',
  decodeAcknowledged,
);

/** Marks notifications as read. */
export const resetUserNotifications = operation<UserParams & NotificationFilter, Acknowledged>(
  'POST',
  '/user-notifications/reset',
  'tenantId! afterId afterCreatedAt unreadOnly dmOnly noDm sso',
  decodeAcknowledged,
);

const decodeChanged = record<NotificationsChanged>({
  code: text,
  note: text,
  matchedCount: finite,
  modifiedCount: finite,
});

/** Marks one notification as read or unread. */
export const updateUserNotificationStatus = operation<
  UserParams & { notificationId: string; newStatus: 'read' | 'unread' },
  NotificationsChanged
>('POST', '/user-notifications/{notificationId}/mark/{newStatus}', 'tenantId! sso', decodeChanged);

/** Turns notifications about replies to one comment on or off. */
export const updateUserNotificationCommentSubscriptionStatus = operation<
  UserParams & { notificationId: string; optedInOrOut: 'in' | 'out'; commentId: string },
  NotificationsChanged
>(
  'POST',
  '/user-notifications/{notificationId}/mark-opted/{optedInOrOut}',
  'tenantId! commentId! sso',
  decodeChanged,
);

/** Turns notifications about new comments on a page on or off. `pageTitle` may be empty. */
export const updateUserNotificationPageSubscriptionStatus = operation<
  PageParams &
    SsoParams & {
      subscribedOrUnsubscribed: 'subscribe' | 'unsubscribe';
      url: string;
      pageTitle: string;
    },
  NotificationsChanged
>(
  'POST',
  '/user-notifications/set-subscription-state/{subscribedOrUnsubscribed}',
  'tenantId! urlId! url! pageTitle!? sso',
  decodeChanged,
);
