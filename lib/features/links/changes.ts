import { z } from 'zod'
import type { Step } from '../../core/action'
import { defineChange, type Delta, type Plan, type PlanContext, type Rows } from '../../core/change'
import type { Result } from '../../core/result'
import { changesKernel as text } from '../../text/en/changes-kernel'
import { adminWay, carriers } from '../admin-path'
import { addresses } from '../addresses/resource'
import { neighbors } from '../neighbors/resource'
import { execStep, fields, findLink, inputObject, kernelRows, planOf, refuse, sysctlStep, type KernelRows } from '../plan-parts'
import { proxies } from '../proxies/resource'
import { rewriteSteps, routeLabel, routeSpec, sharedPlaces } from '../routes/changes-words'
import { routes } from '../routes/resource'
import { wipedFrom } from '../sysctls/changes-wiped'
import { sysctls } from '../sysctls/resource'
import { links } from './resource'
import { standingOn } from './stacked'

const t = text.links

/** Every IPv6 link carries this much (RFC 8200 section 5). */
const LEAST_FOR_IPV6 = 1280
/** What an IPv4 link carries at least (RFC 791), and the longest packet there is without jumbograms. */
const [LEAST, MOST] = [68, 65535]

/** `mtu` in bytes. */
export const linkMtu = inputObject({ dev: fields.dev, mtu: fields.whole(LEAST, MOST) })
export type LinkMtu = z.output<typeof linkMtu>

/** Sets the MTU of a link. */
export const setMtu = defineChange<LinkMtu>({ kind: 'links.set-mtu', input: linkMtu, needs: [links, addresses, routes, neighbors, proxies, sysctls], plan })

function plan({ dev, mtu }: LinkMtu, all: Rows, { admin, now }: PlanContext): Result<Plan> {
  const rows = kernelRows(all)
  const link = findLink(rows.links, dev)
  if (!link.ok) return link
  const { mtu: before, kind, master } = link.value
  if (kind === 'loopback') return refuse('dev', t.loopback(dev))
  if (before === mtu) return refuse('mtu', t.already(dev, mtu), 'conflict')
  const ends = mtu < LEAST_FOR_IPV6 && before >= LEAST_FOR_IPV6
  // A bridge whose MTU nobody set follows the smallest of its ports (br_mtu_auto_adjust), and would lose IPv6 with them.
  if (ends && master !== null && hasIpv6([master, ...standingOn(master, rows.links).map((one) => one.name)], rows)) return refuse('mtu', t.bridgeFollows(dev, master), 'conflict')
  // These follow at once (vlan_device_event, macvlan_device_event, ipvlan_adjust_mtu of the kernel), and stay so when it is raised again.
  const upper = standingOn(dev, rows.links).filter((one) => FOLLOWS.includes(one.kind) && one.mtu > mtu)
  if (upper.length > 0) return refuse('mtu', t.carries(dev, upper.map((one) => one.name).join(', ')), 'conflict', t.carriesHint(upper[0]?.name ?? '', mtu))
  const lost = ends ? removed(dev, rows, now) : mtu >= LEAST_FOR_IPV6 ? adjusted(dev, before, mtu, rows, now) : { steps: [], deltas: [], warnings: [] }
  const set = (bytes: number) => ['ip', 'link', 'set', 'dev', dev, 'mtu', String(bytes)] as const
  const way = adminWay(admin, rows.addresses, rows.routes)
  const onWay = carriers(way, rows.links).has(dev) && (!ends || way.remote?.family === 6)
  return planOf({
    title: t.setMtu(dev, mtu),
    steps: [...lost.steps, execStep(t.setMtu(dev, mtu), set(mtu), [], { argv: set(before), done: [] })],
    deltas: [{ resource: 'links', label: dev, match: { name: dev }, before: { mtu: before }, after: { mtu } }, ...lost.deltas],
    warnings: [...(ends ? [t.ends(dev)] : []), ...lost.warnings],
    ...(onWay ? { risk: 'may-disconnect', riskText: t.cuts(dev) } : ends ? { risk: 'disrupts', riskText: text.sysctls.disables(dev) } : {}),
  })
}

/** Kinds of links whose MTU the kernel keeps at most at that of the link below. */
const FOLLOWS = ['vlan', 'macvlan', 'macvtap', 'ipvlan', 'ipvtap', 'macsec']

function hasIpv6(devs: readonly string[], { addresses: held }: KernelRows): boolean {
  return held.some((row) => !row.container && row.family === 6 && devs.includes(row.dev))
}

type Parts = Pick<Plan, 'steps' | 'deltas' | 'warnings'>

/**
 * Below 1280 the kernel takes IPv6 off the link with everything on it, its settings too; above again it starts with those of `default` (addrconf_ifdown with unregister, of the kernel's net/ipv6/addrconf.c).
 * Settings are written as they are, so that the way back writes them again. Undo runs backwards and by then in the order of their names: accept_ra comes before forwarding, which would drop advertised routes.
 */
function removed(dev: string, rows: KernelRows, now: number): Parts {
  const wiped = wipedFrom([dev], 'deleted', rows, now)
  const own = rows.sysctls.filter((row) => row.dev === dev && row.key.startsWith('net/ipv6/'))
  const usual = (key: string, name: string) => (name === 'mtu' ? String(rows.links.find((row) => row.name === dev)?.mtu) : rows.sysctls.find((row) => row.key === key.replace(`/${dev}/`, '/default/'))?.value)
  const noted = own.filter((row) => row.value !== usual(row.key, row.name)).toSorted((a, b) => (a.key < b.key ? 1 : -1))
  return {
    steps: [...wiped.steps, ...noted.map((row) => sysctlStep(t.note(row.key, row.value), row.key, row.value, row.value))],
    deltas: [...wiped.deltas, ...noted.map((row): Delta => ({ resource: 'sysctls', label: row.key, match: { key: row.key }, before: { value: row.value }, after: null }))],
    warnings: [...wiped.warnings, t.otherSettings],
  }
}

/** The link's IPv6 MTU becomes that of the link, and routes are cut to it (rt6_mtu_change); neither comes back by itself. */
function adjusted(dev: string, before: number, mtu: number, rows: KernelRows, now: number): Parts {
  const steps: Step[] = []
  const deltas: Delta[] = []
  const own = rows.sysctls.find((row) => row.key === `net/ipv6/conf/${dev}/mtu`)
  if (own && own.value !== String(before)) {
    steps.push(sysctlStep(text.sysctls.set(own.key, String(Math.min(before, mtu))), own.key, String(Math.min(before, mtu)), own.value))
    deltas.push({ resource: 'sysctls', label: own.key, match: { key: own.key }, before: { value: own.value }, after: { value: String(mtu) } })
  }
  const warnings: string[] = []
  const isShared = sharedPlaces(rows.routes)
  for (const row of rows.routes.filter((one) => one.family === 6 && one.dev === dev && typeof one.mtu === 'number' && one.mtu > mtu)) {
    if (row.carrier) {
      warnings.push(text.routes.notBack(row.dst, row.carrier))
      continue
    }
    const spec = routeSpec(row, now)
    steps.push(...rewriteSteps(t.cutRoute(routeLabel(spec), mtu), spec, { ...spec, mtu }, isShared))
    deltas.push({ resource: 'routes', label: routeLabel(spec), match: { family: 6, dst: spec.dst, table: spec.table, metric: spec.metric, via: spec.via, dev }, before: { mtu: spec.mtu }, after: { mtu } })
  }
  return { steps, deltas, warnings }
}
