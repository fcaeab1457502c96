/**
 * Shapes that come over the wire and that more than one folder needs. Names are the service's own
 * (`_id`, `commentHTML`); members are the ones a comment thread uses. Source: the service's public
 * OpenAPI document, schemas of the same names.
 */

/** Order of a thread: most relevant, newest first, oldest first. */
export type SortDirection = 'MR' | 'NF' | 'OF';

/** `up` or `down`; heart style uses `up` only. */
export type VoteDirection = 'up' | 'down';

/** A badge beside an author's name. It is an image when `displaySrc` is set, else a label. */
export interface Badge {
  readonly id: string;
  readonly type: number;
  readonly description: string;
  readonly displayLabel?: string | null;
  readonly displaySrc?: string | null;
  readonly backgroundColor?: string | null;
  readonly borderColor?: string | null;
  readonly textColor?: string | null;
  readonly cssClass?: string | null;
}

/** A comment as a viewer sees it. `_id`, `commenterName`, `commentHTML`, `verified` always stand. */
export interface PublicComment {
  readonly _id: string;
  readonly userId?: string | null;
  readonly anonUserId?: string | null;
  readonly commenterName: string;
  readonly commenterLink?: string | null;
  readonly commentHTML: string;
  readonly parentId?: string | null;
  /** ISO 8601, or null. */
  readonly date: string | null;
  readonly votes?: number | null;
  readonly votesUp?: number | null;
  readonly votesDown?: number | null;
  readonly verified: boolean;
  readonly avatarSrc?: string | null;
  readonly hasImages?: boolean;
  readonly isByAdmin?: boolean | null;
  readonly isByModerator?: boolean | null;
  readonly isPinned?: boolean | null;
  readonly isLocked?: boolean | null;
  readonly displayLabel?: string | null;
  readonly rating?: number | null;
  readonly badges?: readonly Badge[] | null;
  readonly viewCount?: number | null;
  readonly isDeleted?: boolean;
  readonly isDeletedUser?: boolean;
  readonly isSpam?: boolean;
  readonly feedbackIds?: readonly string[];
  readonly requiresVerification?: boolean;
  readonly editKey?: string;
  readonly approved?: boolean;
  readonly isUnread?: boolean;
  readonly myVoteId?: string;
  readonly isVotedUp?: boolean;
  readonly isVotedDown?: boolean;
  readonly isFlagged?: boolean;
  readonly isBlocked?: boolean;
  /** Always set in a tree. */
  readonly hasChildren?: boolean;
  /** Descendants included in this response. */
  readonly nestedChildrenCount?: number;
  /** Direct children in total; only in a tree with `countChildren`. */
  readonly childCount?: number;
  /** Direct children included in this response; may be one page of them. */
  readonly children?: readonly PublicComment[];
}

/** A comment inside a live event: raw text too, but nothing that depends on the viewer. */
export interface PubSubComment {
  readonly _id: string;
  readonly userId?: string | null;
  readonly anonUserId?: string | null;
  readonly commenterName?: string;
  readonly commenterLink?: string | null;
  readonly comment?: string;
  readonly commentHTML?: string;
  readonly parentId?: string | null;
  readonly date?: string | null;
  readonly votes?: number | null;
  readonly votesUp?: number | null;
  readonly votesDown?: number | null;
  readonly verified?: boolean;
  readonly approved?: boolean;
  readonly avatarSrc?: string | null;
  readonly isByAdmin?: boolean | null;
  readonly isByModerator?: boolean | null;
  readonly isPinned?: boolean | null;
  readonly isLocked?: boolean | null;
  readonly isSpam?: boolean;
  readonly isDeleted?: boolean;
  readonly isDeletedUser?: boolean;
  readonly displayLabel?: string | null;
  readonly badges?: readonly Badge[] | null;
  readonly hasImages?: boolean;
  readonly hidden?: boolean;
}

/** A vote inside a live event. `direction` is 1 or -1; `createdAt` epoch milliseconds. */
export interface PubSubVote {
  readonly _id: string;
  readonly commentId: string;
  readonly userId?: string | null;
  readonly direction: number;
  readonly createdAt?: number;
}

/** Neighbours of a moved comment, by sort direction: `before` precedes it, `after` follows it. */
export type CommentPositions = Readonly<
  Partial<Record<SortDirection, { readonly before: string | null; readonly after: string | null }>>
>;

/** A notification as it comes live or in the list. */
export interface UserNotification {
  readonly _id: string;
  readonly type: number;
  readonly url: string;
  readonly urlId: string;
  readonly pageTitle?: string | null;
  readonly createdAt: string;
  /** Boolean live, text in the list: test its truth, and `"false"` is false. */
  readonly viewed?: boolean | string;
  readonly optedOut?: boolean;
  readonly relatedObjectId?: string;
  readonly fromCommentId?: string | null;
  readonly fromUserName?: string | null;
  readonly fromUserAvatarSrc?: string | null;
  readonly contextHTML?: string;
  readonly count?: number;
}

interface LiveEventBase {
  /** Epoch milliseconds of the server; absent on presence frames. */
  readonly timestamp?: number;
  /** The writer's id of the call that caused the event. */
  readonly broadcastId?: string;
}

/** A decoded live event: one member for each type a thread acts on. Other types are not decoded. */
export type LiveEvent = LiveEventBase &
  (
    | {
        readonly type: 'new-comment' | 'updated-comment';
        readonly comment: PubSubComment;
        readonly positions?: CommentPositions;
      }
    | { readonly type: 'deleted-comment'; readonly comment: { readonly _id: string } }
    | { readonly type: 'new-vote' | 'deleted-vote'; readonly vote: PubSubVote }
    | {
        readonly type: 'p-u';
        readonly joined: readonly string[];
        readonly left: readonly string[];
        readonly subscribers?: number;
      }
    | { readonly type: 'thread-state-change'; readonly isClosed: boolean }
    | { readonly type: 'update-badges'; readonly userId: string; readonly badges: readonly Badge[] }
    | { readonly type: 'notification'; readonly notification: UserNotification }
    | { readonly type: 'new-config'; readonly config: Readonly<Record<string, unknown>> }
    | { readonly type: 'cvc'; readonly changes: Readonly<Record<string, number>> }
  );

/** Who the server says the visitor is. All members are optional on the wire. */
export interface UserSessionInfo {
  readonly id?: string;
  readonly authorized?: boolean;
  readonly avatarSrc?: string | null;
  readonly badges?: readonly Badge[];
  readonly displayLabel?: string;
  readonly displayName?: string;
  readonly email?: string | null;
  readonly groupIds?: readonly string[];
  readonly hasBlockedUsers?: boolean;
  /** A guest session, with or without a name: not a signed-in account. */
  readonly isAnonSession?: boolean;
  readonly needsTOS?: boolean;
  readonly sessionId?: string | null;
  readonly username?: string;
  readonly websiteUrl?: string;
}

/** `GET /comments/{tenantId}`, decoded. */
export interface CommentsPage {
  readonly comments: readonly PublicComment[];
  readonly user: UserSessionInfo | null;
  readonly pageNumber?: number;
  readonly hasMore?: boolean;
  readonly commentCount?: number;
  readonly urlIdClean?: string;
  readonly tenantIdWS?: string;
  readonly urlIdWS?: string;
  readonly userIdWS?: string;
  /** 0 = presence off, 1 = poll presence. */
  readonly presencePollState?: number;
  readonly customConfig?: Readonly<Record<string, unknown>>;
  readonly notificationCount?: number;
  readonly isSiteAdmin?: boolean;
  readonly isClosed?: boolean;
  readonly isDemo?: boolean;
  readonly hasBillingIssue?: boolean;
  readonly includesPastPages?: boolean;
  /** Epoch milliseconds, or null. */
  readonly lastGenDate?: number | null;
  /** A localised notice that does not block. */
  readonly translatedWarning?: string;
}
