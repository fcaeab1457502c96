/**
 * The service as the store sees it, as small as it can be: comments, votes, flags, blocks and pins in
 * memory, pages of them for one visitor, and an event for everything that changes.
 */
import type {
  LiveEvent,
  PubSubComment,
  PublicComment,
  SortDirection,
} from '../../src/core/index.js';

/** Who looks at the thread, by the anonymous id. */
export const visitorId = 'me';

interface Doc {
  readonly id: string;
  readonly parentId: string | null;
  readonly author: string;
  readonly date: number;
  text: string;
  isPinned: boolean;
  /** Vote ids and directions by voter. */
  readonly votes: Map<string, { readonly id: string; readonly direction: 1 | -1 }>;
}

/** What a page is asked for with. */
export interface ReadQuery {
  readonly parentId: string | null;
  readonly skip: number;
  readonly limit: number;
  readonly limitChildren: number;
  readonly depth: number;
  readonly direction: SortDirection;
}

/** A page as the visitor gets it. */
export interface ReadAnswer {
  readonly comments: PublicComment[];
  readonly hasMore: boolean;
  /** Of the whole thread. */
  readonly count: number;
}

/** One server. Time is told to it. */
export class ServerModel {
  /** Everything that was ever told to everybody, oldest first. */
  readonly log: LiveEvent[] = [];
  readonly flags = new Set<string>();
  readonly blocked = new Set<string>();
  readonly #docs = new Map<string, Doc>();
  readonly #children = new Map<string | null, Doc[]>();
  #lastId = 0;
  #lastDate = 0;
  #lastTold = 0;

  /** Ids of what is there, oldest first. */
  ids(filter: (doc: Readonly<Doc>) => boolean = () => true): string[] {
    return [...this.#docs.values()].filter(filter).map(({ id }) => id);
  }

  has(id: string): boolean {
    return this.#docs.has(id);
  }

  post(author: string, text: string, parentId: string | null, at: number, broadcastId?: string) {
    if (parentId !== null && !this.#docs.has(parentId)) return null;
    this.#lastDate = Math.max(at, this.#lastDate + 1);
    const id = `c${++this.#lastId}`;
    const doc: Doc = { id, parentId, author, date: this.#lastDate, text, isPinned: false, votes: new Map() }; // prettier-ignore
    this.#docs.set(id, doc);
    const siblings = this.#children.get(parentId);
    if (siblings) siblings.push(doc);
    else this.#children.set(parentId, [doc]);
    this.#tell({ type: 'new-comment', comment: this.#live(doc) }, at, broadcastId);
    return this.#show(doc);
  }

  edit(id: string, text: string, at: number, broadcastId?: string): PublicComment | null {
    const doc = this.#docs.get(id);
    if (!doc) return null;
    doc.text = text;
    this.#tell({ type: 'updated-comment', comment: this.#live(doc) }, at, broadcastId);
    return this.#show(doc);
  }

  remove(id: string, at: number, broadcastId?: string): boolean {
    const doc = this.#docs.get(id);
    if (!doc) return false;
    this.#drop(doc);
    const siblings = this.#children.get(doc.parentId) ?? [];
    siblings.splice(siblings.indexOf(doc), 1);
    this.#tell({ type: 'deleted-comment', comment: { _id: id } }, at, broadcastId);
    return true;
  }

  /** Sets a voter's vote; returns the id of the one that stands now, null if there is no such comment. */
  vote(id: string, voter: string, wish: -1 | 0 | 1, at: number, broadcastId?: string) {
    const doc = this.#docs.get(id);
    if (!doc) return null;
    const before = doc.votes.get(voter);
    if ((before?.direction ?? 0) === wish) return { voteId: before?.id };
    if (before) {
      doc.votes.delete(voter);
      this.#tellVote('deleted-vote', doc, before, at, broadcastId);
    }
    if (wish === 0) return { voteId: undefined };
    const vote = { id: `v${++this.#lastId}`, direction: wish };
    doc.votes.set(voter, vote);
    this.#tellVote('new-vote', doc, vote, at, broadcastId);
    return { voteId: vote.id };
  }

  pin(id: string, isPinned: boolean, at: number): void {
    const doc = this.#docs.get(id);
    if (!doc || doc.isPinned === isPinned) return;
    doc.isPinned = isPinned;
    const positions = Object.fromEntries(
      (['OF', 'NF', 'MR'] as const).map((direction) => {
        const sorted = this.#sorted(null, direction);
        const index = sorted.indexOf(doc);
        const neighbours = {
          before: sorted[index - 1]?.id ?? null,
          after: sorted[index + 1]?.id ?? null,
        };
        return [direction, neighbours];
      }),
    );
    this.#tell({ type: 'updated-comment', comment: this.#live(doc), positions }, at);
  }

  /** Blocks or unblocks the author of a comment; returns which of all comments are blocked now. */
  block(id: string, isOn: boolean, asked: readonly string[]): Record<string, boolean> | null {
    const doc = this.#docs.get(id);
    if (!doc) return null;
    if (isOn) this.blocked.add(doc.author);
    else this.blocked.delete(doc.author);
    return Object.fromEntries(
      asked.map((each) => [each, this.blocked.has(this.#docs.get(each)?.author ?? '')]),
    );
  }

  read({ depth, direction, limit, limitChildren, parentId, skip }: ReadQuery): ReadAnswer {
    const show = (doc: Doc, levels: number): PublicComment => {
      const replies = this.#children.get(doc.id) ?? [];
      const shown = { ...this.#show(doc), hasChildren: replies.length > 0, childCount: replies.length }; // prettier-ignore
      if (levels === 0 || replies.length === 0) return shown;
      const children = this.#sorted(doc.id, direction).slice(0, limitChildren);
      return { ...shown, children: children.map((child) => show(child, levels - 1)) };
    };
    const list = this.#sorted(parentId, direction);
    return {
      comments: list.slice(skip, skip + limit).map((doc) => show(doc, depth)),
      hasMore: skip + limit < list.length,
      count: this.#docs.size,
    };
  }

  #sorted(parentId: string | null, direction: SortDirection): Doc[] {
    const list = this.#children.get(parentId) ?? [];
    const score = ({ date, votes }: Doc) => {
      let sum = 0;
      for (const { direction: way } of votes.values()) sum += way;
      return date + sum * 5000;
    };
    const sorted =
      direction === 'OF'
        ? [...list]
        : direction === 'NF'
          ? list.toReversed()
          : [...list].sort((a, b) => score(b) - score(a) || b.date - a.date);
    if (parentId !== null) return sorted;
    return [...sorted.filter((doc) => doc.isPinned), ...sorted.filter((doc) => !doc.isPinned)];
  }

  #drop(doc: Doc): void {
    for (const child of this.#children.get(doc.id) ?? []) this.#drop(child);
    this.#children.delete(doc.id);
    this.#docs.delete(doc.id);
  }

  #shared({ author, date, id, isPinned, parentId, text, votes }: Doc) {
    let votesUp = 0;
    for (const { direction } of votes.values()) if (direction === 1) votesUp++;
    const votesDown = votes.size - votesUp;
    return {
      _id: id,
      anonUserId: author,
      commenterName: author,
      commentHTML: text,
      parentId,
      date: new Date(date).toISOString(),
      verified: true,
      isPinned,
      votes: votesUp - votesDown,
      votesUp,
      votesDown,
    };
  }

  #live(doc: Doc): PubSubComment {
    return this.#shared(doc);
  }

  #show(doc: Doc): PublicComment {
    const own = doc.votes.get(visitorId);
    return {
      ...this.#shared(doc),
      ...(own && { myVoteId: own.id, isVotedUp: own.direction === 1, isVotedDown: own.direction === -1 }), // prettier-ignore
      ...(this.flags.has(doc.id) && { isFlagged: true }),
      ...(this.blocked.has(doc.author) && { isBlocked: true }),
    };
  }

  #tellVote(
    type: 'new-vote' | 'deleted-vote',
    doc: Doc,
    vote: { readonly id: string; readonly direction: 1 | -1 },
    at: number,
    broadcastId?: string,
  ): void {
    const { direction, id } = vote;
    this.#tell({ type, vote: { _id: id, commentId: doc.id, direction } }, at, broadcastId);
  }

  #tell(event: LiveEvent, at: number, broadcastId?: string): void {
    // No two in one millisecond.
    const timestamp = (this.#lastTold = Math.max(at, this.#lastTold + 1));
    this.log.push({ ...event, timestamp, ...(broadcastId !== undefined && { broadcastId }) });
  }
}
