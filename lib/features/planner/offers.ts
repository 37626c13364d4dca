import type { Rows } from '../../core/change'
import { isGlobalUnicast, kindOf } from '../../core/address-scope'
import { contains, formatAddress, parseAddress } from '../../core/ip'
import type { AddressRow } from '../addresses/schema'
import { prefixOf } from '../networks/check-overlaps'
import type { RouteRow } from '../routes/schema'
import type { Situation } from './schema'

/** A prefix that the host has, where it was found, and how packets for it come here as far as the host can tell. */
export type Offer = { prefix: string; dev: string; situation: Situation }

/**
 * Prefixes of this host that could be divided: those that are on its links (not only of the uplink: a host that
 * lost its default route still has them; an address by DHCPv6 has none of its own, the link's route tells it), and those
 * that it discards as a whole, which is how a delegated prefix is told apart (RFC 7084 WPD-5). The largest first.
 */
export function offersOf(rows: Rows): Offer[] {
  const found = new Map<string, Offer>()
  for (const row of (rows.addresses ?? []) as AddressRow[]) {
    const { family, address, length, dev, container, network } = row
    if (family !== 6 || dev === 'lo' || container || network || length >= 126) continue
    const prefix = prefixOf(`${address}/${length}`)
    const kind = prefix && kindOf({ family: 6, value: prefix.network })
    if (prefix && kind && (isGlobalUnicast({ family: 6, value: prefix.network }) || kind === 'unique-local')) found.set(prefix.text, { prefix: prefix.text, dev, situation: 'on-link' })
  }
  for (const route of (rows.routes ?? []) as RouteRow[]) {
    const prefix = onLinkBy(route, rows)
    if (prefix && !found.has(prefix)) found.set(prefix, { prefix, dev: route.dev ?? '', situation: 'on-link' })
  }
  for (const { family, dst, type, table } of (rows.routes ?? []) as RouteRow[]) {
    if (family !== 6 || table === 'local' || dst === 'default' || !['unreachable', 'blackhole'].includes(type)) continue
    const prefix = prefixOf(dst)
    if (prefix && prefix.length >= 16 && prefix.length <= 64 && isGlobalUnicast({ family: 6, value: prefix.network })) found.set(prefix.text, { prefix: prefix.text, dev: type, situation: 'routed' })
  }
  return [...found.values()].toSorted((a, b) => Number(a.prefix.split('/')[1]) - Number(b.prefix.split('/')[1]))
}

/** The prefix of a route without a router on a link where this host has a single address in it; null for all others. */
function onLinkBy({ family, dst, dev, via, nexthops, type, table, network }: RouteRow, rows: Rows): string | null {
  const prefix = family === 6 && type === 'unicast' && via === null && nexthops.length === 0 && table === 'main' && network === null && dst !== 'default' ? prefixOf(dst) : null
  if (!prefix || prefix.length < 16 || prefix.length >= 126) return null
  const inside = ({ address }: AddressRow) => { const parsed = parseAddress(address); return parsed.ok && contains(prefix, parsed.value) }
  return ((rows.addresses ?? []) as AddressRow[]).some((row) => row.dev === dev && row.length === 128 && row.container === null && row.network === null && isWide(row.address) && inside(row)) ? prefix.text : null
}

function isWide(address: string): boolean {
  const parsed = parseAddress(address)
  return parsed.ok && (isGlobalUnicast(parsed.value) || kindOf(parsed.value) === 'unique-local')
}

/** IPv4 addresses of this host out of which 6to4 could be worked out, public ones first. */
export function ipv4Of(rows: Rows): string[] {
  const all = ((rows.addresses ?? []) as AddressRow[]).filter(({ family, scope, container, network }) => family === 4 && scope === 'global' && !container && !network)
  return all.map(({ address }) => { const parsed = parseAddress(address); return parsed.ok ? formatAddress(4, parsed.value.value) : address }).toSorted((a, b) => Number(isPrivate(a)) - Number(isPrivate(b)))
}

function isPrivate(address: string): boolean {
  const parsed = parseAddress(address)
  return !parsed.ok || ['private', 'shared', 'loopback', 'link-local'].includes(kindOf(parsed.value))
}
