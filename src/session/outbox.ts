/**
 * What the visitor did and the service has not settled yet, kept on this device: posts, votes, flags
 * and blocks outlive a reload or a crash. One key an entry, so that two tabs never overwrite each
 * other's; an entry belongs to one tab at a time, which its `owner` names.
 */
import { writeJson, type Clock, type Failure, type Storage } from '../core/index.js';
import { storagePrefix } from '../identity/index.js';
import type { Draft, Operation, PostOperation, WishOperation } from '../store/index.js';

/** What every entry says beside the act itself. */
interface Stored {
  /** The operation's id. */
  readonly id: string;
  /** Greater than that of every entry before it. */
  readonly order: number;
  /** Epoch milliseconds of the visitor's clock at which it was done. */
  readonly at: number;
  /** Who did it. */
  readonly by: string;
  /** The thread that takes care of it: one element in one tab. */
  readonly owner: string;
}

/** A comment that is on its way, waits, or was not taken. */
export interface StoredPost extends Stored {
  readonly kind: 'post';
  readonly parentId: string | null;
  readonly draft: Draft;
  readonly state: PostOperation['state'];
  readonly failure: Failure | null;
  readonly mayHaveArrived: boolean;
  readonly since: number;
  readonly broadcastIds: readonly string[];
}

/** A vote, a flag or a block. */
export interface StoredWish extends Stored {
  readonly kind: 'vote' | 'flag' | 'block';
  readonly commentId: string;
  readonly wish: -1 | 0 | 1;
  readonly voter?: WishOperation['voter'];
}

/** An entry of the outbox. */
export type StoredAct = StoredPost | StoredWish;

/** The outbox of one page. */
export class Outbox {
  /** Names this thread as the owner of its entries. */
  readonly owner: string;
  readonly #storage: Storage;
  readonly #clock: Clock;
  readonly #prefix: string;
  /** Own entries, and what was written for them last. */
  readonly #kept = new Map<string, { readonly entry: StoredAct; text: string }>();
  /** What stays unwritten: the visitor asked to be forgotten. */
  readonly #forgotten = new Set<string>();

  constructor(storage: Storage, clock: Clock, tenantId: string, urlId: string, owner: string) {
    this.#storage = storage;
    this.#clock = clock;
    this.owner = owner;
    this.#prefix = `${storagePrefix}${tenantId}:outbox:${encodeURIComponent(urlId)}:`;
  }

  /** Every entry of the page, whoever owns it, in the order in which the acts were done. */
  read(): StoredAct[] {
    const entries: StoredAct[] = [];
    for (const key of this.#storage.keys()) {
      if (!key.startsWith(this.#prefix)) continue;
      const entry = parse(this.#storage.get(key));
      if (entry) entries.push(entry);
      else this.#storage.remove(key);
    }
    return entries.sort((a, b) => a.order - b.order);
  }

  /** Who owns an entry; undefined if it is not kept (any more). */
  ownerOf(id: string): string | undefined {
    return parse(this.#storage.get(this.#prefix + id))?.owner;
  }

  /** Makes an entry this thread's own. */
  take(entry: StoredAct): void {
    this.#write({ ...entry, owner: this.owner });
  }

  /** Another thread takes care of it. */
  giveUp(id: string): void {
    this.#kept.delete(id);
  }

  /** Forgets an entry: it is done, or has become something else. */
  remove(id: string): void {
    this.#kept.delete(id);
    this.#storage.remove(this.#prefix + id);
  }

  /**
   * Follows what is pending. Calls `kept` for each post that is now safe here; entries whose
   * operation has ended are forgotten.
   */
  follow(
    operations: ReadonlyMap<string, Operation>,
    by: string,
    broadcastIds: (id: string) => readonly string[],
    kept: (post: PostOperation) => void,
  ): void {
    for (const operation of operations.values()) {
      if (this.#forgotten.has(operation.id)) continue;
      const before = this.#kept.get(operation.id)?.entry;
      const head = {
        id: operation.id,
        order: before?.order ?? this.#nextOrder(),
        at: before?.at ?? (operation.kind === 'post' ? operation.date : this.#clock.wall()),
        by: before?.by ?? by,
        owner: this.owner,
      };
      if (operation.kind === 'post') {
        const { parentId, draft, state, failure, mayHaveArrived, since } = operation;
        const isKept = this.#write({
          ...head,
          kind: 'post',
          parentId,
          draft,
          state,
          failure: failure && { ...failure, customConfig: undefined },
          mayHaveArrived,
          since,
          broadcastIds: broadcastIds(operation.id),
        });
        if (isKept && !before) kept(operation);
      } else if (isKeptWish(operation)) {
        const { kind, commentId, wish, voter } = operation;
        this.#write({ ...head, kind, commentId, wish, voter });
      }
    }
    for (const id of this.#kept.keys()) if (!operations.has(id)) this.remove(id);
  }

  /** Writes nothing more of what is pending now. */
  forget(operations: ReadonlyMap<string, Operation>): void {
    for (const id of operations.keys()) this.#forgotten.add(id);
    this.#kept.clear();
  }

  #write(entry: StoredAct): boolean {
    const text = writeJson(entry);
    if (this.#kept.get(entry.id)?.text === text) return true;
    if (!this.#storage.set(this.#prefix + entry.id, text)) return false;
    this.#kept.set(entry.id, { entry, text });
    return true;
  }

  #nextOrder(): number {
    return this.read().reduce((greatest, { order }) => Math.max(greatest, order), 0) + 1;
  }
}

/** Whether a wish is one that waits for the network. */
export function isKeptWish(
  operation: Operation,
): operation is WishOperation & { readonly kind: StoredWish['kind'] } {
  return operation.kind === 'vote' || operation.kind === 'flag' || operation.kind === 'block';
}

/** Reads an entry; null if somebody else's text stands there. */
function parse(text: string | null): StoredAct | null {
  try {
    const entry = JSON.parse(text ?? 'null') as StoredAct | null;
    if (typeof entry?.id !== 'string' || typeof entry.at !== 'number') return null;
    // What is missing throws, and is caught.
    if (entry.kind === 'post') return typeof entry.draft.text === 'string' ? entry : null;
    return typeof entry.commentId === 'string' && isKeptWish({ ...entry, isSending: false })
      ? entry
      : null;
  } catch {
    return null;
  }
}
