import { parsePrefix } from '../../lib/core/ip'
import type { AddressRow } from '../../lib/features/addresses/schema'
import type { PoolSource } from '../../lib/features/networks/suggest'

/** What most software expects of a network. */
const NETWORK_BITS = 64
/** Out of a prefix that is a /64 itself, parts of this size: room for every container, and thousands of such networks. */
const PART_BITS = 80
/** Longer prefixes have no useful parts to give away. */
const LONGEST = 72
const MOST = 6

type HostPrefix = { prefix: string; /** There are whole /64s to give. */ whole: boolean; source: Extract<PoolSource, { from: 'prefix' }> }

/** The prefixes of the host out of which networks can be given parts, those of the uplink first. */
export function hostPrefixes(rows: readonly AddressRow[]): HostPrefix[] {
  const own = rows.filter((row) => row.family === 6 && row.container === null && row.network === null && row.scope === 'global' && row.length <= LONGEST)
  const found = new Map<string, HostPrefix>()
  for (const { address, length } of own.toSorted((a, b) => Number(b.uplink) - Number(a.uplink) || a.length - b.length)) {
    const parsed = parsePrefix(`${address}/${length}`)
    if (!parsed.ok) continue
    const whole = length < NETWORK_BITS
    found.set(parsed.value.text, { prefix: parsed.value.text, whole, source: { from: 'prefix', prefix: parsed.value.text, length: whole ? NETWORK_BITS : PART_BITS } })
  }
  return [...found.values()].slice(0, MOST)
}

/** The 40 random bits that make a private prefix one's own (RFC 4193), as ten hex digits. */
export function randomGlobalId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
