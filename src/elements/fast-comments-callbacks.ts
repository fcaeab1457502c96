/** The official callbacks, called after the events of the same things. */
import { callHost, fire, type FastCommentsEventMap } from './fast-comments-events.js';

/**
 * The official callback of each event that has one: its name, then the detail's members it takes, `*`
 * for the detail as it is.
 */
const callbacks: Readonly<Partial<Record<keyof FastCommentsEventMap, string>>> = {
  'fc-comments-rendered': 'onCommentsRendered comments',
  'fc-count-change': 'commentCountUpdated count',
  'fc-authentication-change': 'onAuthenticationChange event data',
  'fc-reply-success': 'onReplySuccess comment',
  'fc-vote-success': 'onVoteSuccess comment voteId direction status',
  'fc-comment-flagged': 'onCommentFlagged userId comment isFlagged',
  'fc-user-blocked': 'onUserBlocked userId comment isBlocked',
  'fc-comment-edited': 'onCommentEdited userId comment',
  'fc-comment-deleted': 'onCommentDeleted userId comment',
  'fc-image-clicked': 'onImageClicked src',
  'fc-open-profile': 'onOpenProfile *',
};

/** Calls the official callback of an event, if there is one and the host has given it. */
export function callBack<T extends keyof FastCommentsEventMap>(
  layer: Readonly<Record<string, unknown>>,
  type: T,
  detail: FastCommentsEventMap[T]['detail'],
): void {
  const [name = '', ...members] = callbacks[type]?.split(' ') ?? [];
  const values = detail as Readonly<Record<string, unknown>>;
  callHost(
    layer,
    name,
    members.map((member) => (member === '*' ? detail : values[member])),
  );
}

/** Fires an event and then calls its official callback. Returns false if a listener canceled it. */
export function tellHost<T extends keyof FastCommentsEventMap>(
  element: HTMLElement,
  layer: Readonly<Record<string, unknown>>,
  type: T,
  detail: FastCommentsEventMap[T]['detail'],
): boolean {
  const goesOn = fire(element, type, detail);
  callBack(layer, type, detail);
  return goesOn;
}
