/**
 * Operations: what the visitor has asked for and the server has not settled yet. They lie over the
 * confirmed state; what is on the screen is the one folded with the other.
 */
import type { Failure } from '../core/index.js';
import type { CommentId } from './thread-state.js';

/** What the visitor wrote. */
export interface Draft {
  readonly text: string;
  readonly name?: string;
  readonly email?: string;
  readonly link?: string;
  readonly hasConsented?: boolean;
  readonly mentions?: readonly {
    readonly id: string;
    readonly tag: string;
    readonly type?: 'user' | 'sso';
  }[];
}

/** A comment on its way. */
export interface PostOperation {
  readonly kind: 'post';
  readonly id: string;
  readonly parentId: CommentId | null;
  draft: Draft;
  /** `checking`: the answer was lost and the comment is looked for. */
  state: 'sending' | 'checking' | 'waiting' | 'failed';
  failure: Failure | null;
  /** Epoch milliseconds of the visitor's clock, for show. */
  readonly date: number;
  /** Monotonic time of the first sending. */
  readonly startedAt: number;
  /** Whether a call for it ever left without a definite refusal. */
  mayHaveArrived: boolean;
  /** Greatest server time known when it was written, epoch milliseconds: it cannot be older. */
  readonly since: number;
}

/** A new text for a comment. */
export interface EditOperation {
  readonly kind: 'edit';
  readonly id: string;
  readonly commentId: CommentId;
  readonly text: string;
}

/** A deletion. */
export interface DeleteOperation {
  readonly kind: 'delete';
  readonly id: string;
  readonly commentId: CommentId;
}

/** A wish for one of a comment's switches. Rapid changes collapse into the last one. */
export interface WishOperation {
  readonly kind: 'vote' | 'flag' | 'block' | 'pin' | 'lock';
  readonly id: string;
  readonly commentId: CommentId;
  /** Votes: -1, 0, 1. Switches: 1 on, 0 off. */
  wish: -1 | 0 | 1;
  /** A call is under way. */
  isSending: boolean;
  /** Whether an earlier call may have done it: its answer was lost. */
  mayHaveArrived?: boolean;
  /** Who votes, where the thread asks for it. */
  voter?: { readonly name?: string | undefined; readonly email?: string | undefined } | undefined;
}

/** Anything pending. */
export type Operation = PostOperation | EditOperation | DeleteOperation | WishOperation;

/** The id of a wish: one per comment and kind, so that there can be no second. */
export function wishId(kind: WishOperation['kind'], commentId: CommentId): string {
  return `${kind}:${commentId}`;
}
