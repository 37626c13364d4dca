import type { RouteRow } from './schema'

type Words = [string, ...string[]]

/** A route in the words of `ip`. `expires` in seconds. */
export type RouteSpec = Pick<RouteRow, 'dst' | 'from' | 'type' | 'table' | 'via' | 'dev' | 'protocol' | 'metric' | 'src' | 'mtu' | 'pref'> & { nexthops: RouteRow['nexthops']; onlink: boolean; expires: number | null }

/** What the kernel gives IPv6 routes that name no metric (IP6_RT_PRIO_USER). Written out always, so that a route is taken away by its full name. */
export const DEFAULT_METRIC = 1024

/** `ip -6 route <verb> ...` in keyword form: no name can be taken for an option or a keyword. */
export function routeWords(verb: 'add' | 'replace' | 'del', spec: RouteSpec): Words {
  return ['ip', '-6', 'route', verb, ...identity(spec), ...(verb === 'del' ? [] : qualities(spec))]
}

/** A row as it stands, so that it can be made again. */
export function routeSpec(row: RouteRow, now: number): RouteSpec {
  const { dst, type, table, protocol } = row
  return {
    dst, type, table, protocol,
    from: row.from ?? null, metric: row.metric ?? null, src: row.src ?? null, mtu: row.mtu ?? null,
    pref: row.pref === 'medium' ? null : (row.pref ?? null),
    // The kernel hangs routes that refuse on lo; `ip` takes no device for them.
    dev: type === 'unicast' ? (row.dev ?? null) : null,
    via: row.via ?? null,
    nexthops: row.nexthops ?? [],
    onlink: (row.flags ?? []).includes('onlink'),
    expires: row.expiresAt === null || row.expiresAt === undefined ? null : Math.max(1, Math.round((row.expiresAt - now) / 1000)),
  }
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

function qualities({ src, mtu, pref, onlink, expires, nexthops }: RouteSpec): string[] {
  return [
    ...word('src', src), ...word('mtu', mtu), ...word('pref', pref), ...word('expires', expires), ...(onlink ? ['onlink'] : []),
    ...nexthops.flatMap((hop) => ['nexthop', ...word('via', hop.via), ...word('dev', hop.dev), 'weight', String(hop.weight)]),
  ]
}

function word(name: string, value: string | number | null): string[] {
  return value === null ? [] : [name, String(value)]
}
