import { z } from 'zod'
import { kindOf } from '../../core/address-scope'
import { defineChange, type Delta, type Plan, type PlanContext, type Rows } from '../../core/change'
import { contains, formatAddress, makePrefix, parseAddress, type Prefix } from '../../core/ip'
import { ok, type Result } from '../../core/result'
import { changesKernel as text } from '../../text/en/changes-kernel'
import { adminWay, isOnWay, leadsToAdmin } from '../admin-path'
import { keptKeys } from '../kept/key'
import { forgetting, remembering } from '../kept/plan'
import { kept } from '../kept/resource'
import { links } from '../links/resource'
import { neighbors } from '../neighbors/resource'
import { DONE, execStep, fields, findLink, inputObject, kernelRows, planOf, prefix6Of, refuse, staysKept, type KernelRows } from '../plan-parts'
import { proxies } from '../proxies/resource'
import { onLinkFor } from '../routes/changes-reach'
import { rewriteSteps, routeLabel, routeSpec, sharedPlaces } from '../routes/changes-words'
import { routes } from '../routes/resource'
import { addWords, deleteWords, specOf } from './changes-words'
import { addresses } from './resource'
import type { AddressRow } from './schema'

const t = text.addresses

/** `deprecated`: not chosen as source of new connections (preferred_lft 0). `home`: RFC 6275. `keep`: again after a restart of the host. */
export const addressAdd = inputObject({ dev: fields.dev, address: fields.prefix, nodad: fields.flag, home: fields.flag, deprecated: fields.flag, keep: fields.flag })
export type AddressAdd = z.output<typeof addressAdd>
/** `forget`: an address that dock6 keeps across restarts is forgotten too. */
export const addressRemove = inputObject({ dev: fields.dev, address: fields.prefix, forget: fields.forget })
export type AddressRemove = z.output<typeof addressRemove>

const needs = [addresses, links, routes, neighbors, proxies, kept]

/** Gives a link of the host an IPv6 address. */
export const addAddress = defineChange<AddressAdd>({ kind: 'addresses.add', input: addressAdd, needs, plan: planAdd })

/** Takes an IPv6 address away. */
export const removeAddress = defineChange<AddressRemove>({ kind: 'addresses.remove', input: addressRemove, needs, plan: planRemove })

function planAdd(input: AddressAdd, all: Rows, context: PlanContext): Result<Plan> {
  const { dev, nodad, home, deprecated, keep } = input
  const rows = kernelRows(all)
  const link = findLink(rows.links, dev)
  if (!link.ok) return link
  const checked = hostAddress(input.address)
  if (!checked.ok) return checked
  const prefix = checked.value
  const address = formatAddress(6, prefix.value)
  const taken = takenBy(address, dev, rows)
  if (taken) return refuse('address', taken, 'conflict')

  const label = `${address}/${prefix.length}`
  const flags = [...(nodad ? ['nodad'] : []), ...(home ? ['home'] : [])]
  const argv = addWords({ dev, address, length: prefix.length, peer: null, flags, validLft: null, preferredLft: deprecated ? 0 : null, metric: null })
  const match = { container: null, dev, address, length: prefix.length }
  const delta = (more: string[]): Delta => ({ resource: 'addresses', label: t.dad(label), match: { ...match, flags: more }, before: null, after: null })
  const held = [...(home ? ['home'] : []), ...(deprecated ? ['deprecated'] : [])]
  const listens = !nodad && (link.value.flags ?? []).includes('LOWER_UP')
  const way = adminWay(context.admin, rows.addresses, rows.routes)
  // The prefix becomes an on-link route: whoever is inside is asked for on this link from now on.
  const steals = prefix.length < 128 && way.remote !== null && contains(prefix, way.remote) && !onLinkFor(way.remote, rows.addresses, rows.routes).some((one) => one.dev === dev && one.prefix.length >= prefix.length)
  const memory = keep ? remembering(rows.kept, keptKeys.address(dev, label), t.what(label, dev), { dev, run: [[...argv]] }) : { steps: [], deltas: [] }
  return planOf({
    title: t.add(label, dev),
    steps: [
      execStep(t.add(label, dev), argv, DONE.addressThere, { argv: deleteWords({ dev, address, length: prefix.length, peer: null }), done: DONE.addressGone }),
      ...memory.steps,
    ],
    deltas: [
      { resource: 'addresses', label: `${label} dev ${dev}`, match, before: null, after: { family: 6, peer: null, kind: kindOf({ family: 6, value: prefix.value }) } },
      // Duplicate address detection goes on after the command. Verification waits until it is over, and a duplicate is a failure: no row may have exactly these flags
      // (in the order in which iproute2 prints them). Without carrier nobody can be asked and the address stays tentative.
      ...(listens ? [delta([...held, 'tentative']), delta(['dadfailed', ...held, 'tentative'])] : []),
      ...memory.deltas,
    ],
    warnings: addWarnings(prefix, address, dev, rows, link.value.flags ?? []),
    ...(steals || isOnWay(way, address) ? { risk: 'may-disconnect', riskText: t.steals(prefix.text, dev) } : {}),
  })
}

function planRemove({ dev, address: input, forget }: AddressRemove, all: Rows, context: PlanContext): Result<Plan> {
  const rows = kernelRows(all)
  const parsed = prefix6Of(input, 'address')
  if (!parsed.ok) return parsed
  const address = formatAddress(6, parsed.value.value)
  const link = findLink(rows.links, dev)
  if (!link.ok) return link
  const own = rows.addresses.filter((row) => !row.container && row.dev === dev && row.family === 6)
  const row = own.find((one) => one.address === address && one.length === parsed.value.length)
  if (!row) return refuse('address', t.notThere(`${address}/${parsed.value.length}`, dev), 'not_found')

  const label = `${address}/${row.length}`
  const { spec, prefix, route } = restorable(row, rows, context.now)
  const onlyOne = route !== undefined && !own.some((one) => one !== row && inside(prefix, one))
  const way = adminWay(context.admin, rows.addresses, rows.routes)
  const cuts = isOnWay(way, address) || (onlyOne && way.devs.has(dev) && leadsToAdmin(way, prefix))
  const sourced = withoutSource(address, rows, context.now)
  // A route's source must not be tentative, and these routes get theirs back right after the address.
  const back = addWords(sourced.steps.length > 0 ? { ...spec, flags: [...spec.flags, 'nodad'] } : spec)
  const key = keptKeys.address(dev, label)
  const memory = forgetting(forget ? rows.kept : [], key, t.what(label, dev))
  return planOf({
    title: t.remove(label, dev),
    steps: [
      ...sourced.steps,
      execStep(t.remove(label, dev), deleteWords(spec), DONE.addressGone, { argv: back, done: DONE.addressThere }),
      ...memory.steps,
    ],
    deltas: [{ resource: 'addresses', label: `${label} dev ${dev}`, match: { container: null, dev, address, length: row.length }, before: { peer: row.peer ?? null }, after: null }, ...sourced.deltas, ...memory.deltas],
    warnings: [
      ...staysKept(rows, key, forget, t.what(label, dev)),
      ...(onlyOne ? [t.prefixRoute(prefix.text, dev)] : []),
      ...(row.source === 'ra' ? [t.comesBack] : row.source === 'dhcp' ? [t.leased] : row.source === 'engine' ? [t.engines(row.network?.name ?? dev)] : []),
      ...rows.routes.filter((one) => one.src === address).slice(0, 3).map((one) => (one.carrier ? text.routes.notBack(one.dst, one.carrier) : t.sourceOf(one.dst))),
    ],
    ...(cuts ? { risk: 'may-disconnect', riskText: t.cuts(label) } : row.source === 'engine' ? { risk: 'disrupts', riskText: t.gateway(row.network?.name ?? dev) } : {}),
  })
}

/** The kernel strikes an address out of the routes that send from it (fib6_remove_prefsrc). As steps of their own, these have a way back. */
function withoutSource(address: string, rows: KernelRows, now: number): Pick<Plan, 'steps' | 'deltas'> {
  const sourced = rows.routes.filter((row) => row.family === 6 && row.src === address && row.table !== 'local' && !row.carrier).map((row) => routeSpec(row, now))
  const isShared = sharedPlaces(sourced.length > 0 ? rows.routes : [])
  return {
    steps: sourced.flatMap((spec) => rewriteSteps(t.withoutSource(routeLabel(spec)), spec, { ...spec, src: null }, isShared)),
    deltas: sourced.map(({ dst, table, metric, via, dev, ...spec }): Delta => ({ resource: 'routes', label: routeLabel({ ...spec, dst, table, metric, via, dev }), match: { family: 6, dst, table, metric, via, dev }, before: { src: address }, after: { src: null } })),
  }
}

/** How to make an address of the host again, with the prefix that it makes on-link and the kernel's route for it. */
export function restorable(row: AddressRow, rows: Pick<KernelRows, 'routes'>, now: number) {
  const parsed = parseAddress(row.peer ?? row.address)
  const prefix = makePrefix(6, parsed.ok ? parsed.value.value : 0n, row.length)
  const dst = prefix.text
  const route = (row.flags ?? []).includes('noprefixroute') ? undefined : rows.routes.find((one) => one.dst === dst && one.dev === row.dev && one.protocol === 'kernel' && one.table !== 'local')
  return { spec: specOf(row, route, now), prefix, route }
}

/** The kernel takes the prefix route away with the last address that lies in it (check_cleanup_prefix_route). */
function inside(prefix: Prefix, row: AddressRow): boolean {
  const parsed = parseAddress(row.peer ?? row.address)
  return row.length === prefix.length && parsed.ok && contains(prefix, parsed.value)
}

/** An address with its length that a link of a host can have. */
export function hostAddress(input: string, field = 'address'): Result<Prefix> {
  const parsed = prefix6Of(input, field)
  if (!parsed.ok) return parsed
  const { value, length } = parsed.value
  const kind = kindOf({ family: 6, value })
  const address = formatAddress(6, value)
  if (kind === 'multicast' || kind === 'unspecified' || kind === 'loopback' || kind === 'mapped') return refuse(field, text.input.notUnicast(address, kind))
  if (kind === 'link-local' && length < 64) return refuse(field, t.linkLocalLength(address))
  if (length < SHORTEST) return refuse(field, t.tooShort(length))
  return ok(parsed.value)
}

/** No network is larger than what a registry hands to a provider; a shorter prefix is a slip that makes much of the internet on-link. */
const SHORTEST = 32

/** Who has the address already, in a sentence. Link-local addresses are each link's own. */
function takenBy(address: string, dev: string, rows: KernelRows): string | null {
  const ownLink = address.startsWith('fe80:')
  const row = rows.addresses.find((one) => one.address === address && (!ownLink || (!one.container && one.dev === dev)))
  if (!row) return null
  return row.container ? t.inContainer(address, row.container.name) : t.there(address, row.dev)
}

function addWarnings(prefix: Prefix, address: string, dev: string, rows: KernelRows, linkFlags: readonly string[]): string[] {
  const kind = kindOf({ family: 6, value: prefix.value })
  const seen = rows.neighbors.find((row) => row.address === address && row.mac && row.state !== 'FAILED' && (kind !== 'link-local' || row.dev === dev))
  const elsewhere = kind === 'link-local' || prefix.length === 128 ? undefined : onLinkFor(prefix, rows.addresses, rows.routes).find((one) => one.dev !== dev && one.prefix.length >= SHORTEST)
  const proxied = rows.proxies.find((row) => row.address === address)
  return [
    ...(kind === 'documentation' ? [t.documentation] : []),
    ...(linkFlags.includes('UP') ? [] : [t.linkDown(dev)]),
    ...(seen ? [t.seen(address, seen.dev, seen.mac ?? '')] : []),
    ...(elsewhere ? [t.elsewhere(elsewhere.prefix.text, elsewhere.dev)] : []),
    ...(proxied ? [t.proxied(proxied.dev)] : []),
    ...(prefix.length !== 64 && prefix.length < 128 ? [t.notSlaac(prefix.length)] : []),
    ...(prefix.canonical && prefix.length < 127 ? [t.anycast(address)] : []),
  ]
}
