import type { AdminPath, Plan, Rows } from '../core/change'
import type { Problem } from '../core/problem'
import { text } from '../text/en'
import { adminWay } from './admin-path'
import type { AddressRow } from './addresses/schema'
import type { Link } from './links/schema'

/** Where a plan names links. */
const OF_LINKS = ['links', 'bridges', 'addresses']

/** The resources whose rows `fleetingWay` looks at. */
export const WAY_RESOURCES = ['addresses', 'links']

/**
 * Why a request that came in now says nothing about later: the address that it came to is on a link that lost its carrier by this plan.
 * The kernel delivers what arrives on another link (RFC 1122 section 3.3.4.2, weak host), but it answers neighbor solicitations only where the address is (`ndisc_recv_ns`),
 * so the router gets through only until its neighbor entry is probed (RFC 4861 section 7.3.3). Null where nothing is known against the way.
 */
export function fleetingWay(admin: AdminPath, { deltas }: Plan, rows: Rows): Problem | null {
  const links = rows['links'] as readonly Link[]
  const { local } = adminWay(admin, rows['addresses'] as readonly AddressRow[], [])
  if (local === null) return null
  const holders = (rows['addresses'] as readonly AddressRow[]).filter((row) => !row.container && row.address === local.text).map((row) => row.dev)
  const carries = (dev: string) => links.some((link) => link.name === dev && link.flags.includes('LOWER_UP'))
  if (holders.some(carries)) return null
  const touched = new Set(deltas.filter(({ resource }) => OF_LINKS.includes(resource)).flatMap(({ match, before, after }) => [match, before ?? {}, after ?? {}].flatMap((fields) => [fields['name'], fields['dev'], fields['master']])))
  const dark = holders.find((dev) => touched.has(dev))
  return dark === undefined ? null : { code: 'conflict', message: text.changes.fleeting(local.text, dark), hint: text.changes.fleetingHint }
}
