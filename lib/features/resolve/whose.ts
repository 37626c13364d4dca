import { kindOf } from '../../core/address-scope'
import { parseAddress } from '../../core/ip'
import type { Problem } from '../../core/problem'
import type { Rows } from '../../core/change'
import { resolveText as text } from '../../text/en/resolve'
import type { AddressRow } from '../addresses/schema'
import type { Link } from '../links/schema'
import type { Neighbor } from '../neighbors/schema'
import { onLinkFor } from '../routes/changes-reach'
import type { RouteRow } from '../routes/schema'
import type { NameAddress } from './schema'

/** Neighbor states that say that somebody answered (RFC 4861 section 7.3.2). */
const SEEN = ['REACHABLE', 'STALE', 'DELAY', 'PROBE', 'PERMANENT', 'NOARP']
const UNUSABLE = ['unspecified', 'loopback', 'link-local', 'multicast', 'mapped', 'broadcast']

/** Whose an address is that a name has, by the rows of addresses, routes, neighbors and links. */
export function nameAddress(given: string, ttl: number, rows: Rows): NameAddress {
  const of = <T>(name: string) => (rows[name] ?? []) as readonly T[]
  const parsed = parseAddress(given)
  const none = { ttl, dev: null, prefix: null, container: null, mac: null, flags: [] }
  if (!parsed.ok) return { ...none, family: given.includes(':') ? 6 : 4, address: given, whose: 'unusable', note: text.unusable(given) }
  const { family, text: address } = parsed.value
  const base = { ...none, family, address }
  if (UNUSABLE.includes(kindOf(parsed.value))) return { ...base, whose: 'unusable', note: text.unusable(address) }
  const all = of<AddressRow>('addresses').filter((row) => row.address === address)
  const own = all.find((row) => !row.container)
  if (own) {
    const note = own.flags.includes('dadfailed') ? text.duplicate(address, own.dev) : own.flags.includes('tentative') ? text.tentative(address) : text.host(address, own.dev)
    return { ...base, whose: 'host', dev: own.dev, prefix: `${address}/${own.length}`, flags: own.flags, note }
  }
  const [inside] = all
  if (inside?.container) return { ...base, whose: 'container', container: inside.container.name, note: text.container(address, inside.container.name) }
  const links = of<Link>('links')
  // The narrowest prefix says where it belongs. A default route over a point-to-point link is no place, and the engine's bridges belong to containers.
  const places = onLinkFor(parsed.value, of<AddressRow>('addresses'), of<RouteRow>('routes')).filter(({ dev, prefix }) => prefix.length > 0 && dev !== 'lo' && links.some((link) => link.name === dev && !link.network))
  const place = places.toSorted((a, b) => b.prefix.length - a.prefix.length)[0]
  const seen = of<Neighbor>('neighbors').find((row) => row.address === address && row.mac !== null && SEEN.includes(row.state))
  if (seen) return { ...base, whose: 'neighbor', dev: seen.dev, mac: seen.mac, note: text.neighbor(address, seen.dev, seen.mac ?? '') }
  if (place) return { ...base, whose: 'on-link', dev: place.dev, prefix: place.prefix.text, note: text.onLink(address, place.dev, place.prefix.text) }
  return { ...base, whose: 'nobody', note: text.nobody(address) }
}

/** Why a name is of no use for publishing over IPv6: it has no AAAA, or none that this host has or could have. Null if one is. */
export function nameProblem(name: string, addresses: readonly NameAddress[]): Problem | null {
  const six = addresses.filter(({ family }) => family === 6)
  if (six.length === 0) return { code: 'not_found', field: 'name', message: text.noSix(name, addresses.map(({ address }) => address).join(', ')), hint: text.noSixHint }
  if (six.some(({ whose }) => whose === 'host' || whose === 'on-link')) return null
  return { code: 'conflict', field: 'name', message: text.elsewhere(name, six.map(({ address }) => address).join(', ')), hint: six[0]!.note }
}
