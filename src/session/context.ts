/** What every part of a session shares: its ports, its store, and how it asks the service. */
import { isAnonUserIdRefusal, type Transport } from '../api/index.js';
import type {
  Clock,
  Failure,
  Fetch,
  OpenSocket,
  PublicComment,
  Random,
  Result,
  Stop,
  Storage,
  TabChannel,
  UserSessionInfo,
} from '../core/index.js';
import type { Identity, Kept, SSO } from '../identity/index.js';
import type { Draft, InsertList, ThreadStore } from '../store/index.js';
import type { StoredDraft } from './drafts.js';

/** What the browser tells a session about the page. */
export type PageSignal = 'online' | 'offline' | 'pageshow' | 'visible' | 'hidden';

/** The outside world as reading needs it. Every one of them can be replaced. */
export interface ReadingPorts {
  readonly fetch: Fetch;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: Random;
  readonly storage: Storage;
  /** Tells the host. */
  readonly emit: <T extends keyof SessionEvents>(type: T, detail: SessionEvents[T]) => void;
}

/** What acting needs beside it; it is there before the first act. */
export interface ActingPorts {
  /** Opens the channel between the tabs of one visitor; null where there is none. */
  readonly openTabs: (name: string) => TabChannel | null;
  /** Tells `hidden` at once where the page is hidden already. */
  readonly signals: (listen: (signal: PageSignal) => void) => Stop;
  readonly isOnline: () => boolean;
  /** The page the thread stands on. */
  readonly page: () => { readonly url: string; readonly title: string };
  /** A new unguessable id of at least 21 characters. */
  readonly createId: () => string;
  /** Makes the raw text of a post and the HTML the service made of it comparable. */
  readonly fingerprint: (textOrHtml: string) => string;
}

/** The whole outside world of a session. */
export type SessionPorts = ReadingPorts & ActingPorts;

/** A comment as the host sees it before it is sent. */
export interface SubmittedComment {
  readonly parentId: string | null;
  readonly comment: string;
  readonly commenterName: string | undefined;
  readonly commenterEmail: string | undefined;
  readonly commenterLink: string | undefined;
}

/** What a session tells, by name; the element makes the public events of them. */
export interface SessionEvents {
  ready: Record<string, never>;
  'comments-rendered': { comments: readonly PublicComment[] };
  'count-change': { count: number };
  'authentication-change': {
    event: 'user-set' | 'session-id-set' | 'authentication-failed' | 'logout';
    data: unknown;
  };
  'reply-success': { comment: PublicComment };
  'vote-success': {
    comment: PublicComment;
    voteId: string | undefined;
    direction: 'up' | 'down' | 'deleted';
    status: 'success' | 'pending-verification';
  };
  'comment-flagged': { userId: string | undefined; comment: PublicComment; isFlagged: boolean };
  'user-blocked': { userId: string | undefined; comment: PublicComment; isBlocked: boolean };
  'comment-edited': { userId: string | undefined; comment: PublicComment };
  'comment-deleted': { userId: string | undefined; comment: PublicComment };
  error: { code: string; operation: string; retryable: boolean; message: string };
  'connection-change': { connected: boolean };
  /** For the polite status region: a key of our texts and its parameters. */
  announce: {
    key?: string;
    /** A text that is not ours: the host's reason. */
    text?: string;
    params?: Record<string, string | number>;
    isAlert?: boolean;
  };
  /** A row should get the focus: a comment just posted, the next one after a removal. */
  focus: { key: string };
  /** The visitor must say who they are before an act can go on. */
  'identity-needed': { commentId: string; wish: -1 | 0 | 1; failure: Failure | null };
  /** The text of a post goes back into its box: its form was refused, or it is to be edited. */
  'post-returned': { parentId: string | null; draft: Draft; failure: Failure | null };
  /** The draft of a box was changed from outside: in another tab, or by what could not be sent. */
  /** A box has another draft now: the one told, else the one that is kept. */
  'draft-changed': { readonly parentId: string | null; readonly draft?: StoredDraft | null };
}

/** What identifies the visitor on a call. */
export interface Who {
  readonly sso?: string | undefined;
  readonly anonUserId?: string | undefined;
}

/** A session as its parts see it. One per thread: a route change makes a new one. */
export interface Context {
  readonly ports: SessionPorts;
  readonly store: ThreadStore;
  readonly transport: Transport;
  /** Base address of the service. */
  readonly apiHost: string;
  /** What this device remembers of the visitor. */
  readonly kept: Kept;
  /** How a page is merged with what is held, once the acts are there. */
  insertList?: InsertList;
  /** The channel to the visitor's other tabs, once the acts are there. */
  tabs: TabChannel | null;
  readonly tenantId: string;
  readonly urlId: string;
  /** Aborted when the thread is left: nothing may be applied after that. */
  readonly signal: AbortSignal;
  /** The single sign-on payload as it stands now. */
  readonly sso: () => SSO | null;
  readonly identity: () => Identity;
  readonly who: () => Who;
  /** Live ids of the thread as the last answer gave them. */
  readonly live: LiveIds;
}

/** Whether the thread was left: nothing may be applied after that. Asked anew after every wait. */
export function isLeft(context: Context): boolean {
  return context.signal.aborted;
}

/** Opaque ids for the socket and the event log. */
export interface LiveIds {
  tenantIdWS: string;
  urlIdWS: string;
  userIdWS: string;
  /** Greatest server time seen, epoch milliseconds; 0 if none. */
  serverTime: number;
}

/** Services that were found not to know `anonUserId`, for the life of the page. */
const refusing = new Set<string>();

/** Whether a service has refused `anonUserId` since the page was opened. */
export function refusesAnonUserId(host: string): boolean {
  return refusing.has(host);
}

/**
 * Makes a call as the visitor. A service that refuses `anonUserId` is asked once more without it;
 * `call` makes a fresh broadcast id each time it runs.
 */
export async function askAsVisitor<T>(
  context: Context,
  call: (who: Who) => Promise<Result<T>>,
): Promise<Result<T>> {
  const who = context.who();
  const result = await call(who);
  if (result.ok || !who.anonUserId || !isAnonUserIdRefusal(result.failure)) return result;
  refusing.add(context.apiHost);
  return call(context.who());
}

/** Tells the host of a failure. Aborted calls are nobody's business. */
export function reportFailure(context: Context, operation: string, failure: Failure): void {
  if (failure.kind === 'aborted') return;
  context.ports.emit('error', {
    code: failure.code,
    operation,
    retryable: failure.retryable,
    message: failure.text ?? failure.reason,
  });
}

/** A comment without what only this device may know. */
export function forHost(comment: PublicComment): PublicComment {
  const { editKey, ...rest } = comment;
  return rest;
}

/** A user without the session id. */
export function userForHost(user: UserSessionInfo | null): UserSessionInfo | null {
  if (!user) return null;
  const { sessionId, ...rest } = user;
  return rest;
}
