import {
  authorKey,
  pageKey,
  type ActorKey,
  type CommentDoc,
  type NotificationDoc,
  type VoteDoc,
} from './documents.js';
import type { WireEvent } from './live-hub.js';
import type { ServerState } from './server-state.js';
import type { Page } from './settings.js';

/** Members of a notification that say who caused it. */
type From = Pick<
  NotificationDoc,
  'fromCommentId' | 'fromVoteId' | 'fromUserId' | 'fromUserName' | 'fromUserAvatarSrc'
>;

function fromComment(comment: CommentDoc): From {
  return {
    fromCommentId: comment._id,
    fromVoteId: null,
    fromUserId: comment.userId ?? comment.anonUserId,
    fromUserName: comment.commenterName,
    fromUserAvatarSrc: comment.avatarSrc,
  };
}

function isMuted(state: ServerState, actor: ActorKey, commentId: string): boolean {
  return state.db.subscriptions.get(`${actor}|mute|${commentId}`) !== undefined;
}

function liveForm(notification: NotificationDoc): Record<string, unknown> {
  const { recipient } = notification;
  const id = recipient.slice(2);
  return {
    _id: notification._id,
    tenantId: notification.tenantId,
    ...(recipient.startsWith('u:') ? { userId: id } : { userId: null, anonUserId: id }),
    urlId: notification.urlId,
    url: notification.url,
    pageTitle: notification.pageTitle,
    type: notification.type,
    relatedObjectType: 0,
    relatedObjectId: notification.relatedObjectId,
    fromCommentId: notification.fromCommentId,
    fromVoteId: notification.fromVoteId,
    fromUserId: notification.fromUserId,
    fromUserName: notification.fromUserName,
    fromUserAvatarSrc: notification.fromUserAvatarSrc,
    viewed: notification.viewed,
    optedOut: notification.optedOut,
    isUnreadMessage: false,
    sent: false,
    createdAt: new Date(notification.createdAt).toISOString(),
  };
}

/** A notification as a live event of the one it is for. */
export function notificationEvent(
  type: 'notification' | 'notification-update',
  doc: NotificationDoc,
): WireEvent {
  return { type, userId: doc.recipient.slice(2), notification: liveForm(doc) };
}

function notify(
  state: ServerState,
  recipient: ActorKey,
  page: Page,
  about: Pick<NotificationDoc, 'type' | 'url' | 'pageTitle' | 'relatedObjectId'>,
  from: From,
): void {
  const notification = state.db.notifications.put({
    ...about,
    ...from,
    _id: state.newId('n-'),
    tenantId: page.tenantId,
    recipient,
    urlId: page.urlId,
    createdAt: state.uniqueTime(),
    viewed: false,
    counted: false,
    shown: false,
    optedOut: false,
  });
  state.tell(page.tenantId, recipient, notificationEvent('notification', notification));
}

/** Tells everybody a new comment concerns: the one replied to, those above, those mentioned, subscribers. */
export function notifyOfComment(state: ServerState, page: Page, comment: CommentDoc): void {
  const told = new Set<ActorKey | null>([null, authorKey(comment)]);
  const tell = (recipient: ActorKey | null, type: 0 | 1 | 3 | 7, related: CommentDoc): void => {
    if (recipient === null || told.has(recipient)) return;
    if (type < 2 && isMuted(state, recipient, related._id)) return;
    told.add(recipient);
    const { url, pageTitle } = comment;
    const about = { type, url, pageTitle, relatedObjectId: related._id };
    notify(state, recipient, page, about, fromComment(comment));
  };
  const ancestors = state.db.thread(page.tenantId, page.urlId).ancestors(comment);
  const [parent] = ancestors;
  if (parent) tell(authorKey(parent), 0, parent);
  for (const { id } of comment.mentions) {
    tell(state.db.users.get(id) ? `u:${id}` : null, 7, comment);
  }
  for (const ancestor of ancestors.slice(1)) tell(authorKey(ancestor), 1, ancestor);
  if (comment.parentId === null) {
    const target = `page|${pageKey(page.tenantId, page.urlId)}`;
    for (const { actor } of state.db.subscriptions.find('target', target)) tell(actor, 3, comment);
  }
}

/** Tells the author of a comment about a vote. */
export function notifyOfVote(
  state: ServerState,
  page: Page,
  comment: CommentDoc,
  vote: VoteDoc,
): void {
  const recipient = authorKey(comment);
  if (recipient === null || recipient === vote.actor) return;
  if (isMuted(state, recipient, comment._id)) return;
  const voter = vote.userId === null ? undefined : state.db.users.get(vote.userId);
  const about = {
    type: 2 as const,
    url: comment.url,
    pageTitle: comment.pageTitle,
    relatedObjectId: comment._id,
  };
  notify(state, recipient, page, about, {
    fromCommentId: comment._id,
    fromVoteId: vote._id,
    fromUserId: vote.userId,
    fromUserName: vote.name,
    fromUserAvatarSrc: voter?.avatarSrc ?? null,
  });
}
