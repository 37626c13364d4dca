import { z } from 'zod'
import { kindOf } from '../../core/address-scope'
import type { Address } from '../../core/ip'
import { fail, ok, type Result } from '../../core/result'
import { changesKernel as text } from '../../text/en/changes-kernel'
import { fields, findLink, inputObject, prefix6Of, refuse, unicastOf, type KernelRows } from '../plan-parts'
import { isOnLink, onLinkFor } from './changes-reach'
import { DEFAULT_METRIC, type RouteSpec } from './changes-words'
import type { RouteRow } from './schema'

const t = text.routes
const TYPES = ['unicast', 'blackhole', 'unreachable', 'prohibit'] as const

/** Numbers of a table and a metric are 32 bits in netlink. */
const U32 = 0xffffffff
/** Smallest packet that every IPv6 link carries (RFC 8200 section 5); largest that a route can say. */
const MTU = [1280, 65535] as const

const where = { dst: fields.line, dev: fields.dev.optional(), via: fields.address.optional(), metric: fields.whole(1, U32).optional(), table: fields.line.optional() }
/** `onlink`: the router is on this link although no prefix says so. `keep`: again after a restart of the host. */
export const routeInput = inputObject({ ...where, type: fields.choice(TYPES).default('unicast'), mtu: fields.whole(...MTU).optional(), src: fields.address.optional(), onlink: fields.flag, keep: fields.flag })
export type RouteInput = z.output<typeof routeInput>
/** `managed`: yes, also if the kernel, an advertisement or a routing program made the route. */
export const routeReplace = inputObject({ ...routeInput.shape, managed: fields.flag })
export type RouteReplace = z.output<typeof routeReplace>
/** What is left out may be anything, as long as one route remains. `from`: the source prefix of a source-specific route; `all` is a route for every source. */
export const routeRemove = inputObject({ ...where, from: fields.line.optional(), type: fields.choice(TYPES).optional(), managed: fields.flag, forget: fields.forget })
export type RouteRemove = z.output<typeof routeRemove>

/** Reads a destination: `default` or an IPv6 prefix without host bits, as `ip` prints it. */
export function dstOf(input: string): Result<string> {
  if (input.trim() === 'default') return ok('default')
  const parsed = prefix6Of(input, 'dst')
  if (!parsed.ok) return parsed
  if (!parsed.value.canonical) return refuse('dst', t.hostBits(parsed.value.text))
  const kind = kindOf({ family: 6, value: parsed.value.network })
  if (parsed.value.length > 0 && (kind === 'multicast' || kind === 'loopback')) return refuse('dst', text.input.notUnicast(parsed.value.text, kind))
  return ok(parsed.value.length === 0 ? 'default' : parsed.value.text)
}

/** Reads a source prefix; null for a route of every source. */
export function fromOf(input: string): Result<string | null> {
  if (input === 'all') return ok(null)
  const parsed = prefix6Of(input, 'from')
  if (!parsed.ok) return parsed
  return parsed.value.canonical ? ok(parsed.value.text) : refuse('from', t.hostBits(parsed.value.text))
}

/** Reads a table: a number, or a name that some route shows. `local` belongs to the kernel. */
export function tableOf(input: string | undefined, routes: readonly RouteRow[]): Result<string> {
  if (input === undefined) return ok('main')
  // rtnetlink.h: 253 default, 254 main, 255 local; `ip` prints those by name.
  const name = { '253': 'default', '254': 'main', '255': 'local' }[input] ?? input
  if (name === 'local') return refuse('table', t.localTable)
  const number = /^[1-9]\d{0,9}$/.test(name) ? Number(name) : 0
  if (name === 'main' || (number > 0 && number <= U32) || routes.some((row) => row.table === name)) return ok(name)
  return refuse('table', t.noTable)
}

/** Checks the whole of a wished route against the host and completes it. */
export function specFrom(input: RouteInput, rows: KernelRows): Result<RouteSpec> {
  const dst = dstOf(input.dst)
  if (!dst.ok) return dst
  const table = tableOf(input.table, rows.routes)
  if (!table.ok) return table
  const base = { dst: dst.value, table: table.value, type: input.type, from: null, protocol: 'static', metric: input.metric ?? DEFAULT_METRIC, metrics: null, pref: null, expires: null, nexthops: [] }
  if (input.type !== 'unicast') {
    const extra = (['via', 'dev', 'src', 'mtu'] as const).find((name) => input[name] !== undefined)
    if (extra !== undefined || input.onlink) return refuse(extra ?? 'onlink', t.refusesAll(input.type))
    return ok({ ...base, via: null, dev: null, src: null, mtu: null, onlink: false })
  }
  const path = pathOf(input, rows)
  if (!path.ok) return path
  const src = sourceOf(input.src, rows)
  if (!src.ok) return src
  return ok({ ...base, ...path.value, src: src.value, mtu: input.mtu ?? null, onlink: input.onlink })
}

/** Router and link. The kernel says only “No route to host” to a router that it cannot ask for (ip6_route_check_nh), so it is said here. */
function pathOf({ via: wish, dev, onlink }: RouteInput, rows: KernelRows): Result<{ via: string | null; dev: string }> {
  const via = wish === undefined ? null : routerOf(wish)
  if (via !== null && !via.ok) return via
  if (dev === undefined) {
    if (via === null) return refuse('dev', t.noPath)
    if (kindOf(via.value) === 'link-local') return refuse('dev', t.linkLocalNeedsDev(via.value.text))
  }
  const found = dev ?? (via === null ? undefined : nearest(via.value, rows))
  if (found === undefined) return refuse('via', t.unreachableRouter(via?.value.text ?? ''))
  const link = findLink(rows.links, found)
  if (!link.ok) return link
  if (via === null) return onlink ? refuse('onlink', t.onlinkNeedsVia) : ok({ via: null, dev: found })
  const address = via.value.text
  if (rows.addresses.some((row) => !row.container && row.address === address && (kindOf(via.value) !== 'link-local' || row.dev === found))) return refuse('via', t.ownRouter(address))
  if (!onlink && kindOf(via.value) !== 'link-local' && !isOnLink(via.value, found, rows.addresses, rows.routes)) return refuse('via', t.offLinkRouter(address, found), 'bad_input', t.offLinkHint)
  return ok({ via: address, dev: found })
}

function routerOf(input: string): Result<Address> {
  const parsed = unicastOf(input, 'via')
  if (!parsed.ok) return fail(parsed.problem)
  if (parsed.value.family !== 6) return refuse('via', text.input.onlySix)
  const kind = kindOf(parsed.value)
  return kind === 'multicast' || kind === 'unspecified' || kind === 'loopback' || kind === 'mapped' ? refuse('via', text.input.notUnicast(parsed.value.text, kind)) : ok(parsed.value)
}

/** The link whose on-link prefix holds the router most narrowly. */
function nearest(via: Address, rows: KernelRows): string | undefined {
  return onLinkFor(via, rows.addresses, rows.routes).sort((a, b) => b.prefix.length - a.prefix.length)[0]?.dev
}

/** The kernel takes as source only what the host has and may use (ipv6_chk_addr leaves tentative ones out). */
function sourceOf(input: string | undefined, rows: KernelRows): Result<string | null> {
  if (input === undefined) return ok(null)
  const parsed = unicastOf(input, 'src')
  if (!parsed.ok) return parsed
  if (kindOf(parsed.value) === 'loopback') return refuse('src', text.input.notUnicast(parsed.value.text, 'loopback'))
  const row = rows.addresses.find((one) => !one.container && one.family === 6 && one.address === parsed.value.text)
  if (!row) return refuse('src', t.notOurs(parsed.value.text))
  return (row.flags ?? []).includes('tentative') ? refuse('src', t.tentative(row.address)) : ok(row.address)
}
