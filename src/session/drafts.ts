/**
 * Texts being written: one draft per tenant, page and box, kept on this device from the first key
 * on, so that a reload, a crash, a login or a failed send loses nothing.
 */
import { writeJson, type Clock, type Storage } from '../core/index.js';
import { storagePrefix } from '../identity/index.js';

/** What stood in a box. */
export interface StoredDraft {
  readonly text: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly link?: string | undefined;
  /** Epoch milliseconds of the visitor's clock. */
  readonly at: number;
}

/** The drafts of one page. */
export class Drafts {
  readonly #storage: Storage;
  readonly #clock: Clock;
  readonly #prefix: string;
  readonly #memory = new Map<string, string>();

  constructor(storage: Storage, clock: Clock, tenantId: string, urlId: string) {
    this.#storage = storage;
    this.#clock = clock;
    this.#prefix = `${storagePrefix}${tenantId}:draft:${encodeURIComponent(urlId)}:`;
  }

  /** The draft of a box (null: the one at the top level), if there is one. */
  read(parentId: string | null): StoredDraft | null {
    const key = this.#prefix + (parentId ?? '');
    try {
      const draft: unknown = JSON.parse(this.#memory.get(key) ?? this.#storage.get(key) ?? 'null');
      if (typeof draft !== 'object' || draft === null) return null;
      const { text, name, email, link, at } = draft as Record<string, unknown>;
      if (typeof text !== 'string') return null;
      const optional = (value: unknown) => (typeof value === 'string' ? value : undefined);
      return {
        text,
        name: optional(name),
        email: optional(email),
        link: optional(link),
        at: typeof at === 'number' ? at : 0,
      };
    } catch {
      return null;
    }
  }

  /** Keeps a draft; one without any text is forgotten. */
  write(parentId: string | null, draft: Omit<StoredDraft, 'at'>): void {
    if (draft.text === '') {
      this.remove(parentId);
      return;
    }
    const key = this.#prefix + (parentId ?? '');
    const value = writeJson({ ...draft, at: this.#clock.wall() });
    if (this.#storage.set(key, value)) this.#memory.delete(key);
    else this.#memory.set(key, value);
  }

  /** Forgets a draft: it was posted, or thrown away. */
  remove(parentId: string | null): void {
    const key = this.#prefix + (parentId ?? '');
    this.#memory.delete(key);
    this.#storage.remove(key);
  }

  /** Forgets what storage did not take; the rest is erased with everything else. */
  forget(): void {
    this.#memory.clear();
  }

  /** Comments that have a reply draft here. */
  replies(): string[] {
    const keys = new Set([...this.#storage.keys(), ...this.#memory.keys()]);
    return [...keys]
      .filter((key) => key.startsWith(this.#prefix) && key.length > this.#prefix.length)
      .map((key) => key.slice(this.#prefix.length));
  }
}
