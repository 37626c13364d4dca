import type { Action } from '../core/action'
import type { Host, Kept } from '../changes/ports'
import { partsOf } from '../features/kept/key'
import { keptValue } from '../features/kept/readings'
import type { KeptKind } from '../features/kept/schema'
import { log } from './log'

/** What the kernel says when a kept row is there already. */
const THERE = ['File exists', 'already assigned']
/** What has to be there first comes first: routes need addresses, ports their bridge. */
const ORDER: readonly KeptKind[] = ['sysctls', 'bridges', 'ports', 'addresses', 'routes', 'neighbors', 'proxies']

/** The actions that bring a kept row back; none for a record of another make. */
export function restoringActions(kept: Pick<Kept, 'value'>): Action[] {
  const parsed = keptValue.safeParse(kept.value)
  if (!parsed.success) return []
  if ('path' in parsed.data) return [{ type: 'write-sysctl', path: parsed.data.path, value: parsed.data.value }]
  return parsed.data.run.map((argv) => ({ type: 'exec', argv: argv as [string, ...string[]], alreadyDone: THERE }))
}

/** The links on which a kept row comes and goes. */
export function linksOf({ key, value }: Pick<Kept, 'key' | 'value'>): string[] {
  const parsed = keptValue.safeParse(value)
  const named = parsed.success && 'run' in parsed.data ? [parsed.data.dev, parsed.data.also] : []
  return [partsOf(key).dev, ...named].filter((dev) => typeof dev === 'string')
}

/** How bringing back went: the keys that are there, and those that are not. */
export type Restored = { restored: string[]; failed: string[] }

/**
 * Brings kept rows back in an order in which each finds what it needs. Running it on a host that has them all changes nothing.
 * A row whose link is not there (a bridge that the engine makes later) is left for the next time; every outcome is logged and told to `note`.
 */
export async function restoreKept(rows: readonly Kept[], perform: Host['perform'], note: (key: string, said: string | null) => void = () => undefined): Promise<Restored> {
  const rank = (key: string) => ORDER.indexOf(partsOf(key).kind)
  const outcome: Restored = { restored: [], failed: [] }
  for (const kept of rows.toSorted((a, b) => rank(a.key) - rank(b.key))) {
    const why = await firstProblem(restoringActions(kept), perform)
    note(kept.key, why)
    outcome[why === null ? 'restored' : 'failed'].push(kept.key)
    if (why !== null) log('info', 'kept-row-not-restored', { key: kept.key, why })
  }
  return outcome
}

/**
 * Waits until programs can use the addresses of these keys, at most `seconds`. An address that is being checked for duplicates (RFC 4862 section 5.4, 1 to 2 s)
 * refuses every program as if it were not there; an engine that starts then does not try again. Answers those that cannot be used yet.
 */
export async function settledAddresses(keys: readonly string[], perform: Host['perform'], seconds: number): Promise<string[]> {
  const addresses = keys.flatMap((key) => (partsOf(key).kind === 'addresses' ? [partsOf(key).what.split('/')[0] ?? ''] : []))
  const results = await Promise.all(addresses.map((address) => perform({ type: 'await-address', address, seconds }, { again: true, by: 'restore' })))
  return addresses.filter((_address, n) => !results[n]?.ok)
}

async function firstProblem(actions: readonly Action[], perform: Host['perform']): Promise<string | null> {
  if (actions.length === 0) return 'not understood'
  for (const action of actions) {
    const result = await perform(action, { again: true, by: 'restore' })
    if (!result.ok) return result.problem.evidence?.text ?? result.problem.message
  }
  return null
}
