import type { StoredDocument, TableName } from './documents.js';
import type { Change } from './storage.js';

/** Finds documents by something else than their id. Null keeps a document out of the index. */
export type IndexKey<T> = (doc: T) => string | null;

/**
 * Documents of one kind in memory. What is put or removed is noted as a change, to be committed with
 * the rest of the request. After changing a document in place, `put` it.
 */
export class Table<T extends StoredDocument, Index extends string = never> {
  readonly #name: TableName;
  readonly #note: (change: Change) => void;
  readonly #docs = new Map<string, T>();
  readonly #indexes: readonly { name: Index; key: IndexKey<T>; found: Map<string, Set<T>> }[];
  /** The index keys a document stands under now, to find it again after it changed in place. */
  readonly #keys = new Map<string, (string | null)[]>();

  constructor(
    name: TableName,
    note: (change: Change) => void,
    indexes: Record<Index, IndexKey<T>>,
  ) {
    this.#name = name;
    this.#note = note;
    this.#indexes = (Object.entries(indexes) as [Index, IndexKey<T>][]).map(([index, key]) => ({
      name: index,
      key,
      found: new Map<string, Set<T>>(),
    }));
  }

  get size(): number {
    return this.#docs.size;
  }

  get(id: string): T | undefined {
    return this.#docs.get(id);
  }

  all(): IterableIterator<T> {
    return this.#docs.values();
  }

  /** Documents with this key, in the order they were put. */
  find(index: Index, key: string): T[] {
    const entry = this.#indexes.find(({ name }) => name === index);
    return [...(entry?.found.get(key) ?? [])];
  }

  /** How many documents have this key. */
  count(index: Index, key: string): number {
    return this.#indexes.find(({ name }) => name === index)?.found.get(key)?.size ?? 0;
  }

  put(doc: T): T {
    this.restore(doc);
    this.#note({ table: this.#name, id: doc._id, value: doc });
    return doc;
  }

  remove(id: string): T | undefined {
    const doc = this.#docs.get(id);
    if (!doc) return undefined;
    this.#unindex(doc);
    this.#docs.delete(id);
    this.#note({ table: this.#name, id, value: null });
    return doc;
  }

  /** Takes in a document that is already kept. */
  restore(doc: T): void {
    const known = this.#docs.get(doc._id);
    if (this.#indexes.length > 0) {
      const keys = this.#indexes.map(({ key }) => key(doc));
      const before = this.#keys.get(doc._id);
      if (!known || known !== doc || before?.some((key, at) => key !== keys[at])) {
        if (known) this.#unindex(known);
        this.#keys.set(doc._id, keys);
        this.#indexes.forEach(({ found }, at) => {
          const key = keys[at];
          if (key === null || key === undefined) return;
          const set = found.get(key);
          if (set) set.add(doc);
          else found.set(key, new Set([doc]));
        });
      }
    }
    this.#docs.set(doc._id, doc);
  }

  /** Forgets everything without noting it. */
  clear(): void {
    this.#docs.clear();
    this.#keys.clear();
    for (const { found } of this.#indexes) found.clear();
  }

  #unindex(doc: T): void {
    const keys = this.#keys.get(doc._id);
    this.#keys.delete(doc._id);
    this.#indexes.forEach(({ found }, at) => {
      const key = keys?.[at];
      if (key === null || key === undefined) return;
      const set = found.get(key);
      set?.delete(doc);
      if (set?.size === 0) found.delete(key);
    });
  }
}
