import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import type { StoredDocument, TableName } from '../../src/testing/documents.js';
import type { ServerStorage } from '../../src/testing/storage.js';

const schema = `
  CREATE TABLE IF NOT EXISTS documents (
    position INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    json TEXT NOT NULL,
    UNIQUE (kind, id)
  );
  CREATE TABLE IF NOT EXISTS bytes (id TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
`;

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Files this process holds already. */
const held = new Set<string>();

/**
 * Takes the file for this process. This build of SQLite locks with a directory beside the file, which
 * stays behind when a process is killed; a note of who holds it tells a stale lock from a living one.
 */
function takeFile(file: string): () => void {
  const lock = `${file}.lock`;
  const note = `${file}.pid`;
  const path = resolve(file);
  if (held.has(path)) throw new Error(`${file} is in use by another server of this process.`);
  if (existsSync(note)) {
    const holder = Number(readFileSync(note, 'utf8'));
    if (Number.isInteger(holder) && holder > 0 && isRunning(holder)) {
      throw new Error(
        `${file} is in use by process ${holder}. Stop it, choose another --db, ` +
          `or delete ${note} if that process is something else.`,
      );
    }
  }
  if (existsSync(lock)) rmdirSync(lock);
  writeFileSync(note, String(process.pid));
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(note, { force: true });
  };
}

function open(file: string, release: () => void): sqlite.Database {
  let db: sqlite.Database | null = null;
  try {
    db = new sqlite.Database(file);
    // One process owns the file; write-ahead logging needs no shared memory then.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    db.exec(schema);
    return db;
  } catch (error) {
    db?.close();
    release();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} cannot be used as a database: ${reason}`, { cause: error });
  }
}

/**
 * Keeps documents in one SQLite file, or in memory for `:memory:`. Every commit is one transaction on
 * disk when it returns. Throws if the file cannot be used.
 */
export function openSQLiteStorage(file: string): ServerStorage {
  const inMemory = file === ':memory:';
  if (!inMemory) mkdirSync(dirname(file), { recursive: true });
  const release = inMemory ? () => undefined : takeFile(file);
  const db = open(file, release);
  const put = db.prepare(
    'INSERT INTO documents (kind, id, json) VALUES (?, ?, ?) ' +
      'ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json',
  );
  const remove = db.prepare('DELETE FROM documents WHERE kind = ? AND id = ?');
  return {
    *load() {
      for (const row of db.all('SELECT kind, json FROM documents ORDER BY position')) {
        yield {
          table: row.kind as TableName,
          value: JSON.parse(row.json as string) as StoredDocument,
        };
      }
    },
    commit(changes) {
      db.exec('BEGIN');
      try {
        for (const { table, id, value } of changes) {
          if (value === null) remove.run([table, id]);
          else put.run([table, id, JSON.stringify(value)]);
        }
        db.exec('COMMIT');
      } catch (error) {
        if (db.inTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    getBytes(id) {
      const data = db.get('SELECT data FROM bytes WHERE id = ?', id)?.data;
      return data instanceof Uint8Array ? data : null;
    },
    putBytes(id, data) {
      db.run('INSERT OR REPLACE INTO bytes VALUES (?, ?)', [id, data]);
    },
    close() {
      if (!db.isOpen) return;
      put.finalize();
      remove.finalize();
      db.close();
      release();
    },
  };
}
