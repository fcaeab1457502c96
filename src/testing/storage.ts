import type { StoredDocument, TableName } from './documents.js';

/** One document written (`value`) or removed (`value` is null). */
export interface Change {
  readonly table: TableName;
  readonly id: string;
  readonly value: StoredDocument | null;
}

/**
 * Where the server keeps its documents. Synchronous and small, so that a map, a file or SQLite fits.
 * The core holds everything in memory itself and only reads at its start.
 */
export interface ServerStorage {
  /** Every document kept, in the order in which each was first put. */
  load(): Iterable<{ readonly table: TableName; readonly value: StoredDocument }>;
  /**
   * Keeps all changes of one request or none of them. A request is answered after this returned; it
   * throws if nothing could be kept.
   */
  commit(changes: readonly Change[]): void;
  /** The bytes of an upload, or null. */
  getBytes(id: string): Uint8Array | null;
  /** Keeps the bytes of an upload. */
  putBytes(id: string, bytes: Uint8Array): void;
  /** Ends the use of the storage. */
  close(): void;
}

/** Keeps everything in this process, as JSON, so that a second server on the same storage reads what the first wrote. */
export function createMemoryStorage(): ServerStorage {
  const rows = new Map<string, { table: TableName; json: string }>();
  const bytes = new Map<string, Uint8Array>();
  return {
    *load() {
      for (const { table, json } of rows.values()) {
        yield { table, value: JSON.parse(json) as StoredDocument };
      }
    },
    commit(changes) {
      for (const { table, id, value } of changes) {
        const key = `${table}/${id}`;
        if (value === null) rows.delete(key);
        else rows.set(key, { table, json: JSON.stringify(value) });
      }
    },
    getBytes: (id) => bytes.get(id) ?? null,
    putBytes: (id, data) => void bytes.set(id, data),
    close: () => undefined,
  };
}
