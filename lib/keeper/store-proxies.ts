import type { OwnEntry } from '../features/proxies/rule-schema'
import { placeOf } from '../features/proxies/wanted'
import type { KeeperStore } from './store'

export type OwnEntries = ReturnType<typeof createOwnEntries>

// Beside kept rows and rules in the table `kept`; the key is the place, the value says whose it is.
const TABLE = 'proxy'

/** Which proxy entries dock6 added. Every write has committed when it returns, so that it may stand before the touch of the kernel. */
export function createOwnEntries(store: KeeperStore, now: () => number = Date.now) {
  const put = store.prepare("INSERT INTO kept (tbl, key, value, by, at) VALUES (?, ?, ?, 'rule', ?) ON CONFLICT (tbl, key) DO UPDATE SET value = excluded.value, at = excluded.at")
  const remove = store.prepare('DELETE FROM kept WHERE tbl = ? AND key = ?')
  const all = store.prepare<[string], { value: string }>('SELECT value FROM kept WHERE tbl = ? ORDER BY key')
  const together = (work: () => void) => void store.transaction(work).immediate()
  return {
    all: (): OwnEntry[] => all.all(TABLE).map(({ value }) => JSON.parse(value) as OwnEntry),
    record(entries: readonly OwnEntry[]): void {
      if (entries.length > 0) together(() => entries.forEach((entry) => put.run(TABLE, placeOf(entry), JSON.stringify(entry), now())))
    },
    forget(entries: readonly OwnEntry[]): void {
      if (entries.length > 0) together(() => entries.forEach((entry) => remove.run(TABLE, placeOf(entry))))
    },
  }
}
