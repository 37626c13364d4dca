import type { Family } from '../../core/ip'
import { defineResource } from '../../core/resource'
import { engineNetworks } from '../networks/readings'
import type { NetworkRef } from '../networks/ref'
import { metricWords } from './metric-words'
import { routes4, routes6, type RouteFact } from './readings'
import type { RouteRow } from './schema'
import { isShadowed, rivalry, winnerOf, type Rival } from './shadow'

// Most routes have neither; 200,000 rows share these two arrays.
const NO_HOPS: RouteRow['nexthops'] = []
const NO_FLAGS: string[] = []

/** Routes of all tables, IPv6 first, in the order in which `ip` prints them. */
export const routes = defineResource<RouteRow, { routes6: typeof routes6; routes4: typeof routes4 }, { networks: typeof engineNetworks }>({
  name: 'routes',
  needs: { routes6, routes4 },
  enriches: { networks: engineNetworks },
  rows({ routes6: six, routes4: four }, { networks }) {
    const byBridge = new Map((networks ?? []).flatMap((n): [string, NetworkRef][] => (n.bridge ? [[n.bridge, { id: n.id, name: n.name }]] : [])))
    const rows: RouteRow[] = []
    addRows(rows, 6, six, byBridge)
    addRows(rows, 4, four, byBridge)
    return rows
  },
  key: (row) => row.key,
  search: (row) =>
    [
      row.dst, row.type, row.table, row.via ?? '', row.dev ?? '', row.protocol, row.src ?? '', row.scope ?? '', row.network?.name ?? '', `ipv${row.family}`,
      row.metric === null ? '' : `metric ${row.metric}`, row.pref ?? '', row.metrics ?? '', row.carrier ?? '', row.linkdown ? 'linkdown' : '', row.shadowedBy === null ? '' : 'shadowed',
      ...row.flags, ...row.nexthops.map((hop) => `${hop.via ?? ''} ${hop.dev ?? ''}`),
    ].join(' '),
  sorts: { dst: 'address', family: 'number', type: 'text', table: 'text', via: 'address', dev: 'text', protocol: 'text', metric: 'number', scope: 'text', src: 'address', pref: 'text', mtu: 'number', expiresAt: 'number', network: 'text' },
  volatile: ['expiresAt'],
})

/** One pass over the routes; only destinations that occur twice are looked at again, so the whole stays linear. */
function addRows(rows: RouteRow[], family: Family, facts: readonly RouteFact[], byBridge: Map<string, NetworkRef>): void {
  const first = new Map<string, number>()
  const again = new Map<number, number[]>()
  const makeKey = keyMaker(family)
  const start = rows.length
  for (let i = 0; i < facts.length; i++) {
    const fact = facts[i]!
    rows.push(toRow(family, fact, makeKey, byBridge))
    const before = first.get(fact.dst)
    if (before === undefined) first.set(fact.dst, i)
    else {
      const all = again.get(before)
      if (all) all.push(i)
      else again.set(before, [before, i])
    }
  }
  for (const indexes of again.values()) {
    const contests = new Map<string, Contestant[]>()
    for (const i of indexes) {
      const fact = facts[i]!
      const place = rivalry(fact)
      const contest = contests.get(place) ?? []
      contests.set(place, contest)
      contest.push({ fact, row: rows[start + i]! })
    }
    for (const contest of contests.values()) if (contest.length > 1) settle(contest)
  }
}

type Contestant = { fact: RouteFact; row: RouteRow }

/** Makes the keys of rivals unique (only rivals can have equal keys) and says who wins. */
function settle(contest: Contestant[]): void {
  const counts = new Map<string, number>()
  for (const { row } of contest) {
    const count = (counts.get(row.key) ?? 0) + 1
    counts.set(row.key, count)
    if (count > 1) row.key += ` #${count}`
  }
  const rivals: Rival[] = contest.map(({ fact, row }) => ({ route: fact, key: row.key }))
  const winner = winnerOf(rivals)
  if (winner) for (const { fact, row } of contest) if (isShadowed(fact, winner.route)) row.shadowedBy = winner.key
}

/** Makes keys like `6 main 2001:db8::/64 256 eth0 -`. All but the destination is mostly the same as on the row before, and is then built and held once. */
function keyMaker(family: Family): (fact: RouteFact, table: string, metric: number | null, dev: string | null, via: string | null) => string {
  let last: { table: string; metric: number | null; dev: string | null; via: string | null; head: string; tail: string } | null = null
  return (fact, table, metric, dev, via) => {
    if (last === null || last.table !== table || last.metric !== metric || last.dev !== dev || last.via !== via) {
      last = { table, metric, dev, via, head: `${family} ${table} `, tail: ` ${metric ?? 0} ${dev ?? '-'} ${via ?? '-'}` }
    }
    const from = fact.from === undefined && fact.tos === undefined ? '' : ` from ${fact.from ?? 'all'} tos ${fact.tos ?? '0'}`
    return (fact.type === undefined ? last.head : `${last.head}${fact.type} `) + fact.dst + from + last.tail
  }
}

function toRow(family: Family, fact: RouteFact, makeKey: ReturnType<typeof keyMaker>, byBridge: Map<string, NetworkRef>): RouteRow {
  const table = fact.table ?? 'main'
  const via = fact.gateway ?? fact.via?.host ?? null
  const dev = fact.dev ?? null
  const type = fact.type ?? 'unicast'
  const metric = fact.metric ?? null
  return {
    key: makeKey(fact, table, metric, dev, via),
    family,
    dst: fact.dst,
    from: fact.from ?? null,
    type,
    table,
    via,
    dev,
    nexthops: fact.nexthops ? fact.nexthops.map((hop) => ({ via: hop.gateway ?? hop.via?.host ?? null, dev: hop.dev ?? null, weight: hop.weight ?? 1 })) : NO_HOPS,
    // `ip` leaves out the protocol that it gives to routes itself.
    protocol: fact.protocol ?? 'boot',
    metric,
    scope: fact.scope ?? null,
    src: fact.prefsrc ?? null,
    pref: fact.pref ?? null,
    flags: fact.flags.length === 0 ? NO_FLAGS : fact.flags,
    mtu: fact.metrics?.find((one) => one.mtu !== undefined)?.mtu ?? null,
    metrics: metricWords(fact),
    carrier: carrierOf(fact),
    expiresAt: fact.expiresAt ?? null,
    linkdown: fact.flags.includes('linkdown') || (fact.nexthops?.every((hop) => hop.flags?.includes('linkdown')) ?? false),
    network: (dev !== null && byBridge.get(dev)) || null,
    shadowedBy: null,
  }
}

function carrierOf({ encap, nhid, nexthops }: RouteFact): string | null {
  const tunnel = encap ?? nexthops?.find((hop) => hop.encap !== undefined)?.encap
  return tunnel !== undefined ? `encap ${tunnel}` : nhid !== undefined ? `nhid ${nhid}` : null
}
