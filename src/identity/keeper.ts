/**
 * What this device remembers of the visitor, and where: the anonymous id, the guest session, the
 * edit keys of own comments and votes. Nothing is written before the visitor acts, everything is
 * first-party, and blocked or full storage means memory for the life of the page.
 */
import type { Clock, Storage } from '../core/index.js';

/** Own comments and votes whose keys are kept, at most. */
const keyLimit = 200;

/** Days after which a key is forgotten. */
const keyLife = 30 * 24 * 60 * 60 * 1000;

/** A vote of one's own: its id, its edit key and its direction. */
export interface KeptVote {
  readonly voteId: string;
  readonly editKey?: string | undefined;
  readonly direction: 1 | -1;
  readonly isPending?: boolean | undefined;
}

interface KeptKey {
  /** Epoch milliseconds of the visitor's clock. */
  readonly at: number;
  readonly editKey?: string | undefined;
  readonly vote?: KeptVote | undefined;
}

/** The prefix of everything this project keeps on a device. */
export const storagePrefix = 'fastcomments-element:';

/** Remembers for one tenant. */
export class Keeper {
  readonly #storage: Storage;
  readonly #clock: Clock;
  readonly #prefix: string;
  readonly #memory = new Map<string, string>();
  #keys: Map<string, KeptKey> | null = null;

  /** @param tenantId ids of one tenant are never used with another */
  constructor(storage: Storage, clock: Clock, tenantId: string) {
    this.#storage = storage;
    this.#clock = clock;
    this.#prefix = `${storagePrefix}${tenantId}:`;
  }

  /** The anonymous id, if one was ever needed here. */
  get anonUserId(): string | undefined {
    return this.#read('anon') ?? undefined;
  }

  /** Keeps the anonymous id, from the first act on. */
  set anonUserId(id: string | undefined) {
    this.#write('anon', id);
  }

  /** The guest session the server gave. */
  get sessionId(): string | undefined {
    return this.#read('session') ?? undefined;
  }

  set sessionId(id: string | undefined) {
    this.#write('session', id);
  }

  /** Ids of the comments whose edit key is held. */
  get editableIds(): string[] {
    return [...this.#load()].filter(([, key]) => key.editKey).map(([id]) => id);
  }

  /** The edit key of an own comment. */
  editKey(commentId: string): string | undefined {
    return this.#load().get(commentId)?.editKey;
  }

  /** Keeps the edit key of an own comment. */
  keepEditKey(commentId: string, editKey: string): void {
    this.#keep(commentId, { editKey });
  }

  /** The visitor's own vote on a comment, as this device knows it. */
  vote(commentId: string): KeptVote | undefined {
    return this.#load().get(commentId)?.vote;
  }

  /** Keeps, or with null forgets, an own vote. */
  keepVote(commentId: string, vote: KeptVote | null): void {
    if (vote === null && !this.#load().has(commentId)) return;
    this.#keep(commentId, { vote: vote ?? undefined });
  }

  /** Every own vote this device knows, by comment. */
  votes(): Map<string, KeptVote> {
    const votes = new Map<string, KeptVote>();
    for (const [id, { vote }] of this.#load()) if (vote) votes.set(id, vote);
    return votes;
  }

  /** Reads again what another tab may have written. */
  reload(): void {
    this.#keys = null;
  }

  /** Forgets everything this project keeps on the device, whatever tenant it was for. */
  forget(): void {
    this.#keys = null;
    this.#memory.clear();
    for (const key of this.#storage.keys()) {
      if (key.startsWith(storagePrefix)) this.#storage.remove(key);
    }
  }

  #read(name: string): string | null {
    return this.#memory.get(name) ?? this.#storage.get(this.#prefix + name);
  }

  #write(name: string, value: string | undefined): void {
    if (value === undefined) {
      this.#memory.delete(name);
      this.#storage.remove(this.#prefix + name);
      return;
    }
    if (!this.#storage.set(this.#prefix + name, value)) this.#memory.set(name, value);
  }

  #load(): Map<string, KeptKey> {
    if (this.#keys) return this.#keys;
    const keys = new Map<string, KeptKey>();
    try {
      const kept: unknown = JSON.parse(this.#read('keys') ?? '[]');
      if (Array.isArray(kept)) {
        for (const item of kept as unknown[]) {
          if (!Array.isArray(item)) continue;
          const [id, key] = item as [unknown, KeptKey | null];
          if (typeof id !== 'string' || typeof key?.at !== 'number') continue;
          if (this.#clock.wall() - key.at < keyLife) keys.set(id, key);
        }
      }
    } catch {
      // What cannot be read is as good as gone.
    }
    return (this.#keys = keys);
  }

  #keep(commentId: string, change: Partial<KeptKey>): void {
    // Another tab may have added keys meanwhile.
    this.#keys = null;
    const keys = this.#load();
    const next = { ...keys.get(commentId), ...change, at: this.#clock.wall() };
    keys.delete(commentId);
    if (next.editKey !== undefined || next.vote !== undefined) keys.set(commentId, next);
    for (const oldest of keys.keys()) {
      if (keys.size <= keyLimit) break;
      keys.delete(oldest);
    }
    this.#write('keys', JSON.stringify([...keys]));
  }
}
