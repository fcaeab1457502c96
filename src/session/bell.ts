/**
 * The visitor's notifications: read page by page, kept up by live events, changed at once and
 * changed back if the service refuses.
 */
import {
  getUserNotifications,
  resetUserNotificationCount,
  updateUserNotificationCommentSubscriptionStatus,
  updateUserNotificationPageSubscriptionStatus,
  updateUserNotificationStatus,
} from '../api/index.js';
import type { Failure, Stop, UserNotification } from '../core/index.js';
import { isLeft, type Context } from './context.js';
import { hearLive } from './heard.js';
import { ask } from './tools.js';

/** Notifications read at a time. */
const pageSize = 20;

/** Whether a notification was read. On the wire it is a boolean, or a text that may say "false". */
export function isViewed({ viewed }: UserNotification): boolean {
  return Boolean(viewed) && viewed !== 'false';
}

/** The notifications of one visitor while the list of them is open. */
export class Bell {
  /** Newest first. */
  items: readonly UserNotification[] = [];
  /** Whether the visitor hears of new comments on this page; null until it is known. */
  isSubscribed: boolean | null = null;
  hasMore = false;
  isLoading = false;
  /** Why the last page did not come. */
  failure: Failure | null = null;
  /** An act that was refused: on a notification, or (null) on the page. */
  refused: { readonly id: string | null; readonly failure: Failure } | null = null;

  readonly #context: Context;
  readonly #changed: () => void;
  readonly #stop: Stop;
  #last: string | undefined;
  #hasLoaded = false;

  /** @param changed called after every change */
  constructor(context: Context, changed: () => void) {
    this.#context = context;
    this.#changed = changed;
    this.#stop = hearLive(context, (event) => {
      if (event.type !== 'notification') return;
      const { notification } = event;
      if (this.items.some(({ _id }) => _id === notification._id)) return;
      this.items = [notification, ...this.items];
      changed();
      // It is seen the moment it comes: the bell need not ring for it.
      if (this.#hasLoaded) void this.resetCount();
    });
  }

  /** Ends listening. */
  stop(): void {
    this.#stop();
  }

  /** Whether the first page is there. */
  get hasLoaded(): boolean {
    return this.#hasLoaded;
  }

  /** Reads the first page, or the next. Resolves to the ids that are new. */
  async load(): Promise<readonly string[]> {
    if (this.isLoading) return [];
    const { tenantId, transport, urlId } = this.#context;
    this.isLoading = true;
    this.failure = null;
    this.#changed();
    const result = await ask(this.#context, 'getUserNotifications', (options) =>
      getUserNotifications(
        transport,
        {
          tenantId,
          urlId,
          pageSize,
          afterId: this.#last,
          includeContext: true,
          sso: this.#context.sso()?.wire,
        },
        options,
      ),
    );
    this.isLoading = false;
    if (!result.ok) {
      this.failure = result.failure.kind === 'aborted' ? null : result.failure;
      this.#changed();
      return [];
    }
    const { notifications, hasMore, isSubscribed } = result.value;
    const known = new Set(this.items.map(({ _id }) => _id));
    const fresh = notifications.filter(({ _id }) => !known.has(_id));
    this.items = [...this.items, ...fresh];
    this.#last = notifications.at(-1)?._id ?? this.#last;
    this.hasMore = hasMore && notifications.length > 0;
    this.isSubscribed ??= isSubscribed;
    this.#hasLoaded = true;
    this.#changed();
    return fresh.map(({ _id }) => _id);
  }

  /** Sets the count at the bell to nothing, here at once and on the service. */
  async resetCount(): Promise<void> {
    const { store, tenantId, transport } = this.#context;
    const before = store.state.notificationCount;
    if (before === 0) return;
    const add = (count: number) => {
      store.change((state) => {
        state.notificationCount += count;
        state.touched.add('shell');
      });
    };
    add(-before);
    const result = await ask(this.#context, 'resetUserNotificationCount', (options) =>
      resetUserNotificationCount(transport, { tenantId, sso: this.#context.sso()?.wire }, options),
    );
    if (!result.ok && !isLeft(this.#context)) add(before);
  }

  /** Marks a notification as read or unread. */
  mark(notificationId: string, isRead: boolean): Promise<void> {
    const { tenantId, transport } = this.#context;
    return this.#change(
      notificationId,
      (item, isDone) => ({ ...item, viewed: isDone ? isRead : !isRead }),
      'updateUserNotificationStatus',
      (options) =>
        updateUserNotificationStatus(
          transport,
          {
            tenantId,
            notificationId,
            newStatus: isRead ? 'read' : 'unread',
            sso: this.#context.sso()?.wire,
          },
          options,
        ),
    );
  }

  /** Stops or restores notifications about the comment that a notification is about. */
  mute(notificationId: string, isMuted: boolean): Promise<void> {
    const { tenantId, transport } = this.#context;
    const item = this.items.find(({ _id }) => _id === notificationId);
    const commentId = item?.relatedObjectId ?? item?.fromCommentId;
    if (!commentId) return Promise.resolve();
    return this.#change(
      notificationId,
      (one, isDone) => ({ ...one, optedOut: isDone ? isMuted : !isMuted }),
      'updateUserNotificationCommentSubscriptionStatus',
      (options) =>
        updateUserNotificationCommentSubscriptionStatus(
          transport,
          {
            tenantId,
            notificationId,
            optedInOrOut: isMuted ? 'out' : 'in',
            commentId,
            sso: this.#context.sso()?.wire,
          },
          options,
        ),
    );
  }

  /** Starts or ends notifications about new comments on this page. Resolves to whether it worked. */
  async subscribe(isOn: boolean): Promise<boolean> {
    const { ports, store, tenantId, transport, urlId } = this.#context;
    const { url, pageTitle } = store.state.settings;
    const page = ports.page();
    this.isSubscribed = isOn;
    this.refused = null;
    this.#changed();
    const result = await ask(
      this.#context,
      'updateUserNotificationPageSubscriptionStatus',
      (options) =>
        updateUserNotificationPageSubscriptionStatus(
          transport,
          {
            tenantId,
            urlId,
            subscribedOrUnsubscribed: isOn ? 'subscribe' : 'unsubscribe',
            url: url || page.url,
            pageTitle: pageTitle || page.title || urlId,
            sso: this.#context.sso()?.wire,
          },
          options,
        ),
    );
    if (!result.ok && result.failure.kind !== 'aborted') {
      this.isSubscribed = !isOn;
      this.refused = { id: null, failure: result.failure };
      this.#changed();
    }
    return result.ok;
  }

  async #change(
    id: string,
    apply: (item: UserNotification, isDone: boolean) => UserNotification,
    operation: string,
    call: Parameters<typeof ask>[2],
  ): Promise<void> {
    const set = (isDone: boolean) => {
      this.items = this.items.map((item) => (item._id === id ? apply(item, isDone) : item));
      this.#changed();
    };
    this.refused = null;
    set(true);
    const result = await ask(this.#context, operation, call);
    if (result.ok || result.failure.kind === 'aborted') return;
    this.refused = { id, failure: result.failure };
    set(false);
  }
}
