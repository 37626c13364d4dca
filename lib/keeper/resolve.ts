import type { Rows } from '../core/change'
import type { Page } from '../core/resource'
import { ok, type Result } from '../core/result'
import { readName } from '../features/resolve/names'
import type { Resolved } from '../features/resolve/schema'
import { nameAddress, nameProblem } from '../features/resolve/whose'
import { lookUp, type Found } from '../hosts/resolver'

const NEEDS = ['addresses', 'routes', 'neighbors', 'links'] as const

/** What the host's resolver says of a name, and whose the addresses are. Asked when somebody wants to know; nothing is kept. */
export async function resolveName(given: string, host: { observe(resources: readonly string[]): Promise<Result<Rows>>; ask?(name: string): Promise<Result<Found>> }): Promise<Result<Page<unknown>>> {
  const name = readName(given)
  if (!name.ok) return name
  const at = Date.now()
  const [found, rows] = await Promise.all([(host.ask ?? lookUp)(name.value), host.observe(NEEDS)])
  if (!found.ok) return found
  if (!rows.ok) return rows
  const { asked, servers, records } = found.value
  const addresses = records.map(({ address, ttl }) => nameAddress(address, ttl, rows.value))
  const row: Resolved = { name: given.trim(), asked, servers, addresses, problem: nameProblem(asked, addresses) }
  return ok({ resource: 'resolve', version: at, total: 1, matched: 1, offset: 0, rows: [row], sources: [{ text: `dig AAAA ${asked}`, at, took: Date.now() - at }], problems: [] })
}
