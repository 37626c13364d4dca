import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'

export type KeeperStore = Database.Database

// Migration n brings the store from version n to n+1. A released entry is never changed, only followed by another.
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE changes (
     id TEXT PRIMARY KEY,
     at INTEGER NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('planned', 'applying', 'waiting', 'done', 'undoing', 'undone', 'failed', 'stuck')),
     actor TEXT NOT NULL,
     intents TEXT NOT NULL,
     plan TEXT NOT NULL,
     problem TEXT,
     finished_at INTEGER,
     deadline INTEGER,
     undone_by TEXT,
     undoes TEXT,
     owner TEXT,
     aim TEXT CHECK (aim IN ('failed', 'undone'))
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX changes_by_time ON changes (at DESC) WHERE state <> 'planned';
   CREATE INDEX changes_under_way ON changes (state) WHERE state IN ('applying', 'waiting', 'undoing');
   CREATE TABLE steps (
     change_id TEXT NOT NULL REFERENCES changes (id) ON DELETE CASCADE,
     n INTEGER NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('pending', 'started', 'done', 'failed', 'undoing', 'undone')),
     command TEXT NOT NULL,
     took_ms INTEGER,
     said TEXT,
     PRIMARY KEY (change_id, n)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE kept (
     tbl TEXT NOT NULL,
     key TEXT NOT NULL,
     value TEXT NOT NULL,
     by TEXT NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (tbl, key)
   ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE secrets (
     id TEXT PRIMARY KEY,
     value TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,
  // When a kept row was last brought back, and what stood in the way; small facts of the keeper's own.
  `ALTER TABLE kept ADD COLUMN tried_at INTEGER;
   ALTER TABLE kept ADD COLUMN said TEXT;
   CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  // Requests that were not granted.
  `CREATE TABLE refusals (
     id TEXT PRIMARY KEY,
     at INTEGER NOT NULL,
     actor TEXT NOT NULL,
     title TEXT NOT NULL,
     problem TEXT NOT NULL
   ) STRICT;
   CREATE INDEX refusals_at ON refusals (at);`,
]

/** The newest schema that this dock6 knows. */
export const KEEPER_SCHEMA = MIGRATIONS.length

/** Opens the keeper's database (`:memory:` in tests), for root's eyes only. A database from a newer dock6 is refused, not guessed at. */
export function openKeeperStore(path: string, migrations: readonly string[] = MIGRATIONS): KeeperStore {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // Born closed, with its -wal and -shm, which take the mode of the database.
  const mask = process.umask(0o177)
  let store: KeeperStore
  try {
    store = new Database(path)
    // A commit that was reported is on the disk, also after a power cut (sqlite.org/pragma.html#pragma_synchronous).
    store.pragma('journal_mode = WAL')
    store.pragma('synchronous = FULL')
    store.pragma('busy_timeout = 5000')
    store.pragma('foreign_keys = ON')
    migrate(store, path, migrations)
  } finally {
    process.umask(mask)
  }
  if (path !== ':memory:') {
    chmodSync(dirname(path), 0o700)
    chmodSync(path, 0o600)
  }
  return store
}

function migrate(store: KeeperStore, path: string, migrations: readonly string[]): void {
  // Immediate: the keeper and the undo timer's process may open a new database at the same moment.
  store.transaction(() => {
    const version = Number(store.pragma('user_version', { simple: true }))
    if (version > migrations.length) throw new Error(`${path} has version ${version}, this dock6 knows ${migrations.length}: it was written by a newer dock6`)
    for (const sql of migrations.slice(version)) store.exec(sql)
    if (version < migrations.length) store.pragma(`user_version = ${migrations.length}`)
  }).immediate()
}
