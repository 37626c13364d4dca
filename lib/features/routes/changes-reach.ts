import { contains, parsePrefix, type Address, type Prefix } from '../../core/ip'
import type { AddressRow } from '../addresses/schema'
import type { RouteRow } from './schema'

/** A prefix that is on-link on a link: its neighbors are asked for directly. */
export type OnLink = { dev: string; prefix: Prefix }

/** The prefixes that are on-link on the links of this host: unicast routes without a router, and the prefixes of the links' own addresses. Only those that hold `target`, to keep 200,000 routes cheap. */
export function onLinkFor(target: Address | Prefix, addresses: readonly AddressRow[], routes: readonly RouteRow[]): OnLink[] {
  const found: OnLink[] = []
  const add = (dev: string, text: string) => {
    const prefix = parsePrefix(text)
    if (prefix.ok && contains(prefix.value, target)) found.push({ dev, prefix: prefix.value })
  }
  for (const { dev, via, type, family, dst, table, nexthops } of routes) {
    if (dev === null || via !== null || type !== 'unicast' || table === 'local' || family !== target.family || (nexthops ?? []).length > 0) continue
    add(dev, dst === 'default' ? '::/0' : dst)
  }
  for (const { container, dev, family, address, length, peer } of addresses) if (!container && family === target.family) add(dev, `${peer ?? address}/${length}`)
  return found
}

/** Whether `address` can be asked for directly on `dev`. The whole internet as an on-link prefix (point-to-point links) counts too. */
export function isOnLink(address: Address, dev: string, addresses: readonly AddressRow[], routes: readonly RouteRow[]): boolean {
  return onLinkFor(address, addresses, routes).some((one) => one.dev === dev)
}
