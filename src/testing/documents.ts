/** What the server keeps: one interface for each kind of document. Plain JSON, so that any storage can hold it. */
import type { Badge } from '../core/index.js';

/** Every document has an id that is unique in its table. */
export interface StoredDocument {
  readonly _id: string;
}

/**
 * Who did something, as one text: `u:<account id>` or `a:<anonymous id>`. The prefix keeps a visitor
 * from passing an account's id as an anonymous one.
 */
export type ActorKey = string;

/** An account: somebody known through SSO, or signed in on this server. `_id` is `<tenantId>:<id>`. */
export interface UserDoc extends StoredDocument {
  tenantId: string;
  username: string;
  displayName: string | null;
  email: string | null;
  avatarSrc: string | null;
  websiteUrl: string | null;
  displayLabel: string | null;
  groupIds: string[];
  badges: Badge[];
  isAdmin: boolean;
  isModerator: boolean;
  /** Whether the account came through SSO. */
  isSSO: boolean;
  isProfileActivityPrivate: boolean;
  isProfileCommentsPrivate: boolean;
  isProfileDMDisabled: boolean;
  /** The unguessable part of `userIdWS`. */
  wsKey: string;
}

/** A browser the server knows by cookie or `sessionId`; `_id` is that secret. */
export interface SessionDoc extends StoredDocument {
  /** What stands as `anonUserId` on this session's comments. */
  anonId: string;
  /** The account, once signed in. */
  userId: string | null;
  username: string | null;
  email: string | null;
  websiteUrl: string | null;
  avatarSrc: string | null;
  /** Whether the owner of the e-mail followed the mailed link. */
  verified: boolean;
  createdAt: number;
}

/** What an owner sets for one page. Everything absent is inherited. */
export interface PageSettings {
  title?: string;
  url?: string;
  /** No new comments; votes and deleting stay allowed. */
  isClosed?: boolean;
  /** New comments wait until somebody approves them. */
  approveByHand?: boolean;
  /** Members of the service's `customConfig`, over the tenant's. */
  config?: Record<string, unknown>;
}

/** A page that was written to or configured; `_id` is its {@link pageKey}. */
export interface PageDoc extends StoredDocument, PageSettings {
  tenantId: string;
  urlId: string;
  updatedAt: number;
}

/** A tag in a comment and the page it leads to. */
export interface HashTag {
  id: string;
  tag: string;
  url: string | null;
}

/** Somebody named in a comment. */
export interface Mention {
  id: string;
  tag: string;
}

/** A comment with all that viewers may not see of it. */
export interface CommentDoc extends StoredDocument {
  tenantId: string;
  urlId: string;
  url: string;
  pageTitle: string | null;
  userId: string | null;
  anonUserId: string | null;
  email: string | null;
  /** The session it was written in; its verification verifies the comment. */
  sessionId: string | null;
  commenterName: string;
  commenterLink: string | null;
  avatarSrc: string | null;
  text: string;
  html: string;
  hasImages: boolean;
  hasLinks: boolean;
  hasCode: boolean;
  mentions: Mention[];
  hashTags: HashTag[];
  parentId: string | null;
  /** Epoch milliseconds; no two comments of a page share one. */
  date: number;
  votesUp: number;
  votesDown: number;
  verified: boolean;
  requiresVerification: boolean;
  approved: boolean;
  isSpam: boolean;
  isDeleted: boolean;
  isDeletedUser: boolean;
  isByAdmin: boolean;
  isByModerator: boolean;
  isPinned: boolean;
  isLocked: boolean;
  displayLabel: string | null;
  /** Badges of an author without an account; an account's own come first. */
  badges: Badge[];
  rating: number | null;
  feedbackIds: string[];
  viewCount: number;
  flagCount: number;
  /** Absent on comments of accounts. */
  editKey: string | null;
  locale: string | null;
}

/** A vote, counted or waiting for its voter's e-mail to be verified. */
export interface VoteDoc extends StoredDocument {
  tenantId: string;
  urlId: string;
  commentId: string;
  actor: ActorKey;
  userId: string | null;
  sessionId: string | null;
  name: string | null;
  direction: 1 | -1;
  editKey: string;
  pending: boolean;
  createdAt: number;
}

/** One viewer's flag on one comment; `_id` is `<actor>|<commentId>`. */
export interface FlagDoc extends StoredDocument {
  actor: ActorKey;
  commentId: string;
}

/** One viewer's block of one author; `_id` is `<actor>|<author>`. */
export interface BlockDoc extends StoredDocument {
  actor: ActorKey;
  /** `u:…`, `a:…` or `e:<e-mail>`. */
  author: string;
}

/** Something that happened to somebody; `_id` is unique per recipient. */
export interface NotificationDoc extends StoredDocument {
  tenantId: string;
  recipient: ActorKey;
  urlId: string;
  url: string;
  pageTitle: string | null;
  /** 0 reply, 1 reply further down, 2 vote, 3 new comment on a page, 7 mention. */
  type: 0 | 1 | 2 | 3 | 7;
  /** The recipient's own comment, or the new one where there is none. */
  relatedObjectId: string;
  createdAt: number;
  viewed: boolean;
  /** Whether the bell already counted it away. */
  counted: boolean;
  /** Whether its comment was already marked unread in one load. */
  shown: boolean;
  optedOut: boolean;
  fromCommentId: string | null;
  fromVoteId: string | null;
  fromUserId: string | null;
  fromUserName: string | null;
  fromUserAvatarSrc: string | null;
}

/**
 * What somebody wants to hear about; `_id` is `<actor>|page|<pageKey>` (told of new comments) or
 * `<actor>|mute|<commentId>` (no longer told of replies).
 */
export interface SubscriptionDoc extends StoredDocument {
  actor: ActorKey;
  target: string;
}

/** One visitor's reaction to one page; `_id` is `<actor>|<pageKey>|<reactId>`. */
export interface ReactDoc extends StoredDocument {
  actor: ActorKey;
  page: string;
  reactId: string;
  name: string | null;
}

/** A logged live event. */
export interface EventDoc extends StoredDocument {
  tenantId: string;
  urlId: string;
  createdAt: number;
  broadcastId: string;
  /** The event as JSON. */
  data: string;
}

/** An uploaded image; its bytes are kept beside it under the same id. */
export interface UploadDoc extends StoredDocument {
  type: string;
  width: number;
  height: number;
}

/** The tables and what is in them. */
export interface Documents {
  users: UserDoc;
  sessions: SessionDoc;
  pages: PageDoc;
  comments: CommentDoc;
  votes: VoteDoc;
  flags: FlagDoc;
  blocks: BlockDoc;
  notifications: NotificationDoc;
  subscriptions: SubscriptionDoc;
  reacts: ReactDoc;
  events: EventDoc;
  uploads: UploadDoc;
}

/** Name of a table. */
export type TableName = keyof Documents;

/** One page of one tenant, as a key. */
export function pageKey(tenantId: string, urlId: string): string {
  return `${tenantId}:${urlId}`;
}

/** The author of a comment as an {@link ActorKey}, or null for a completely anonymous one. */
export function authorKey(comment: Pick<CommentDoc, 'userId' | 'anonUserId'>): ActorKey | null {
  if (comment.userId !== null) return `u:${comment.userId}`;
  return comment.anonUserId === null ? null : `a:${comment.anonUserId}`;
}
