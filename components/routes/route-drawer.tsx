import dynamic from 'next/dynamic'
import type { RouteRow } from '../../lib/features/routes/schema'
import { networkRef } from '../../lib/client/refs'
import { routes as words } from '../../lib/text/en/routes'
import { Address, Flag } from '../address/Address'
import { Prefix } from '../address/Prefix'
import { keptKeys } from '../../lib/features/kept/key'
import { keptPage } from '../../lib/text/en/kept'
import { KeptMark } from '../kept/KeptMark'
import type { DrawerContent } from '../drawer/content'
import { Term } from '../ui/Term'
import { Ahead } from '../ui/Time'
import { routeState } from './route-state'

// Only who opens a row needs them.
const RouteActions = dynamic(() => import('./RouteActions').then((module) => module.RouteActions))

/** What the drawer says of a route. */
export function routeDrawer(row: RouteRow): DrawerContent {
  return {
    title: <Prefix prefix={row.dst} />,
    name: row.dst,
    state: routeState(row),
    actions: <RouteActions row={row} />,
    facts: [
      { label: words.columns.via, value: row.nexthops.length > 1 ? <NextHops row={row} /> : <NextHop row={row} />, wide: row.nexthops.length > 1 },
      { label: words.columns.dev, value: row.dev ? <code className="font-mono">{row.dev}</code> : null },
      { label: <Term name="protocol">{words.columns.protocol}</Term>, value: row.protocol },
      { label: <Term name="metric">{words.columns.metric}</Term>, value: row.metric },
      { label: <Term name="table">{words.columns.table}</Term>, value: row.table },
      { label: words.columns.type, value: row.type },
      { label: keptPage.mark, value: row.family === 6 && ['static', 'boot'].includes(row.protocol) ? <KeptMark of={keptKeys.route(row.table, row.dst, row.metric ?? 0)} /> : null },
      { label: <Term name="scope">{words.columns.scope}</Term>, value: row.scope },
      { label: <Term name="source">{words.columns.src}</Term>, value: row.src ? <Address address={row.src} /> : null },
      { label: words.facts.from, value: row.from ? <Prefix prefix={row.from} /> : null },
      { label: <Term name="pref">{words.columns.pref}</Term>, value: row.pref },
      { label: words.columns.mtu, value: row.mtu },
      { label: words.facts.metrics, value: row.metrics ? <code className="font-mono">{row.metrics}</code> : null },
      { label: words.facts.carrier, value: row.carrier ? <code className="font-mono">{row.carrier}</code> : null },
      { label: words.columns.expiresAt, value: <Ahead at={row.expiresAt} /> },
      { label: words.facts.flags, value: row.flags.length > 0 ? row.flags.map((flag) => <Flag key={flag} name={flag} />) : null, wide: true },
    ],
    related: [
      row.dev ? { what: 'link', label: row.dev, to: { resource: 'links', key: row.dev, label: row.dev } } : null,
      row.network && { what: 'network', label: row.network.name, to: networkRef(row.network) },
      row.shadowedBy ? { what: words.facts.shadowedBy.toLowerCase(), label: words.related.shadow, to: { resource: 'routes', key: row.shadowedBy, label: row.dst } } : null,
    ],
  }
}

/** Where packets go next: the router, or "on-link". */
export function NextHop({ row }: { row: RouteRow }) {
  if (row.nexthops.length > 1) return <span className="text-soft">{words.several(row.nexthops.length)}</span>
  if (row.via) return <Address address={row.via} />
  return row.dev && row.type === 'unicast' ? <span className="text-faint">{words.onLink}</span> : null
}

function NextHops({ row }: { row: RouteRow }) {
  return (
    <ul className="flex flex-col gap-1">
      {row.nexthops.map((hop) => (
        <li key={`${hop.via} ${hop.dev}`} className="flex items-center gap-2">
          {hop.via ? <Address address={hop.via} /> : words.onLink}
          <code className="font-mono text-soft">{hop.dev}</code>
          <span className="text-12 text-faint">{words.facts.weight(hop.weight)}</span>
        </li>
      ))}
    </ul>
  )
}
