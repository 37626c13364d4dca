import { parsePrefix, type Address, type Prefix } from './ip'

/** What kind of address this is, by the IANA special-purpose registries (RFC 6890, RFC 4291, RFC 4193, RFC 3849, RFC 9637). */
export type AddressKind =
  | 'unspecified' | 'loopback' | 'link-local' | 'unique-local' | 'multicast' | 'documentation' | 'mapped'
  | '6to4' | 'teredo' | 'nat64' | 'global' | 'private' | 'shared' | 'broadcast'

// First match wins, so narrower ranges stand before wider ones. Documentation prefixes are global unicast to the kernel; people want to see that they are not real.
const RANGES: [AddressKind, string][] = [
  ['unspecified', '::/128'], ['loopback', '::1/128'], ['mapped', '::ffff:0:0/96'], ['nat64', '64:ff9b::/96'], ['nat64', '64:ff9b:1::/48'],
  ['documentation', '2001:db8::/32'], ['documentation', '3fff::/20'], ['teredo', '2001::/32'], ['6to4', '2002::/16'],
  ['unique-local', 'fc00::/7'], ['link-local', 'fe80::/10'], ['multicast', 'ff00::/8'],
  ['unspecified', '0.0.0.0/32'], ['loopback', '127.0.0.0/8'], ['link-local', '169.254.0.0/16'], ['private', '10.0.0.0/8'],
  ['private', '172.16.0.0/12'], ['private', '192.168.0.0/16'], ['shared', '100.64.0.0/10'], ['documentation', '192.0.2.0/24'],
  ['documentation', '198.51.100.0/24'], ['documentation', '203.0.113.0/24'], ['multicast', '224.0.0.0/4'], ['broadcast', '255.255.255.255/32'],
]

const TABLE: { kind: AddressKind; prefix: Prefix }[] = RANGES.map(([kind, range]) => {
  const prefix = parsePrefix(range)
  if (!prefix.ok) throw new Error(`address range ${range}`)
  return { kind, prefix: prefix.value }
})

/** Classifies an address. Everything that no range claims is global unicast. */
export function kindOf(address: Pick<Address, 'family' | 'value'>): AddressKind {
  for (const { kind, prefix } of TABLE) {
    if (prefix.family !== address.family) continue
    const shift = BigInt((prefix.family === 4 ? 32 : 128) - prefix.length)
    if (address.value >> shift === prefix.network >> shift) return kind
  }
  return 'global'
}

/** Whether packets to this address can come from beyond the link by routing: global unicast, with the documentation ranges that labs use in its place. */
export function isGlobalUnicast(address: Pick<Address, 'family' | 'value'>): boolean {
  const kind = kindOf(address)
  return kind === 'global' || kind === 'documentation' || kind === '6to4'
}
