import {
  pageKey,
  type BlockDoc,
  type CommentDoc,
  type EventDoc,
  type FlagDoc,
  type NotificationDoc,
  type PageDoc,
  type ReactDoc,
  type SessionDoc,
  type StoredDocument,
  type SubscriptionDoc,
  type TableName,
  type UploadDoc,
  type UserDoc,
  type VoteDoc,
} from './documents.js';
import type { Change, ServerStorage } from './storage.js';
import { Table } from './table.js';
import { Thread } from './thread.js';

/** How many events of one page are kept. Older ones are of no use to a reader who comes back. */
const EVENTS_KEPT = 5_000;

/**
 * Everything the server knows, in memory and indexed, in front of the storage. Handlers read and
 * change documents here; {@link Database.commit} keeps what one request changed.
 */
export class Database {
  readonly #storage: ServerStorage;
  #changes: Change[] = [];
  readonly #threads = new Map<string, Thread>();

  readonly #note = (change: Change): void => void this.#changes.push(change);

  readonly users = new Table<UserDoc, 'wsKey' | 'tenant'>('users', this.#note, {
    wsKey: (user) => user.wsKey,
    tenant: (user) => user.tenantId,
  });
  readonly sessions = new Table<SessionDoc, 'anonId'>('sessions', this.#note, {
    anonId: (session) => session.anonId,
  });
  readonly pages = new Table<PageDoc>('pages', this.#note, {});
  readonly votes = new Table<VoteDoc, 'comment' | 'actorOnPage' | 'actorOnComment' | 'session'>(
    'votes',
    this.#note,
    {
      comment: (vote) => vote.commentId,
      actorOnPage: (vote) => `${vote.actor}|${pageKey(vote.tenantId, vote.urlId)}`,
      actorOnComment: (vote) => `${vote.actor}|${vote.commentId}`,
      session: (vote) => vote.sessionId,
    },
  );
  readonly flags = new Table<FlagDoc, 'actor' | 'comment'>('flags', this.#note, {
    actor: (flag) => flag.actor,
    comment: (flag) => flag.commentId,
  });
  readonly blocks = new Table<BlockDoc, 'actor'>('blocks', this.#note, {
    actor: (block) => block.actor,
  });
  readonly notifications = new Table<NotificationDoc, 'recipient' | 'fromComment'>(
    'notifications',
    this.#note,
    {
      recipient: (notification) => notification.recipient,
      fromComment: (notification) => notification.fromCommentId,
    },
  );
  readonly subscriptions = new Table<SubscriptionDoc, 'target'>('subscriptions', this.#note, {
    target: (subscription) => subscription.target,
  });
  readonly reacts = new Table<ReactDoc, 'page'>('reacts', this.#note, {
    page: (react) => react.page,
  });
  readonly events = new Table<EventDoc, 'page' | 'tenant'>('events', this.#note, {
    page: (event) => pageKey(event.tenantId, event.urlId),
    tenant: (event) => event.tenantId,
  });
  readonly uploads = new Table<UploadDoc>('uploads', this.#note, {});
  readonly #comments = new Table<CommentDoc, 'session'>('comments', this.#note, {
    session: (comment) => comment.sessionId,
  });

  constructor(storage: ServerStorage) {
    this.#storage = storage;
    this.reload();
  }

  /** The comments of a page; empty for a page nobody wrote on. */
  thread(tenantId: string, urlId: string): Thread {
    const key = pageKey(tenantId, urlId);
    let thread = this.#threads.get(key);
    // Not remembered while empty: asking for pages that do not exist must not fill the memory.
    thread ??= new Thread();
    return thread;
  }

  comment(id: string): CommentDoc | undefined {
    return this.#comments.get(id);
  }

  commentsOfSession(sessionId: string): CommentDoc[] {
    return this.#comments.find('session', sessionId);
  }

  allComments(): IterableIterator<CommentDoc> {
    return this.#comments.all();
  }

  putComment(comment: CommentDoc): void {
    this.#comments.put(comment);
    this.#intoThread(comment);
  }

  /** Removes one comment with its votes, flags and the notifications it caused; not its replies. */
  removeComment(comment: CommentDoc): void {
    const key = pageKey(comment.tenantId, comment.urlId);
    this.#threads.get(key)?.remove(comment);
    if (this.#threads.get(key)?.size === 0) this.#threads.delete(key);
    this.#comments.remove(comment._id);
    for (const vote of this.votes.find('comment', comment._id)) this.votes.remove(vote._id);
    for (const flag of this.flags.find('comment', comment._id)) this.flags.remove(flag._id);
    for (const notification of this.notifications.find('fromComment', comment._id)) {
      this.notifications.remove(notification._id);
    }
  }

  /** Adds an event to the log and forgets the oldest of the page beyond the number kept. */
  logEvent(event: EventDoc): void {
    this.events.put(event);
    const page = pageKey(event.tenantId, event.urlId);
    const excess = this.events.count('page', page) - EVENTS_KEPT;
    if (excess < EVENTS_KEPT / 10) return;
    for (const old of this.events.find('page', page).slice(0, excess)) this.events.remove(old._id);
  }

  getBytes(id: string): Uint8Array | null {
    return this.#storage.getBytes(id);
  }

  putBytes(id: string, bytes: Uint8Array): void {
    this.#storage.putBytes(id, bytes);
  }

  /** Keeps what was changed since the last commit. Throws if the storage does; then {@link reload}. */
  commit(): void {
    if (this.#changes.length === 0) return;
    const changes = this.#changes;
    this.#changes = [];
    this.#storage.commit(changes);
  }

  /** Forgets what is in memory and reads the storage again. */
  reload(): void {
    const tables: Record<TableName, { clear(): void }> = {
      users: this.users,
      sessions: this.sessions,
      pages: this.pages,
      comments: this.#comments,
      votes: this.votes,
      flags: this.flags,
      blocks: this.blocks,
      notifications: this.notifications,
      subscriptions: this.subscriptions,
      reacts: this.reacts,
      events: this.events,
      uploads: this.uploads,
    };
    for (const table of Object.values(tables)) table.clear();
    this.#threads.clear();
    this.#changes = [];
    for (const { table, value } of this.#storage.load()) {
      // The storage gives back what was put, under the name it was put under.
      (tables[table] as unknown as Table<StoredDocument>).restore(value);
      if (table === 'comments') this.#intoThread(value as CommentDoc);
    }
  }

  close(): void {
    this.#storage.close();
  }

  #intoThread(comment: CommentDoc): void {
    const key = pageKey(comment.tenantId, comment.urlId);
    let thread = this.#threads.get(key);
    if (!thread) this.#threads.set(key, (thread = new Thread()));
    thread.put(comment);
  }
}
