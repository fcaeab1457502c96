/**
 * A visitor's store, fed by a `ServerModel` through a network that loses, delays, repeats and
 * reorders. Nothing here waits: what is on its way lies in lists until a schedule lets it arrive.
 *
 * Longer than a file should be: each act needs its sending, its answer and its loss.
 */
import type { LiveEvent } from '../../src/core/index.js';
import {
  answerBroadcast, applyEvent, authorsOf, beginChange, beginPost, beginWish, discardPost, doubtList, endChange, endWish,
  isWishOpen, mergeList, nextSkip, registerBroadcast, revealHeld, sameAuthor, settleBlock, settleDelete,
  settleEdit, settlePost, settleSwitch, settleVote, takeListDoubt,
} from '../../src/store/changes.js'; // prettier-ignore
import {
  branchOf,
  createThreadState,
  heldCount,
  insertPage,
  remainingOf,
  type Branch,
  type Entry,
  type ThreadState,
  type WishOperation,
} from '../../src/store/index.js';
import type { SortDirection } from '../../src/core/index.js';
import { visitorId, type ReadAnswer, type ReadQuery, type ServerModel } from './server-model.js';

/** An answer on its way; it arrives, or is lost. */
interface Answer {
  readonly arrive: () => void;
  readonly lose: () => void;
}

const pageSize = 4;
const repliesPageSize = 2;
/** How often a page that does not join on is asked for again. */
const stepsBack = 6;

/** One visitor's store and what is on its way to it. */
export class ClientModel {
  readonly state: ThreadState;
  /** Milliseconds of the visitor's monotonic clock. */
  now = 0;
  /** Answers on their way. */
  readonly answers: Answer[] = [];
  /** Events on their way, with the time they were sent. */
  readonly events: { readonly event: LiveEvent; readonly sentAt: number }[] = [];
  readonly #server: ServerModel;
  readonly #direction: SortDirection;
  #heard = 0;
  /** Events before the first read: the log is asked for from there on. */
  readonly #before: number;
  #lastId = 0;
  #isGapped = false;

  constructor(server: ServerModel, direction: SortDirection) {
    this.#server = server;
    this.#direction = direction;
    this.state = createThreadState({ defaultSortDirection: direction, pageSize, repliesPageSize });
    this.state.viewer = { ...this.state.viewer, anonUserId: visitorId, isKnownToReads: true };
    this.#before = this.#heard = server.log.length;
    this.#read({ parentId: null, skip: 0, limit: pageSize, depth: 1 }, (answer, query, at) => {
      const { skip, limit, limitChildren, parentId } = query;
      const request = { parentId, skip, limit, limitChildren, startedAt: at };
      insertPage(this.state, answer.comments, request, this.now, answer.hasMore);
      this.#takeCount(answer.count, at);
    });
  }

  /** The service's clock. */
  get serverTime(): number {
    return 1_700_000_000_000 + this.now;
  }

  /** What happened since goes onto the socket. */
  hear(): void {
    for (; this.#heard < this.#server.log.length; this.#heard++) {
      const event = this.#server.log[this.#heard];
      if (event) this.events.push({ event, sentAt: this.now });
    }
  }

  /** Lets time pass. No event takes longer than the store reckons with. */
  pass(ms: number): void {
    for (let left = ms; left > 0; left -= 1000) {
      this.now += Math.min(left, 1000);
      while (this.events[0] && this.now - this.events[0].sentAt > 8000) this.arriveEvent();
    }
  }

  /** The next event arrives, once or twice; or it is lost, and only the log has it. */
  arriveEvent(fate: 'once' | 'twice' | 'lost' = 'once'): void {
    const next = this.events.shift();
    if (!next) return;
    if (fate === 'lost') {
      this.#isGapped = true;
      return;
    }
    for (let time = 0; time < (fate === 'twice' ? 2 : 1); time++) {
      applyEvent(this.state, next.event, 'socket', this.now);
    }
  }

  /** Asks for the log as it is now. */
  askLog(): void {
    const events = this.#server.log.slice(this.#before);
    this.#isGapped = false;
    this.answers.push({
      arrive: () => {
        for (const event of events) applyEvent(this.state, event, 'log', this.now);
      },
      lose: () => {
        this.#isGapped = true;
      },
    });
  }

  more(parentId: string | null): void {
    const { state } = this;
    const branch = branchOf(state, parentId);
    if (branch.loading === 'loading' || !branch.hasMore) return;
    branch.loading = 'loading';
    this.#morePages(parentId, branch, nextSkip(state, branch), 0);
  }

  #morePages(parentId: string | null, branch: Branch, skip: number, step: number): void {
    const size = parentId === null ? pageSize : repliesPageSize;
    const query = { parentId, skip, limit: size + (skip > 0 ? 1 : 0), depth: 1 };
    const failed = () => (branch.loading = 'failed');
    this.#read(
      query,
      (answer, asked, at) => {
        const expected = branch.total;
        const inserted = this.#merge(answer, asked, at, false);
        if (parentId === null) this.#takeCount(answer.count, at);
        const isStuck = inserted.added.length === 0 && branch.hasMore;
        if (step < stepsBack && (!inserted.isContiguous || isStuck)) {
          branch.loading = 'loading';
          const next = inserted.isContiguous
            ? skip + Math.max(1, answer.comments.length - 1)
            : Math.max(0, skip - size);
          this.#morePages(parentId, branch, next, step + 1);
          return;
        }
        // As the session does when the end of a list is reached.
        const held = branch.head.length + branch.tail.length + branch.held.length;
        const isMissing = (expected ?? 0) > held;
        if (!branch.hasMore && (takeListDoubt(branch) || this.#direction === 'MR' || isMissing))
          this.#sweep(parentId, false);
      },
      failed,
    );
  }

  #sweep(parentId: string | null, isRefresh: boolean, fail?: () => void): void {
    this.#read(
      { parentId, skip: 0, limit: 1000, depth: 0 },
      (answer, query, at) => this.#merge(answer, query, at, isRefresh),
      () => {
        if (!isRefresh) {
          branchOf(this.state, parentId).hasMore = true;
          doubtList(branchOf(this.state, parentId));
        }
        fail?.();
      },
    );
  }

  /** Reads again what is in doubt. */
  settleDoubts(): void {
    const doubts = [...this.state.doubts];
    this.state.doubts.clear();
    const parents = new Set<string | null>();
    for (const id of doubts) {
      const entry = this.state.entries.get(id);
      if (entry) parents.add(entry.parentId);
      else if (id !== 'count' && this.state.reads > 0) this.state.doubts.add(id);
    }
    // What could not be read stays in doubt.
    const keep = () => {
      for (const id of doubts) this.state.doubts.add(id);
    };
    for (const parentId of parents) this.#sweep(parentId, true, keep);
    if (doubts.includes('count')) {
      this.#read(
        { parentId: null, skip: 0, limit: 1, depth: 0 },
        (answer, _query, at) => {
          this.#takeCount(answer.count, at);
        },
        keep,
      );
    }
  }

  reveal(parentId: string | null): void {
    revealHeld(this.state, parentId);
  }

  post(text: string, parentId: string | null, isRefused: boolean): void {
    const { state } = this;
    const id = `p${++this.#lastId}`;
    const post = beginPost(state, { id, parentId, draft: { text }, date: 0, since: 0 }, false, this.now); // prettier-ignore
    const broadcastId = this.#broadcast(id);
    const made = isRefused
      ? null
      : this.#server.post(visitorId, text, parentId, this.serverTime, broadcastId);
    this.#answer(() => {
      if (!made) {
        discardPost(state, post);
        return;
      }
      answerBroadcast(state, broadcastId);
      settlePost(state, post, { ...made, editKey: `key ${made._id}` }, this.now);
    }, made === null);
  }

  vote(entry: Entry, wish: -1 | 0 | 1): void {
    const operation = beginWish(this.state, 'vote', entry, wish);
    if (operation && !operation.isSending) this.#sendWish(operation);
  }

  setSwitch(kind: 'flag' | 'block', entry: Entry, isOn: boolean): void {
    const operation = beginWish(this.state, kind, entry, isOn ? 1 : 0);
    if (operation && !operation.isSending) this.#sendWish(operation);
  }

  edit(id: string, text: string): void {
    const operation = { kind: 'edit', id: `edit:${id}`, commentId: id, text } as const;
    beginChange(this.state, operation);
    const broadcastId = this.#broadcast(operation.id);
    const edited = this.#server.edit(id, text, this.serverTime, broadcastId);
    this.#answer(() => {
      answerBroadcast(this.state, broadcastId);
      if (this.state.operations.get(operation.id) !== operation) return;
      endChange(this.state, operation);
      const entry = this.state.entries.get(id);
      if (edited && entry) settleEdit(this.state, entry, edited, this.now);
    }, edited === null);
  }

  remove(id: string): void {
    const operation = { kind: 'delete', id: `delete:${id}`, commentId: id } as const;
    beginChange(this.state, operation);
    const broadcastId = this.#broadcast(operation.id);
    const isGone = this.#server.remove(id, this.serverTime, broadcastId);
    this.#answer(() => {
      answerBroadcast(this.state, broadcastId);
      endChange(this.state, operation);
      const entry = this.state.entries.get(id);
      if (entry) settleDelete(this.state, entry, { hardRemoved: true }, this.now);
    }, !isGone);
  }

  /** Lets everything arrive, and presses every button, until nothing is left to do. */
  finish(): void {
    for (let round = 0; round < 20; round++) {
      this.hear();
      for (let left = 500; left > 0 && this.answers.length + this.events.length > 0; left--) {
        this.now++;
        this.answers.shift()?.arrive();
        this.arriveEvent();
        this.hear();
      }
      this.now += 15_000;
      if (this.#isGapped) this.askLog();
      for (const operation of [...this.state.operations.values()]) {
        if (!('wish' in operation)) continue;
        operation.isSending = false;
        if (isWishOpen(this.state, operation)) this.#sendWish(operation);
      }
      this.settleDoubts();
      for (const [id, branch] of this.#branches()) {
        if (heldCount(this.state, id) > 0) this.reveal(id);
        if (remainingOf(branch) > 0) this.more(id);
      }
      this.hear();
      if (this.answers.length + this.events.length === 0) return;
    }
    throw new Error('it never came to rest');
  }

  #branches(): [string | null, Branch][] {
    const found: [string | null, Branch][] = [[null, this.state.root]];
    for (const { branch, id } of this.state.entries.values()) if (branch) found.push([id, branch]);
    return found;
  }

  #sendWish(operation: WishOperation): void {
    const { state } = this;
    const { commentId, kind, wish } = operation;
    const entry = state.entries.get(commentId);
    if (!entry) return;
    operation.isSending = true;
    const sentAt = this.now;
    const broadcastId = this.#broadcast(operation.id);
    const isRefused = !this.#server.has(commentId);
    const arrive = this.#wishAnswer(kind, entry, wish, sentAt, broadcastId);
    this.#answer(
      () => {
        operation.isSending = false;
        operation.mayHaveArrived = false;
        if (!isRefused) arrive();
        if (!state.operations.has(operation.id)) return;
        if (isRefused || !state.entries.has(commentId)) endWish(state, operation);
        else if (isWishOpen(state, operation)) this.#sendWish(operation);
      },
      isRefused || kind === 'block',
      () => {
        operation.mayHaveArrived = true;
      },
    );
  }

  /** The service does what is wished now; returns what its answer brings. */
  #wishAnswer(
    kind: WishOperation['kind'],
    entry: Entry,
    wish: -1 | 0 | 1,
    sentAt: number,
    broadcastId: string,
  ): () => void {
    const { state } = this;
    const { id } = entry;
    if (kind === 'vote') {
      const done = this.#server.vote(id, visitorId, wish, this.serverTime, broadcastId);
      return () => {
        answerBroadcast(state, broadcastId);
        if (done && state.entries.has(id))
          settleVote(state, entry, { direction: wish, voteId: done.voteId }, sentAt, this.now);
      };
    }
    const isOn = wish === 1;
    if (kind === 'block') {
      const asked = sameAuthor(state, entry).map((other) => other.id);
      const statuses = this.#server.block(id, isOn, asked);
      return () => {
        if (statuses) settleBlock(state, authorsOf(entry), isOn, statuses, this.now);
      };
    }
    if (isOn) this.#server.flags.add(id);
    else this.#server.flags.delete(id);
    return () => settleSwitch(state, 'flag', entry, isOn, this.now);
  }

  #broadcast(operation: string): string {
    const id = `b${++this.#lastId}`;
    registerBroadcast(this.state, id, operation);
    return id;
  }

  /** An answer to something that was done. If it is lost, the echo tells; refusals arrive, and blocks, which have none. */
  #answer(arrive: () => void, isCertain: boolean, lose: () => void = () => undefined): void {
    this.hear();
    this.answers.push({ arrive, lose: isCertain ? arrive : lose });
  }

  #read(
    query: Omit<ReadQuery, 'direction' | 'limitChildren'>,
    take: (answer: ReadAnswer, query: ReadQuery, startedAt: number) => void,
    fail: () => void = () => undefined,
  ): void {
    const asked = { ...query, limitChildren: repliesPageSize, direction: this.#direction };
    const startedAt = this.now;
    const answer = this.#server.read(asked);
    this.state.reads++;
    this.answers.push({
      arrive: () => {
        this.state.reads--;
        take(answer, asked, startedAt);
      },
      lose: () => {
        this.state.reads--;
        fail();
      },
    });
  }

  #merge(answer: ReadAnswer, query: ReadQuery, startedAt: number, isRefresh: boolean) {
    const { limit, limitChildren, parentId, skip } = query;
    const request = { parentId, skip, limit, limitChildren, startedAt, isRefresh };
    return insertPage(this.state, answer.comments, request, this.now, answer.hasMore, mergeList);
  }

  #takeCount(count: number, startedAt: number): void {
    if (this.state.countChangedAt >= startedAt || this.state.countReadAt > startedAt) {
      this.state.doubts.add('count');
      return;
    }
    this.state.count = count;
    this.state.countReadAt = this.now;
  }
}
