import Database from 'better-sqlite3'

export type Store = Database.Database

// Migration n brings the store from version n to n+1. A released entry is never changed, only followed by another.
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE users (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL COLLATE NOCASE UNIQUE,
     role TEXT NOT NULL CHECK (role IN ('admin', 'operator', 'viewer')),
     password TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     changed_at INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE sessions (
     id_hash BLOB PRIMARY KEY,
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     client TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     seen_at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX sessions_by_user ON sessions (user_id);`,
  `CREATE TABLE wizards (
     host TEXT PRIMARY KEY,
     status TEXT NOT NULL CHECK (status IN ('open', 'finished', 'dismissed')),
     search TEXT NOT NULL,
     changed_at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
]

/** The newest schema that this dock6 knows. */
export const CONSOLE_SCHEMA = MIGRATIONS.length

/** Opens the console's database (`:memory:` in tests) and brings it up to date. A database from a newer dock6 is refused, not guessed at. */
export function openStore(path: string, migrations: readonly string[] = MIGRATIONS): Store {
  const store = new Database(path)
  store.pragma('journal_mode = WAL')
  store.pragma('synchronous = NORMAL')
  store.pragma('foreign_keys = ON')
  store.pragma('busy_timeout = 2000')
  const version = Number(store.pragma('user_version', { simple: true }))
  if (version > migrations.length) {
    store.close()
    throw new Error(`${path} has version ${version}, this dock6 knows ${migrations.length}: it was written by a newer dock6`)
  }
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue
    store.transaction(() => {
      store.exec(sql)
      store.pragma(`user_version = ${index + 1}`)
    })()
  }
  return store
}
