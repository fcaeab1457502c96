/**
 * Keeping what this device remembers of the visitor: the anonymous id, the guest session, the edit
 * keys of own comments and votes. Nothing is written before the visitor acts, everything is
 * first-party, and blocked or full storage means memory for the life of the page.
 */
import { writeJson, type Clock, type Storage } from '../core/index.js';
import { readKept, storagePrefix, type Kept, type KeptKey, type KeptVote } from './kept.js';

/** Erases everything this project keeps on the device, whatever tenant it was for. */
export function eraseKept(storage: Storage): void {
  for (const key of storage.keys()) if (key.startsWith(storagePrefix)) storage.remove(key);
}

/** Own comments and votes whose keys are kept, at most. */
const keyLimit = 200;

/** Remembers for one tenant. */
export class Keeper {
  readonly #storage: Storage;
  readonly #clock: Clock;
  readonly #tenantId: string;
  readonly #kept: Kept;

  /** @param kept what was read already; it is kept up to date in place */
  constructor(storage: Storage, clock: Clock, tenantId: string, kept: Kept) {
    this.#storage = storage;
    this.#clock = clock;
    this.#tenantId = tenantId;
    this.#kept = kept;
  }

  /** The anonymous id, if one was ever needed here. */
  get anonUserId(): string | undefined {
    return this.#kept.anonUserId;
  }

  /** Keeps the anonymous id, from the first act on. */
  set anonUserId(id: string | undefined) {
    this.#kept.anonUserId = id;
    this.#write('anon', id);
  }

  /** The guest session the server gave. */
  get sessionId(): string | undefined {
    return this.#kept.sessionId;
  }

  set sessionId(id: string | undefined) {
    this.#kept.sessionId = id;
    this.#write('session', id);
  }

  /** The edit key of an own comment. */
  editKey(commentId: string): string | undefined {
    return this.#kept.keys.get(commentId)?.editKey;
  }

  /** Keeps the edit key of an own comment. */
  keepEditKey(commentId: string, editKey: string): void {
    this.#keep(commentId, { editKey });
  }

  /** The visitor's own vote on a comment, as this device knows it. */
  vote(commentId: string): KeptVote | undefined {
    return this.#kept.keys.get(commentId)?.vote;
  }

  /** Keeps, or with null forgets, an own vote. */
  keepVote(commentId: string, vote: KeptVote | null): void {
    if (vote === null && !this.#kept.keys.has(commentId)) return;
    this.#keep(commentId, { vote: vote ?? undefined });
  }

  /** Reads again what another tab may have written. What storage did not take stays. */
  reload(): void {
    const read = readKept(this.#storage, this.#clock, this.#tenantId);
    this.#kept.anonUserId = read.anonUserId ?? this.#kept.anonUserId;
    this.#kept.sessionId = read.sessionId ?? this.#kept.sessionId;
    for (const [id, key] of this.#kept.keys) if (!read.keys.has(id)) read.keys.set(id, key);
    this.#kept.keys = read.keys;
  }

  /** Forgets everything, for every tenant. */
  forget(): void {
    this.#kept.anonUserId = undefined;
    this.#kept.sessionId = undefined;
    this.#kept.keys.clear();
    eraseKept(this.#storage);
  }

  #write(name: string, value: string | undefined): void {
    const key = `${storagePrefix}${this.#tenantId}:${name}`;
    if (value === undefined) this.#storage.remove(key);
    else this.#storage.set(key, value);
  }

  #keep(commentId: string, change: Partial<KeptKey>): void {
    // Another tab may have added keys meanwhile.
    this.reload();
    const { keys } = this.#kept;
    const next = { ...keys.get(commentId), ...change, at: this.#clock.wall() };
    keys.delete(commentId);
    if (next.editKey !== undefined || next.vote !== undefined) keys.set(commentId, next);
    for (const oldest of keys.keys()) {
      if (keys.size <= keyLimit) break;
      keys.delete(oldest);
    }
    this.#write('keys', writeJson([...keys]));
  }
}
