/**
 * What the calls of the service answer with, beside the page of comments (`CommentsPage`). Names are
 * the service's own. Source: the service's public OpenAPI document.
 */
import type {
  CommentPositions,
  CommentsPage,
  PublicComment,
  UserNotification,
  UserSessionInfo,
} from './wire.js';

/** An answer that says no more than that it worked. */
export interface Acknowledged {
  /** `ignored-since-impersonated` or the like: the call was taken and had no effect. */
  readonly code?: string;
  /** As `code`, on the calls about notifications (`ignored-since-impersonated`, `demo-noop`). */
  readonly note?: string;
}

/** A posted comment. */
export interface SavedComment {
  /** Bears `editKey` when the visitor is not signed in. */
  readonly comment: PublicComment;
  /** To be merged into what is known of the visitor: it may leave members out. */
  readonly user: UserSessionInfo | null;
  readonly userIdWS?: string;
  /** Fresh configuration; to be merged like any other. */
  readonly customConfig?: Readonly<Record<string, unknown>>;
}

/** The raw text of a comment. */
export interface CommentText {
  readonly commentText: string;
  readonly sanitizedCommentText?: string;
}

/** An edited comment: all the service says about it. */
export interface EditedComment {
  readonly comment: { readonly approved: boolean; readonly commentHTML: string };
}

/** A deleted comment: gone with its replies (`hardRemoved`), or a placeholder made of `comment`. */
export interface DeletedComment {
  readonly hardRemoved: boolean;
  readonly comment?: {
    readonly isDeleted?: boolean;
    readonly commentHTML: string;
    readonly commenterName: string;
    readonly userId?: string | null;
  };
}

/** A vote. `pending-verification` is kept by the service but not counted yet. */
export interface SavedVote {
  readonly status: 'success' | 'pending-verification';
  readonly voteId?: string;
  readonly isVerified?: boolean;
  /** Lets the visitor take the vote back without being known. */
  readonly editKey?: string;
  readonly user?: { readonly sessionId?: string | null };
}

/** A removed vote. `wasPendingVote`: it was never counted. */
export interface RemovedVote {
  readonly wasPendingVote?: boolean;
}

/** Names of those who voted. */
export interface VoterNames {
  readonly voteUserNames: readonly string[];
  readonly hasMore: boolean;
}

/** Where a comment stands after pinning or unpinning. */
export interface PinnedComment {
  readonly commentPositions: CommentPositions;
}

/** Comment id → is it blocked for the visitor now. */
export interface BlockedComments {
  readonly commentStatuses: Readonly<Record<string, boolean>>;
}

/** `GET /comments-for-user`. */
export interface UserCommentsPage extends CommentsPage {
  readonly moderatingTenantIds?: readonly string[];
}

/** One entry of the event log; `data` is the JSON text of a live event. */
export interface EventLogEntry {
  readonly _id?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly tenantId?: string;
  readonly urlId?: string;
  readonly broadcastId?: string;
  readonly data: string;
}

/** The event log between two times; `decodeEventLog` makes events of it. */
export interface EventLog {
  readonly events: readonly EventLogEntry[];
}

/** User id → is the user on the page now. */
export interface PresenceStatuses {
  readonly userIdsOnline: Readonly<Record<string, boolean>>;
}

/** A user of a page. */
export interface PageUser {
  readonly id: string;
  readonly displayName: string;
  readonly avatarSrc?: string;
  readonly isPrivate?: boolean;
}

/** Users by their ids. */
export interface PageUsers {
  readonly users: readonly PageUser[];
}

/** One page of users, and what to ask for the next with (null: there is none). */
export interface PageUsersList extends PageUsers {
  readonly nextAfterUserId: string | null;
  readonly nextAfterName: string | null;
}

/** One page of the users that are on the page now. */
export interface OnlineUsers extends PageUsersList {
  readonly totalCount: number;
  readonly anonCount: number;
}

/** A page of the site that has a thread. `updatedAt` is epoch milliseconds. */
export interface PublicPage {
  readonly urlId: string;
  readonly url: string;
  readonly title: string;
  readonly commentCount: number;
  readonly updatedAt: number;
}

/** Pages of the site, and the cursor of the next ones (null: there are none). */
export interface PublicPages {
  readonly pages: readonly PublicPage[];
  readonly nextCursor: string | null;
}

/** The visitor's notifications. */
export interface Notifications {
  readonly notifications: readonly UserNotification[];
  /** Whether the visitor is subscribed to the page; means nothing without `urlId` in the call. */
  readonly isSubscribed: boolean;
  readonly hasMore: boolean;
  readonly translations?: Readonly<Record<string, string>>;
}

/** How many notifications are unread. */
export interface NotificationCount {
  readonly count: number;
}

/** What a change of notifications did; `note` instead of counts means: ignored. */
export interface NotificationsChanged extends Acknowledged {
  readonly matchedCount?: number;
  readonly modifiedCount?: number;
}

/** Reactions to the page: how many of each, and which the visitor gave. */
export interface PageReacts {
  readonly counts?: Readonly<Record<string, number>>;
  readonly reactedIds?: readonly string[];
}

/** Names of those who gave one reaction. */
export interface PageReactUsers {
  readonly userNames: readonly string[];
}

/** Likes of the page (the older form of reactions). */
export interface PageLikes {
  readonly didLike: boolean;
  readonly likeCount: number;
  readonly commentCount: number;
  readonly urlIdWS?: string;
}

/** An uploaded image in one size (`url`) or several (`media`, widths and heights in px). */
export interface UploadedImage {
  readonly url?: string;
  readonly media?: readonly { readonly w: number; readonly h: number; readonly src: string }[];
}

/** A GIF of the picker: address, width and height in px. */
export type Gif = readonly [src: string, width: number, height: number];

/** One page of GIFs, 25 at most. */
export interface Gifs {
  readonly images: readonly Gif[];
}

/** The address of a GIF in its full size. */
export interface GifLarge {
  readonly src: string;
}

/** Somebody who can be mentioned. */
export interface UserSearchResult {
  readonly id: string;
  readonly name: string;
  readonly displayName?: string;
  readonly avatarSrc?: string | null;
  readonly type: 'user' | 'sso';
}

/** Found users under one heading (`moderators`, `onThisPage`, `onThisSite`). */
export interface UserSearchSection {
  readonly section: string;
  readonly users: readonly UserSearchResult[];
}

/** Found users: flat, or in sections. The service decides which. */
export interface FoundUsers {
  readonly users?: readonly UserSearchResult[];
  readonly sections?: readonly UserSearchSection[];
}

/** Texts of the service by key. */
export interface Translations {
  readonly translations: Readonly<Record<string, string>>;
}
