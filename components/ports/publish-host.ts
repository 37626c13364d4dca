import { canonicalText, parseAddress } from '../../lib/core/ip'
import { hostPrefixes, type HostPrefix } from '../../lib/features/addresses/next-free'
import type { AddressRow } from '../../lib/features/addresses/schema'
import { linkForAddress } from './link-for-address'

/** What the form knows of the host's addresses. `free`: the next free address of the prefixes that were looked at, null where there is none. */
export type HostFacts = {
  addresses: readonly AddressRow[]
  prefixes: readonly HostPrefix[]
  free: Readonly<Record<string, string | null>>
  /** The link that an address of this family can be added to; null if the host has it, or for text that is no such address. */
  placeFor(address: string): { dev: string; length: number } | null
}

/** Sorts out the rows: addresses of containers and the engine's bridges are not for publishing on, nor are link-local ones. */
export function hostFacts(rows: readonly AddressRow[], free: HostFacts['free']): HostFacts {
  const mine = rows.filter((row) => row.container === null)
  return {
    addresses: mine.filter((row) => row.network === null && row.kind !== 'link-local' && (row.scope === 'global' || row.kind === 'loopback')).toSorted((a, b) => weight(a) - weight(b)),
    prefixes: hostPrefixes(rows),
    free,
    placeFor(text) {
      const parsed = parseAddress(text)
      if (!parsed.ok || parsed.value.family !== 6 || parsed.value.zone !== undefined) return null
      const address = canonicalText(text)
      const special = address === '::' || address === '::1' || /^fe[89ab]|^ff/.test(address)
      return special || rows.some((row) => row.address === address) ? null : linkForAddress(address, rows)
    },
  }
}

/** Those that last before those that go, IPv6 before IPv4, loopback last. */
function weight({ family, kind, flags, uplink }: AddressRow): number {
  const passing = ['dynamic', 'temporary', 'deprecated', 'dadfailed', 'tentative'].filter((flag) => flags.includes(flag)).length
  return (kind === 'loopback' ? 100 : 0) + (family === 4 ? 20 : 0) + (uplink ? 0 : 5) + passing
}

/** Whether a text is an address, so that it can stand for a place in the URL. */
export function isPlace(text: string): boolean {
  return parseAddress(text).ok
}
