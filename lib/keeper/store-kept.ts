import type { Json } from '../core/action'
import type { Kept } from '../changes/ports'
import type { KeeperStore } from './store'

export type KeptRows = ReturnType<typeof createKept>

/** dock6's own records: rows that it keeps over restarts, and rules. */
export function createKept(store: KeeperStore, onWrite: (table: Kept['table']) => void = () => undefined, now: () => number = Date.now) {
  const put = store.prepare('INSERT INTO kept (tbl, key, value, by, at) VALUES (@table, @key, @value, @by, @at) ON CONFLICT (tbl, key) DO UPDATE SET value = excluded.value, by = excluded.by, at = excluded.at, tried_at = NULL, said = NULL')
  const remove = store.prepare('DELETE FROM kept WHERE tbl = ? AND key = ?')
  const all = store.prepare<[string], { key: string; value: string; by: string; at: number; triedAt: number | null; said: string | null }>('SELECT key, value, by, at, tried_at AS triedAt, said FROM kept WHERE tbl = ? ORDER BY key')
  const tried = store.prepare('UPDATE kept SET tried_at = @at, said = @said WHERE tbl = @table AND key = @key')
  const fact = store.prepare<[string], string>('SELECT value FROM facts WHERE name = ?').pluck()
  const setFact = store.prepare('INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
  return {
    /** Keeps a record; null forgets it. Doing it twice is the same as once. */
    keep(table: Kept['table'], key: string, value: Json, by: string): void {
      if (value === null) remove.run(table, key)
      else put.run({ table, key, value: JSON.stringify(value), by, at: now() })
      onWrite(table)
    },
    /** Notes how it went to bring a record back; `said` null: it is there. */
    tried(table: Kept['table'], key: string, said: string | null): void {
      tried.run({ table, key, said, at: now() })
      onWrite(table)
    },
    /** A fact of the keeper's own; null if it was never noted. */
    fact: (name: string): string | null => fact.get(name) ?? null,
    setFact: (name: string, value: string): void => void setFact.run(name, value),
    all: (table: Kept['table']): Kept[] => all.all(table).map(({ value, ...rest }) => ({ table, ...rest, value: JSON.parse(value) as Json })),
  }
}
