import type { Step } from '../../core/action'
import { DONE, execStep } from '../plan-parts'
import type { RouteRow } from './schema'

type Words = [string, ...string[]]

/** A route in the words of `ip`. `expires` in seconds. */
export type RouteSpec = Pick<RouteRow, 'dst' | 'from' | 'type' | 'table' | 'via' | 'dev' | 'protocol' | 'metric' | 'src' | 'mtu' | 'metrics' | 'pref'> & { nexthops: RouteRow['nexthops']; onlink: boolean; expires: number | null }

/** What the kernel gives IPv6 routes that name no metric (IP6_RT_PRIO_USER). Written out always, so that a route is taken away by its full name. */
export const DEFAULT_METRIC = 1024

/** `ip -6 route <verb> ...` in keyword form: no name can be taken for an option or a keyword. */
export function routeWords(verb: 'add' | 'append' | 'replace' | 'del', spec: RouteSpec): Words {
  return ['ip', '-6', 'route', verb, ...identity(spec), ...(verb === 'del' ? [] : qualities(spec))]
}

/** A row as it stands, so that it can be made again. */
export function routeSpec(row: RouteRow, now: number): RouteSpec {
  const { dst, type, table, protocol } = row
  return {
    dst, type, table, protocol,
    from: row.from ?? null, metric: row.metric ?? null, src: row.src ?? null, mtu: row.mtu ?? null, metrics: row.metrics ?? null,
    pref: row.pref === 'medium' ? null : (row.pref ?? null),
    // The kernel hangs routes that refuse on lo; `ip` takes no device for them.
    dev: type === 'unicast' ? (row.dev ?? null) : null,
    via: row.via ?? null,
    nexthops: row.nexthops ?? [],
    onlink: (row.flags ?? []).includes('onlink'),
    expires: row.expiresAt === null || row.expiresAt === undefined ? null : Math.max(1, Math.round((row.expiresAt - now) / 1000)),
  }
}

/** Tells of a route whether there is another with its destination, source prefix, table and metric. One pass over the table. */
export function sharedPlaces(rows: readonly RouteRow[]): (spec: RouteSpec) => boolean {
  const place = ({ dst, from, table, metric }: Pick<RouteRow, 'dst' | 'from' | 'table' | 'metric'>) => `${dst} ${from ?? ''} ${table} ${metric ?? 0}`
  const counts = new Map<string, number>()
  for (const row of rows) if (row.family === 6) counts.set(place(row), (counts.get(place(row)) ?? 0) + 1)
  return (spec) => (counts.get(place(spec)) ?? 0) > 1
}

/** How a route that is there comes back. Beside another one in its place `add` only says “File exists”; `append` says that if the very same is there. */
export function routeBack(spec: RouteSpec, isShared: (spec: RouteSpec) => boolean): { argv: Words; done: readonly string[] } {
  return { argv: routeWords(isShared(spec) ? 'append' : 'add', spec), done: DONE.routeThere }
}

/** Gives a route other qualities. `replace` takes the first of several routes in one place, so there it goes and comes back as one of its own. */
export function rewriteSteps(title: string, before: RouteSpec, after: RouteSpec, isShared: (spec: RouteSpec) => boolean): Step[] {
  if (!isShared(before)) return [execStep(title, routeWords('replace', after), [], { argv: routeWords('replace', before), done: [] })]
  const gone = (spec: RouteSpec) => ({ argv: routeWords('del', spec), done: DONE.routeGone })
  const there = (spec: RouteSpec) => ({ argv: routeWords('append', spec), done: DONE.routeThere })
  return [execStep(title, gone(before).argv, gone(before).done, there(before)), execStep(title, there(after).argv, there(after).done, gone(after))]
}

/** What tells a route from others, for people. */
export function routeLabel(spec: RouteSpec): string {
  const words = [spec.type === 'unicast' ? '' : spec.type, spec.dst, spec.via === null ? '' : `via ${spec.via}`, spec.dev === null ? '' : `dev ${spec.dev}`, spec.table === 'main' ? '' : `table ${spec.table}`]
  return words.filter((word) => word !== '').join(' ')
}

/** What the kernel compares to find a route. A multipath route is named without its next hops: the whole goes. */
function identity({ type, dst, from, via, dev, protocol, metric, table }: RouteSpec): string[] {
  return [
    ...(type === 'unicast' ? [] : [type]), dst, ...word('from', from), ...word('via', via), ...word('dev', dev), 'proto', protocol, ...word('metric', metric), 'table', table,
  ]
}

function qualities({ src, mtu, metrics, pref, onlink, expires, nexthops }: RouteSpec): string[] {
  return [
    ...(metrics === null ? [] : metrics.split(' ')), ...word('src', src), ...word('mtu', mtu), ...word('pref', pref), ...word('expires', expires), ...(onlink ? ['onlink'] : []),
    ...nexthops.flatMap((hop) => ['nexthop', ...word('via', hop.via), ...word('dev', hop.dev), 'weight', String(hop.weight)]),
  ]
}

function word(name: string, value: string | number | null): string[] {
  return value === null ? [] : [name, String(value)]
}
