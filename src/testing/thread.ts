import type { SortDirection } from '../core/index.js';
import type { CommentDoc } from './documents.js';

/** Milliseconds of age that doubling a comment's score makes up for in "most relevant". */
const SCORE_WORTH = 12 * 3_600_000;

/**
 * How relevant a comment is: its date, moved by 12 hours for every doubling of its score. Only
 * grows with votes, needs no clock, and is total because dates differ.
 */
function relevance(comment: Pick<CommentDoc, 'date' | 'votesUp' | 'votesDown'>): number {
  const score = comment.votesUp - comment.votesDown;
  return comment.date + Math.sign(score) * Math.log2(1 + Math.abs(score)) * SCORE_WORTH;
}

/** Puts comments that stand in order of their dates into another order; returns a new array. */
export function order(comments: readonly CommentDoc[], direction: SortDirection): CommentDoc[] {
  switch (direction) {
    case 'OF':
      return [...comments];
    case 'NF':
      return comments.toReversed();
    case 'MR':
      return comments
        .map((comment) => ({ comment, relevance: relevance(comment) }))
        .sort((a, b) => b.relevance - a.relevance || b.comment.date - a.comment.date)
        .map(({ comment }) => comment);
  }
}

/** Pinned comments first, the order kept otherwise. */
export function pinnedFirst(comments: CommentDoc[]): CommentDoc[] {
  if (!comments.some((comment) => comment.isPinned)) return comments;
  return [
    ...comments.filter((comment) => comment.isPinned),
    ...comments.filter((comment) => !comment.isPinned),
  ];
}

/** Whether only its author and moderators may see a comment. */
export function isHidden(comment: Pick<CommentDoc, 'approved' | 'isSpam'>): boolean {
  return !comment.approved || comment.isSpam;
}

/** The comments of one page as a tree, kept in order of their dates. */
export class Thread {
  readonly #byId = new Map<string, CommentDoc>();
  readonly #children = new Map<string | null, CommentDoc[]>();
  readonly #hidden = new Set<string>();
  #lastDate = 0;

  get size(): number {
    return this.#byId.size;
  }

  /** How many comments not everybody may see. */
  get hiddenCount(): number {
    return this.#hidden.size;
  }

  get(id: string): CommentDoc | undefined {
    return this.#byId.get(id);
  }

  all(): IterableIterator<CommentDoc> {
    return this.#byId.values();
  }

  /** The direct children, oldest first; the top level for null. Not to be changed. */
  children(parentId: string | null): readonly CommentDoc[] {
    return this.#children.get(parentId) ?? [];
  }

  /** `now`, or the first later millisecond in which no comment of this page was written. */
  nextDate(now: number): number {
    return Math.max(now, this.#lastDate + 1);
  }

  /** Takes in a comment, or notices that one changed. */
  put(comment: CommentDoc): void {
    if (isHidden(comment)) this.#hidden.add(comment._id);
    else this.#hidden.delete(comment._id);
    if (this.#byId.has(comment._id)) return;
    this.#byId.set(comment._id, comment);
    this.#lastDate = Math.max(this.#lastDate, comment.date);
    const siblings = this.#children.get(comment.parentId);
    if (!siblings) {
      this.#children.set(comment.parentId, [comment]);
      return;
    }
    let at = siblings.length;
    while (at > 0 && (siblings[at - 1]?.date ?? 0) > comment.date) at -= 1;
    siblings.splice(at, 0, comment);
  }

  remove(comment: CommentDoc): void {
    this.#hidden.delete(comment._id);
    this.#byId.delete(comment._id);
    const siblings = this.#children.get(comment.parentId);
    const at = siblings?.indexOf(comment) ?? -1;
    if (siblings && at >= 0) siblings.splice(at, 1);
    if (siblings?.length === 0) this.#children.delete(comment.parentId);
  }

  /** Everything below a comment, parents before their children. */
  descendants(id: string): CommentDoc[] {
    const found: CommentDoc[] = [...this.children(id)];
    for (const comment of found) found.push(...this.children(comment._id));
    return found;
  }

  /** The chain of parents, nearest first. */
  ancestors(comment: CommentDoc): CommentDoc[] {
    const found: CommentDoc[] = [];
    let parent = comment.parentId === null ? undefined : this.get(comment.parentId);
    while (parent) {
      found.push(parent);
      parent = parent.parentId === null ? undefined : this.get(parent.parentId);
    }
    return found;
  }
}
