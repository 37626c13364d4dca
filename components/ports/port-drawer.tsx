import dynamic from 'next/dynamic'
import { containerRef, networkRef } from '../../lib/client/refs'
import type { PortRow } from '../../lib/features/ports/schema'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import type { DrawerContent } from '../drawer/content'
import { RefLink } from '../ui/RefLink'
import { StatusMark } from '../ui/StatusMark'
import { hostPlace, isWild, portState } from './port-state'
import { HostPlace, ReachMark, TravelMark } from './PortMarks'
import { PortPath } from './PortPath'

// Only who opens a row needs them.
const PortActions = dynamic(() => import('./PortActions').then((module) => module.PortActions))
const PortLines = dynamic(() => import('./PortLines').then((module) => module.PortLines))

/** What the drawer says of a published port: its state, the way of a packet, and everything to copy. */
export function portDrawer(row: PortRow): DrawerContent {
  const state = portState(row)
  const held = row.running && row.hostPort !== null && row.travels !== 'none'
  return {
    title: <><HostPlace row={row} /><span className="ml-2 font-normal text-soft">{row.proto}</span></>,
    name: `${hostPlace(row)} ${row.proto}`,
    state,
    actions: <PortActions row={row} />,
    facts: [
      { label: words.facts.means, value: <span className="basis-full">{row.stateWhy}</span>, wide: true },
      { label: words.facts.engine, value: row.error ? <span className="font-mono text-12 text-soft">{row.error}</span> : null, wide: true },
      { label: words.facts.reach, value: <><ReachMark row={row} /><span className="basis-full text-soft">{row.reachWhy}</span></>, wide: true },
      { label: words.columns.travels, value: <TravelMark row={row} /> },
      { label: words.facts.holder, value: held ? (row.holder ? words.conflict.process(row.holder.name, row.holder.pid) : words.facts.notSeen) : null },
      { label: words.facts.image, value: row.image },
      { label: words.columns.project, value: row.project },
      { label: words.facts.addresses, value: isWild(row) && row.travels !== 'direct' ? <AddressList row={row} /> : null, wide: true },
    ],
    related: [
      { what: words.related.container, label: row.container.name, to: containerRef(row.container) },
      row.network && { what: words.related.network, label: row.network.name, to: networkRef(row.network) },
      !isWild(row) && row.addressState !== 'missing' && { what: words.related.address, label: row.hostIp, href: `/hosts/local/addresses?q=${encodeURIComponent(row.hostIp)}` },
    ],
    sections: [
      { title: words.sections.path, content: <PortPath row={row} /> },
      row.conflicts.length > 0 && { title: words.sections.conflicts, content: <Conflicts row={row} /> },
      { title: words.sections.lines, content: <PortLines key={row.key} row={row} /> },
    ],
  }
}

function AddressList({ row }: { row: PortRow }) {
  return (
    <ul className="flex basis-full flex-col gap-0.5">
      {row.addresses.map(({ address, dev }) => <li key={`${address} ${dev}`}><code className="font-mono text-[12.5px]">{address}</code> <span className="text-12 text-faint">{words.group.dev(dev)}</span></li>)}
      {row.bridges > 0 ? <li className="text-12 text-soft">{words.facts.bridges(row.bridges)}</li> : null}
    </ul>
  )
}

function Conflicts({ row }: { row: PortRow }) {
  return (
    <ul className="flex flex-col rounded-md border border-line">
      {row.conflicts.map((conflict, index) => (
        <li key={index} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line px-2.5 py-1.5 text-13 last:border-b-0">
          {conflict.container ? <RefLink to={containerRef(conflict.container)} /> : <span>{words.conflict.process(conflict.name || words.conflict.unnamed, conflict.pid)}</span>}
          <code className="font-mono text-12 text-soft">{hostPlace({ hostIp: conflict.address, hostPort: conflict.port })}</code>
          <StatusMark meaning={conflict.running ? 'attention' : 'unknown'}>{conflict.running ? words.conflict.runs : words.conflict.waits}</StatusMark>
        </li>
      ))}
    </ul>
  )
}
