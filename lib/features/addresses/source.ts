import type { AddressFact } from './readings'
import type { AddressSource } from './schema'

const BY_PROTOCOL: Partial<Record<string, AddressSource>> = { kernel_ra: 'ra', kernel_ll: 'kernel', kernel_lo: 'kernel' }

/**
 * Who put an address there. From iproute2 6.3 on the kernel's own word is printed (`protocol`); before, flags have to do:
 * the kernel sets mngtmpaddr on every address that it makes from a router advertisement, and temporary on those derived from it (RFC 8981);
 * DHCPv6 clients add /128 with a lifetime. What has a lifetime but none of these marks was added by hand with one.
 */
export function sourceOf(fact: Pick<AddressFact, 'family' | 'address' | 'length' | 'scope' | 'flags' | 'protocol'>, isGateway: boolean): AddressSource {
  const has = (flag: string) => fact.flags.includes(flag)
  if (isGateway) return 'engine'
  const told = fact.protocol === null ? undefined : BY_PROTOCOL[fact.protocol]
  if (told) return told
  if (fact.scope === 'host' || (fact.family === 6 && fact.scope === 'link')) return 'kernel'
  if (!has('dynamic')) return 'static'
  if (fact.family === 4) return 'dhcp'
  if (has('mngtmpaddr') || has('temporary')) return 'ra'
  if (fact.length === 128) return 'dhcp'
  // NetworkManager adds what routers advertise itself, as /64 without a prefix route.
  return has('noprefixroute') ? 'ra' : 'static'
}
