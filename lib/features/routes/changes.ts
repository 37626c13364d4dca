import { defineChange, type Fields, type Plan, type PlanContext, type Rows } from '../../core/change'
import { parseAddress } from '../../core/ip'
import type { Result } from '../../core/result'
import { changesKernel as text } from '../../text/en/changes-kernel'
import { adminWay, dstPrefix, leadsToAdmin, leadsToGateway, type AdminWay } from '../admin-path'
import { addresses } from '../addresses/resource'
import { keptKeys } from '../kept/key'
import { forgetting, remembering } from '../kept/plan'
import { kept } from '../kept/resource'
import { links } from '../links/resource'
import { DONE, execStep, findLink, kernelRows, planOf, refuse, staysKept, type KernelRows } from '../plan-parts'
import { dstOf, fromOf, routeInput, routeRemove, routeReplace, specFrom, tableOf, type RouteInput, type RouteRemove, type RouteReplace } from './changes-check'
import { routeBack, routeLabel, routeSpec, routeWords, sharedPlaces, type RouteSpec } from './changes-words'
import { routes } from './resource'
import type { RouteRow } from './schema'

const t = text.routes
const needs = [routes, links, addresses, kept]

/** Adds an IPv6 route. */
export const addRoute = defineChange<RouteInput>({ kind: 'routes.add', input: routeInput, needs, plan: planAdd })

/** Puts a route in the place of the one with the same destination, table and metric. The kernel does it in one move. */
export const replaceRoute = defineChange<RouteReplace>({ kind: 'routes.replace', input: routeReplace, needs, plan: planReplace })

/** Takes an IPv6 route away. */
export const removeRoute = defineChange<RouteRemove>({ kind: 'routes.remove', input: routeRemove, needs, plan: planRemove })

function planAdd(input: RouteInput, all: Rows, context: PlanContext): Result<Plan> {
  const rows = kernelRows(all)
  const wished = specFrom(input, rows)
  if (!wished.ok) return wished
  const spec = wished.value
  // The kernel refuses a second route with the same metric whatever its next hop (fib6_add_rt2node, NLM_F_EXCL).
  if (samePlace(spec, rows.routes).length > 0) return refuse('metric', t.there(spec.dst, spec.metric ?? 0), 'conflict', t.thereHint)
  const label = routeLabel(spec)
  const way = adminWay(context.admin, rows.addresses, rows.routes)
  const memory = memoryOf(spec, input.keep, rows)
  return planOf({
    title: t.add(label),
    steps: [
      execStep(t.add(label), routeWords('add', spec), DONE.routeThere, { argv: routeWords('del', spec), done: DONE.routeGone }),
      ...memory.steps,
    ],
    deltas: [{ resource: 'routes', label, match: whole(spec), before: null, after: quality(spec) }, ...memory.deltas],
    warnings: addWarnings(spec, rows),
    ...(takesOver(spec, way) ? cuts(label) : {}),
  })
}

function planReplace(input: RouteReplace, all: Rows, context: PlanContext): Result<Plan> {
  const rows = kernelRows(all)
  const wished = specFrom(input, rows)
  if (!wished.ok) return wished
  const [row, ...others] = samePlace(wished.value, rows.routes)
  if (!row) return refuse('dst', t.notThere(wished.value.dst), 'not_found', t.notThereHint)
  if (others.length > 0) return refuse('metric', t.several(others.length + 1), 'conflict')
  const refused = refuseCarried(row) ?? refuseManaged(row, input.managed)
  if (refused) return refused
  const old = routeSpec(row, context.now)
  // What no form asks for stays as it is.
  const spec: RouteSpec = row.type === 'unicast' && wished.value.type === 'unicast' ? { ...wished.value, metrics: old.metrics, pref: old.pref } : wished.value
  const label = routeLabel(spec)
  const way = adminWay(context.admin, rows.addresses, rows.routes)
  const same = fieldsOf(old)
  // A kept route goes on being kept as it is from now on; else the old one would come back beside it.
  const memory = memoryOf(spec, input.keep || rows.kept.some(({ key }) => key === keyOf(spec)), rows)
  return planOf({
    title: t.replace(label),
    steps: [
      execStep(t.replace(label), routeWords('replace', spec), [], { argv: routeWords('replace', old), done: [] }),
      ...memory.steps,
    ],
    deltas: [{ resource: 'routes', label, match: place(spec), before: { ...same, ...quality(old) }, after: { ...fieldsOf(spec), ...quality(spec) } }, ...memory.deltas],
    warnings: addWarnings(spec, rows),
    ...(way.routes.has(row) || touches(row, way) || takesOver(spec, way) ? cuts(label) : {}),
  })
}

function planRemove(input: RouteRemove, all: Rows, context: PlanContext): Result<Plan> {
  const rows = kernelRows(all)
  const dst = dstOf(input.dst)
  if (!dst.ok) return dst
  const table = tableOf(input.table, rows.routes)
  if (!table.ok) return table
  const via = input.via === undefined ? undefined : parseAddress(input.via)
  if (via && !via.ok) return refuse('via', via.problem.message)
  const from = input.from === undefined ? undefined : fromOf(input.from)
  if (from && !from.ok) return from
  let found = rows.routes.filter((row) => row.family === 6 && row.dst === dst.value && row.table === table.value)
  if (found.length === 0) return refuse('dst', t.notThere(dst.value), 'not_found')
  const link = input.dev === undefined ? undefined : findLink(rows.links, input.dev)
  if (link && !link.ok) return link
  // Whichever part leaves no route is the one that is wrong.
  for (const [field, wanted] of Object.entries({ type: input.type, dev: input.dev, metric: input.metric, via: via?.ok ? via.value.text : undefined })) {
    if (wanted !== undefined) found = found.filter((row) => row[field as 'type' | 'dev' | 'metric' | 'via'] === wanted)
    if (found.length === 0) return refuse(field, t.notThere(dst.value), 'not_found')
  }
  if (from) found = found.filter((row) => (row.from ?? null) === from.value)
  if (from && found.length === 0) return refuse('from', t.notThere(dst.value), 'not_found')
  const [row, ...others] = found
  if (!row) return refuse('dst', t.notThere(dst.value), 'not_found')
  if (others.length > 0) return refuse('dst', t.several(found.length), 'conflict', t.severalHint)
  if (row.dev?.includes('\ufffd')) return refuse('dev', text.input.unreadableName)
  const spec = routeSpec(row, context.now)
  const beside = samePlace(spec, rows.routes).filter((one) => one !== row && one.protocol === row.protocol)
  if (!isNameable(row, beside)) return refuse('dst', t.unnameable(dst.value, beside.length + 1), 'conflict', t.unnameableHint)
  const refused = refuseCarried(row) ?? refuseManaged(row, input.managed)
  if (refused) return refused
  const label = routeLabel(spec)
  const way = adminWay(context.admin, rows.addresses, rows.routes)
  const memory = forgetting(input.forget ? rows.kept : [], keyOf(spec), t.what(label))
  return planOf({
    title: t.remove(label),
    steps: [
      execStep(t.remove(label), routeWords('del', spec), DONE.routeGone, routeBack(spec, sharedPlaces(rows.routes))),
      ...memory.steps,
    ],
    deltas: [{ resource: 'routes', label, match: whole(spec), before: quality(spec), after: null }, ...memory.deltas],
    warnings: [...staysKept(rows, keyOf(spec), input.forget, t.what(label)), ...(row.dst === 'default' ? [t.lastDefault] : []), ...(row.protocol === 'ra' ? [t.raComesBack] : isManaged(row) ? [t.managed(row.dst, row.protocol)] : [])],
    ...(way.routes.has(row) || touches(row, way) ? cuts(label) : {}),
  })
}

/** Routes that the kernel holds in the place that `spec` wants. */
function samePlace(spec: RouteSpec, rows: readonly RouteRow[]): RouteRow[] {
  return rows.filter((row) => row.family === 6 && row.dst === spec.dst && row.table === spec.table && (row.metric ?? 0) === (spec.metric ?? 0) && (row.from ?? null) === spec.from)
}

function isManaged({ protocol }: RouteRow): boolean {
  return !['static', 'boot'].includes(protocol)
}

/** Routes of the kernel, of advertisements and of routing programs come back, or were meant. */
function refuseManaged(row: RouteRow, managed: boolean) {
  return managed || !isManaged(row) ? null : refuse('managed', t.managed(row.dst, row.protocol), 'conflict', t.managedHint)
}

/** Of a tunnel or a nexthop object `ip` has to be told more than a row holds. */
function refuseCarried({ dst, carrier }: RouteRow) {
  return carrier ? refuse('dst', t.carried(dst, carrier), 'conflict', t.carriedHint) : null
}

/** Whether the words of `ip` mean this one of several routes in one place: without a router the kernel takes the first on the link, whatever its router (ip6_route_del). */
function isNameable(row: RouteRow, beside: readonly RouteRow[]): boolean {
  if (beside.length === 0 || row.via) return true
  return row.type === 'unicast' && (row.nexthops ?? []).length === 0 && beside.every(({ dev, nexthops }) => [dev, ...(nexthops ?? []).map((hop) => hop.dev)].every((one) => one !== row.dev))
}

function place({ dst, table, metric, from }: RouteSpec): Fields {
  return { family: 6, dst, table, metric, from }
}

function fieldsOf({ type, via, dev }: RouteSpec): Fields {
  return { type, via, dev: type === 'unicast' ? dev : 'lo' }
}

function whole(spec: RouteSpec): Fields {
  return { ...place(spec), ...fieldsOf(spec) }
}

function quality({ protocol, src, mtu, metrics }: RouteSpec): Fields {
  return { protocol, src, mtu, metrics }
}

function keyOf(spec: RouteSpec): string {
  return keptKeys.route(spec.table, spec.dst, spec.metric ?? 0)
}

function memoryOf(spec: RouteSpec, keep: boolean, rows: KernelRows): Pick<Plan, 'steps' | 'deltas'> {
  return keep ? remembering(rows.kept, keyOf(spec), t.what(routeLabel(spec)), { dev: spec.dev ?? 'lo', run: [routeWords('add', { ...spec, expires: null })] }) : { steps: [], deltas: [] }
}

function cuts(label: string): Pick<Plan, 'risk' | 'riskText'> {
  return { risk: 'may-disconnect', riskText: t.cuts(label) }
}

/** Whether a route holds a router of the admin's way. */
function touches(row: RouteRow, way: AdminWay): boolean {
  const prefix = dstPrefix(row)
  return prefix !== null && row.via === null && row.dev !== null && way.devs.has(row.dev) && leadsToGateway(way, prefix)
}

/** Whether a new route would win over the one of its table that answers to the admin may take: longer, or as long with a lower metric. */
function takesOver(spec: RouteSpec, way: AdminWay): boolean {
  const prefix = dstPrefix({ dst: spec.dst, family: 6 })
  if (prefix === null || spec.from !== null || !leadsToAdmin(way, prefix)) return false
  const rival = [...way.routes].find((row) => row.table === spec.table)
  const now = rival === undefined ? null : dstPrefix(rival)
  return now === null || prefix.length > now.length || (prefix.length === now.length && (spec.metric ?? 0) < (rival?.metric ?? 0))
}

function addWarnings(spec: RouteSpec, rows: KernelRows): string[] {
  const rivals = rows.routes.filter((row) => row.family === 6 && row.dst === spec.dst && row.table === spec.table && !row.from && row.metric !== spec.metric)
  const better = rivals.find((row) => (row.metric ?? 0) < (spec.metric ?? 0))
  const worse = rivals.find((row) => (row.metric ?? 0) > (spec.metric ?? 0))
  const link = spec.dev === null ? undefined : rows.links.find((row) => row.name === spec.dev)
  const silent = rows.addresses.length > 0 && spec.type === 'unicast' && spec.via === null && spec.dst === 'default'
  return [
    ...(better ? [t.loses(better.via ?? better.dev ?? better.type, better.metric ?? 0)] : []),
    ...(worse ? [t.wins(worse.via ?? worse.dev ?? worse.type)] : []),
    ...(link?.flags && !link.flags.includes('LOWER_UP') ? [t.linkDown(link.name)] : []),
    ...(link?.mtu !== undefined && spec.mtu !== null && spec.mtu > link.mtu ? [t.mtuOver(link.name, link.mtu)] : []),
    ...(spec.table === 'main' || spec.table === 'default' ? [] : [t.ownTable(spec.table)]),
    ...(silent ? [t.defaultOnLink] : []),
  ]
}
