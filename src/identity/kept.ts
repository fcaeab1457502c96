/**
 * What this device remembers of the visitor, read in one go: first paint needs to know which
 * comments and votes are the visitor's own, and writes nothing. See `keeper` for the writing.
 */
import type { Clock, Storage } from '../core/index.js';

/** The prefix of everything this project keeps on a device. */
export const storagePrefix = 'fastcomments-element:';

/** Milliseconds after which a key is forgotten: 30 days. */
const keyLife = 2_592_000_000;

/** A vote of one's own: its id, its edit key and its direction. */
export interface KeptVote {
  readonly voteId: string;
  readonly editKey?: string | undefined;
  readonly direction: 1 | -1;
  readonly isPending?: boolean | undefined;
}

/** What is kept of one comment: the key of one's own, one's own vote. */
export interface KeptKey {
  /** Epoch milliseconds of the visitor's clock. */
  readonly at: number;
  readonly editKey?: string | undefined;
  readonly vote?: KeptVote | undefined;
}

/** What is kept for one tenant. */
export interface Kept {
  /** The anonymous id, if one was ever needed here. */
  anonUserId: string | undefined;
  /** The guest session the server gave. */
  sessionId: string | undefined;
  /** By comment, oldest first. */
  keys: Map<string, KeptKey>;
}

/** Reads what is kept for a tenant. What cannot be read, or is too old, is as good as gone. */
export function readKept(storage: Storage, clock: Clock, tenantId: string): Kept {
  const read = (name: string) => storage.get(`${storagePrefix}${tenantId}:${name}`) ?? undefined;
  const keys = new Map<string, KeptKey>();
  try {
    for (const [id, key] of JSON.parse(read('keys') ?? '[]') as [string, KeptKey][]) {
      if (clock.wall() - key.at < keyLife) keys.set(id, key);
    }
  } catch {
    // Somebody else's text stands there.
  }
  return { anonUserId: read('anon'), sessionId: read('session'), keys };
}
