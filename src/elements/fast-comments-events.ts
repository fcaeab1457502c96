/** What the host hears: one event for each thing that happens, and the official callback after it. */
import type { PublicComment, UserSessionInfo } from '../core/index.js';
import type { SessionEvents, SubmittedComment } from '../session/index.js';

/** A comment the visitor is about to post; the host may hold it or call it off. */
export interface SubmitStartDetail {
  readonly comment: SubmittedComment;
  /** Holds the comment until the promise settles; a rejection calls it off with its message. */
  readonly waitUntil: (promise: Promise<unknown>) => void;
}

/**
 * Every event of `<fast-comments>`, by name. All bubble and cross shadow roots; edit keys and session
 * ids are never part of a `detail`.
 */
export interface FastCommentsEventMap {
  /** The first comments stand on the page. */
  'fc-ready': CustomEvent<Record<string, never>>;
  /** A page of the thread was read. */
  'fc-comments-rendered': CustomEvent<{ comments: readonly PublicComment[] }>;
  /** The number of comments changed. */
  'fc-count-change': CustomEvent<{ count: number }>;
  /** Who the visitor is changed, or could not be accepted. */
  'fc-authentication-change': CustomEvent<SessionEvents['authentication-change']>;
  /** Cancelable: before a comment is sent. */
  'fc-comment-submit-start': CustomEvent<SubmitStartDetail>;
  /** A comment was posted, at the top level or as a reply. */
  'fc-reply-success': CustomEvent<{ comment: PublicComment }>;
  /** A vote was taken. */
  'fc-vote-success': CustomEvent<SessionEvents['vote-success']>;
  /** A comment was flagged or the flag removed. */
  'fc-comment-flagged': CustomEvent<SessionEvents['comment-flagged']>;
  /** An author was blocked or unblocked. */
  'fc-user-blocked': CustomEvent<SessionEvents['user-blocked']>;
  /** An own comment was edited. */
  'fc-comment-edited': CustomEvent<SessionEvents['comment-edited']>;
  /** A comment was deleted here. */
  'fc-comment-deleted': CustomEvent<SessionEvents['comment-deleted']>;
  /** Cancelable: an image in a comment was clicked. */
  'fc-image-clicked': CustomEvent<{ src: string }>;
  /**
   * Cancelable: the visitor wants to see an author's profile. Pictures lead to it; names where the host
   * has set `onOpenProfile`.
   */
  'fc-open-profile': CustomEvent<{
    userId: string;
    currentUser: UserSessionInfo | null;
    comment: PublicComment;
  }>;
  /** Cancelable: the visitor wants to log in. */
  'fc-login': CustomEvent<Record<string, never>>;
  /** Cancelable: the visitor wants to log out. */
  'fc-logout': CustomEvent<Record<string, never>>;
  /** Something failed; it was also shown to the visitor where they acted. */
  'fc-error': CustomEvent<SessionEvents['error']>;
  /** The live connection opened or closed. */
  'fc-connection-change': CustomEvent<{ connected: boolean }>;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merges by declaration
  interface HTMLElementEventMap extends FastCommentsEventMap {}
}

/** Fires an event. Returns false if a listener canceled it. */
export function fire<T extends keyof FastCommentsEventMap>(
  element: HTMLElement,
  type: T,
  detail: FastCommentsEventMap[T]['detail'],
): boolean {
  return element.dispatchEvent(
    new CustomEvent(type, { bubbles: true, composed: true, cancelable: true, detail }),
  );
}

/** Calls one of the host's functions; what it throws is the host's, and breaks nothing here. */
export function callHost(
  layer: Readonly<Record<string, unknown>>,
  name: string,
  args: readonly unknown[],
): unknown {
  const callback = layer[name];
  try {
    return (callback as ((...args: readonly unknown[]) => unknown) | undefined)?.(...args);
  } catch (error) {
    reportError(error);
    return undefined;
  }
}
