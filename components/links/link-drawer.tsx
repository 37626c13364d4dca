import { count } from '../../lib/client/ago'
import type { Counters, Link } from '../../lib/features/links/schema'
import { containerRef, networkRef } from '../../lib/client/refs'
import { glossary } from '../../lib/text/en/glossary'
import { linksPage as words } from '../../lib/text/en/pages-links'
import type { DrawerContent } from '../drawer/content'
import { Badge } from '../ui/Badge'
import { StatusMark } from '../ui/StatusMark'
import { Term } from '../ui/Term'
import { byteCount } from './byte-count'
import { linkRef } from './link-key'
import { isTooSmall, linkState } from './link-state'

/** What the drawer says of a link. */
export function linkDrawer(row: Link): DrawerContent {
  return {
    title: <code className="font-mono">{row.name}</code>,
    name: row.name,
    state: linkState(row),
    facts: [
      { label: words.columns.kind, value: <>{row.kind === 'veth' ? <Term name="veth">{row.kind}</Term> : row.kind === 'bridge' ? <Term name="bridge">{row.kind}</Term> : row.kind}{row.uplink ? <Badge tip={glossary.uplink.means}>{words.uplink}</Badge> : null}</> },
      { label: words.columns.mtu, value: isTooSmall(row) ? <StatusMark meaning="attention">{`${row.mtu}. ${words.smallMtu}`}</StatusMark> : row.mtu },
      { label: words.columns.mac, value: row.mac ? <code className="font-mono text-[12.5px]">{row.mac}</code> : null },
      { label: words.columns.index, value: row.index },
      { label: words.columns.peer, value: row.peer ? words.facts.peerIndex(row.peer.index, row.peer.netns) : null },
      { label: words.columns.alias, value: row.alias },
      { label: words.columns.flags, value: row.flags.length > 0 ? row.flags.map((flag) => <Badge key={flag}>{flag.toLowerCase()}</Badge>) : null, wide: true },
    ],
    // A link that belongs to nothing has no chain to walk along.
    related: row.container || row.master || row.network || row.kind === 'bridge' ? [
      row.container && { what: words.chain.container, label: row.container.name, to: containerRef(row.container) },
      { what: words.chain.link, label: row.name },
      row.master ? { what: words.chain.master, label: row.master, to: linkRef(row.master) } : null,
      row.kind === 'bridge' && { what: words.chain.bridge, label: row.name, to: { resource: 'bridges', key: row.name, label: row.name } },
      row.network && { what: words.chain.network, label: row.network.name, to: networkRef(row.network) },
    ] : [],
    sections: [{ title: words.sections.counters, content: <CounterTable received={row.received} sent={row.sent} /> }],
  }
}

function CounterTable({ received, sent }: { received: Counters; sent: Counters }) {
  const { bytes, packets, errors, dropped } = words.facts
  const lines = [[words.facts.received, received], [words.facts.sent, sent]] as const
  return (
    <table className="w-full max-w-[420px] text-13">
      <thead>
        <tr className="text-right text-12 text-faint">
          <th scope="col" className="sr-only">{words.facts.direction}</th>
          {[bytes, packets, errors, dropped].map((head) => <th key={head} scope="col" className="pb-1 font-normal">{head}</th>)}
        </tr>
      </thead>
      <tbody>
        {lines.map(([label, one]) => (
          <tr key={label} className="h-7 border-t border-line/60 text-right">
            <th scope="row" className="text-left text-12 font-normal text-soft">{label}</th>
            <td data-tip={`${count(one.bytes)} ${bytes}`}>{byteCount(one.bytes)}</td>
            <td>{count(one.packets)}</td>
            <td className={one.errors > 0 ? 'text-attention' : 'text-faint'}>{count(one.errors)}</td>
            <td className={one.dropped > 0 ? '' : 'text-faint'}>{count(one.dropped)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
