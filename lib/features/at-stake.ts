import { hasFields, projected, type AdminPath, type Delta, type Plan, type Rows } from '../core/change'
import { makePrefix, parseAddress } from '../core/ip'
import { text } from '../text/en'
import { changesKernel } from '../text/en/changes-kernel'
import { adminWay, carriers, isOnWay, leadsToAdmin, type AdminWay } from './admin-path'
import { standingOn } from './links/stacked'
import { isOwnWay } from './networks/connect'
import { factsOf } from './networks/check'
import { swallowed } from './networks/swallow'
import { kernelRows, type KernelRows } from './plan-parts'
import type { RouteRow } from './routes/schema'
import { wipedFrom } from './sysctls/changes-wiped'
import { starved } from './sysctls/starving'

/** The resources whose rows `atStake` looks at, besides those that the plan speaks of. */
export const STAKE_RESOURCES = ['addresses', 'routes', 'links', 'sysctls', 'neighbors', 'proxies']

/** What a plan does to the way of who applies it, what goes with it that it says nothing of, and what has to be done besides. */
export type Stake = { cuts: string | null; warnings: string[]; also: Pick<Plan, 'steps' | 'deltas'> }

/**
 * Judges a plan that was not made out of an input just now: the undo of a change is the change in reverse, and by now somebody may come by what it made, and other things may hang on that.
 * `cuts` is the sentence why the connection of who applies it may break; null if nothing is known that would break it. `now` in ms.
 */
export function atStake(admin: AdminPath, plan: Plan, all: Rows, now: number): Stake {
  const rows = kernelRows(all)
  const later = kernelRows(projected(all, plan.deltas))
  const way = adminWay(admin, rows.addresses, rows.routes)
  const hit = plan.deltas.find((delta) => !delta.loose && isTouched(delta, way, admin, all))
  const { routes: runOut, ...also } = starved(rows, later, now)
  const route = otherThan(way, adminWay(admin, later.addresses, later.routes)) ?? runOut.find((one) => way.routes.has(one))
  const carrying = carriers(way, rows.links)
  const link = plan.steps.flatMap(({ do: act }) => (act.type === 'exec' && act.argv[1] === 'link' ? act.argv.slice(2) : [])).find((word) => carrying.has(word))
  const what = hit?.label ?? route?.dst ?? link ?? null
  const lost = goesAlong(plan.deltas, later, now)
  const warnings = [...(lost.length > 0 ? [text.changes.undoLoses(lost)] : []), ...runOut.map((one) => changesKernel.sysctls.runsOut(one.dev ?? ''))]
  return { cuts: what === null ? null : text.changes.undoCuts(what), warnings, also }
}

function isTouched(delta: Delta, way: AdminWay, admin: AdminPath, all: Rows): boolean {
  const { resource, match, before, after } = delta
  const rows = kernelRows(all)
  const isHit = (dev: unknown) => typeof dev === 'string' && way.devs.has(dev)
  switch (resource) {
    case 'addresses':
      return before === null || after === null ? isAddressOnWay(match, { ...before, ...after }, way, rows) : false
    case 'routes':
      return [...way.routes].some((row) => hasFields(row, match))
    case 'neighbors':
      return isHit(match['dev']) && isOnWay(way, String(match['address']))
    case 'links':
    case 'bridges':
      return [match['name'], before?.['master'], after?.['master']].some((dev) => typeof dev === 'string' && carriers(way, rows.links).has(dev))
    case 'sysctls': {
      const row = rows.sysctls.find((one) => hasFields(one, match))
      return isHit(row?.dev) && way.remote?.family === 6 && row?.value !== after?.['value'] && ((row?.name === 'disable_ipv6' && after?.['value'] !== '0') || row?.name === 'mtu')
    }
    case 'networks': {
      const facts = factsOf(all)
      const network = facts.networks.find((one) => hasFields(one, match))
      if (before === null) return swallowed({ driver: String(after?.['driver']), pools: subnetsOf(after) }, facts, all, admin).cuts !== null
      return network !== undefined && isOwnWay(network, network.members.flatMap((one) => [one.ipv4, one.ipv6]), facts, admin)
    }
    default:
      return false
  }
}

function subnetsOf(network: Delta['after']): { subnet: string }[] {
  return [network?.['subnets4'], network?.['subnets6']].flatMap((list) => (Array.isArray(list) ? list.map((subnet) => ({ subnet: String(subnet) })) : []))
}

/** An address that the way needs, or the only one that puts a prefix on its link (or the first that puts one on another) in which the admin or their router is. */
function isAddressOnWay(match: Delta['match'], more: Delta['match'], way: AdminWay, rows: KernelRows): boolean {
  const { container, dev, address, length } = match
  if (container || typeof dev !== 'string' || typeof address !== 'string') return false
  if (isOnWay(way, address)) return true
  const far = parseAddress(typeof more['peer'] === 'string' ? more['peer'] : address)
  if (!far.ok || typeof length !== 'number') return false
  const prefix = makePrefix(far.value.family, far.value.value, length)
  const others = rows.addresses.filter((row) => !row.container && row.dev === dev && row.length === length && row.address !== address)
  return leadsToAdmin(way, prefix) && !others.some((row) => {
    const other = parseAddress(row.peer ?? row.address)
    return other.ok && other.value.family === prefix.family && makePrefix(prefix.family, other.value.value, length).network === prefix.network
  })
}

/** A route that is on one of two ways only. */
function otherThan({ routes: a }: AdminWay, { routes: b }: AdminWay): RouteRow | undefined {
  const place = ({ dst, table, from, type, metric, via, dev }: RouteRow) => JSON.stringify([dst, table, from ?? null, type ?? 'unicast', metric ?? null, via ?? null, dev ?? null])
  const lacking = (some: ReadonlySet<RouteRow>, of: ReadonlySet<RouteRow>) => [...some].find((row) => ![...of].some((one) => place(one) === place(row)))
  return lacking(a, b) ?? lacking(b, a)
}

/** What the kernel takes away with what the plan takes away, and the plan says nothing of: by the rows as they will be. */
function goesAlong(deltas: readonly Delta[], later: KernelRows, now: number): string[] {
  const gone = (resource: string, field: string) => deltas.flatMap((delta) => (delta.resource === resource && delta.after === null && !delta.match['container'] && typeof delta.match[field] === 'string' ? [delta.match[field]] : []))
  const ending = gone('bridges', 'name').flatMap((name) => [name, ...standingOn(name, later.links).map((link) => link.name)])
  const off = deltas.flatMap(({ resource, match, after }) => (resource === 'sysctls' && after !== null && after['value'] !== '0' ? (/^net\/ipv6\/conf\/(.+)\/disable_ipv6$/.exec(String(match['key']))?.slice(1) ?? []) : []))
  const addresses = gone('addresses', 'address')
  const wiped = [...wipedFrom(ending, 'deleted', later, now).deltas, ...wipedFrom(off, 'disabled', later, now).deltas].filter(({ after }) => after === null)
  const sources = later.routes.filter((row) => row.src !== null && addresses.includes(row.src) && row.table !== 'local')
  return [...new Set([...ending.filter((name) => !gone('bridges', 'name').includes(name)), ...wiped.map(({ label }) => label), ...sources.map((row) => text.changes.undoSource(row.dst, row.src ?? ''))])]
}
