import type { Json } from '../core/action'
import type { Kept } from '../changes/ports'
import type { KeeperStore } from './store'

export type KeptRows = ReturnType<typeof createKept>

/** dock6's own records: rows that it keeps over restarts, and rules. */
export function createKept(store: KeeperStore, onWrite: (table: Kept['table']) => void = () => undefined, now: () => number = Date.now) {
  const put = store.prepare('INSERT INTO kept (tbl, key, value, by, at) VALUES (@table, @key, @value, @by, @at) ON CONFLICT (tbl, key) DO UPDATE SET value = excluded.value, by = excluded.by, at = excluded.at')
  const remove = store.prepare('DELETE FROM kept WHERE tbl = ? AND key = ?')
  const all = store.prepare<[string], { key: string; value: string; by: string; at: number }>('SELECT key, value, by, at FROM kept WHERE tbl = ? ORDER BY key')
  const one = store.prepare<[string, string], string>('SELECT value FROM kept WHERE tbl = ? AND key = ?').pluck()
  return {
    /** The record under a key; null for none. */
    one(table: Kept['table'], key: string): Json {
      const value = one.get(table, key)
      return value === undefined ? null : (JSON.parse(value) as Json)
    },
    /** Keeps a record; null forgets it. Doing it twice is the same as once. */
    keep(table: Kept['table'], key: string, value: Json, by: string): void {
      if (value === null) remove.run(table, key)
      else put.run({ table, key, value: JSON.stringify(value), by, at: now() })
      onWrite(table)
    },
    all: (table: Kept['table']): Kept[] => all.all(table).map(({ value, ...rest }) => ({ table, ...rest, value: JSON.parse(value) as Json })),
  }
}
