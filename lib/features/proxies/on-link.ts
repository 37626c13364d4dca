import type { AddressFact } from '../addresses/readings'
import { prefixIndex, type PrefixIndex } from '../prefix-index'
import type { RouteFact } from '../routes/readings'

/**
 * The IPv6 prefixes that are on-link on each of `devices`: routes without a router, and the prefixes of the link's own addresses.
 * Null if neither is known. A table of 200,000 routes is gone through once.
 */
export function onLinkPrefixes(devices: ReadonlySet<string>, routes6: readonly RouteFact[] | undefined, addresses: readonly AddressFact[] | undefined): ((dev: string) => PrefixIndex<true>) | null {
  if (!routes6 && !addresses) return null
  const found = new Map<string, (readonly [string, true])[]>([...devices].map((dev) => [dev, []]))
  for (const route of routes6 ?? []) {
    if (route.gateway !== undefined || route.dev === undefined || route.type !== undefined || route.nexthops) continue
    found.get(route.dev)?.push([route.dst === 'default' ? '::/0' : route.dst, true])
  }
  for (const { dev, family, address, length, peer } of addresses ?? []) if (family === 6) found.get(dev)?.push([`${peer ?? address}/${length}`, true])
  const built = new Map([...found].map(([dev, prefixes]) => [dev, prefixIndex(prefixes)]))
  const none = prefixIndex<true>([])
  return (dev) => built.get(dev) ?? none
}
