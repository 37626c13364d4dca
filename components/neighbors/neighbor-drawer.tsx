import dynamic from 'next/dynamic'
import type { Neighbor } from '../../lib/features/neighbors/schema'
import { count } from '../../lib/client/ago'
import { containerRef, networkRef } from '../../lib/client/refs'
import { neighborsPage as words } from '../../lib/text/en/pages-neighbors'
import { table } from '../../lib/text/en/table'
import { Address } from '../address/Address'
import { kindOfText, kindText } from '../address/describe'
import { keptKeys } from '../../lib/features/kept/key'
import { keptPage } from '../../lib/text/en/kept'
import { KeptMark } from '../kept/KeptMark'
import type { DrawerContent } from '../drawer/content'
import { Mac } from './Mac'
import { neighborState } from './neighbor-state'
import { NeighborState } from './NeighborState'

// Only who opens a row needs them.
const NeighborActions = dynamic(() => import('./NeighborActions').then((module) => module.NeighborActions))

/** Up to so many addresses on one link are what a single machine has: link-local, stable, temporary ones. */
const ONE_MACHINE = 5

/** What the drawer says of a neighbor. */
export function neighborDrawer(row: Neighbor): DrawerContent {
  const kind = kindText(row.kind, row.family)
  const { meaning, why } = neighborState(row.state)
  return {
    title: <Address address={row.address} kind={row.kind} />,
    name: row.address,
    ...(meaning === 'quiet' ? {} : { state: { meaning, word: row.state, why } }),
    actions: <NeighborActions row={row} />,
    facts: [
      { label: words.columns.state, value: <><NeighborState state={row.state} /><span className="basis-full text-soft">{why}</span></>, wide: true },
      { label: words.columns.mac, value: row.mac ? <Mac mac={row.mac} /> : words.noMac },
      { label: words.columns.dev, value: <code className="font-mono">{row.dev}</code> },
      { label: keptPage.mark, value: row.state === 'PERMANENT' ? <KeptMark of={keptKeys.neighbor(row.dev, row.address)} /> : null },
      { label: words.columns.kind, value: <span data-tip={kind.means} aria-description={kind.means}>{kind.name}</span> },
      // The R flag exists in neighbor advertisements only; ARP has none.
      { label: <span data-tip={words.help.router}>{words.columns.router}</span>, value: row.family === 6 ? (row.router ? table.drawer.yes : table.drawer.no) : null },
      { label: words.columns.container, value: row.container?.name },
      { label: words.columns.network, value: row.network?.name },
    ],
    related: [
      row.container && { what: words.related.container, label: row.container.name, to: containerRef(row.container) },
      { what: words.related.link, label: row.dev, to: { resource: 'links', key: row.dev, label: row.dev } },
      row.network && { what: words.related.network, label: row.network.name, to: networkRef(row.network) },
    ],
    sections: [row.sameMacTotal > 0 && { title: words.sameMac.title(row.sameMacTotal, count(row.sameMacTotal)), content: <SameMacList row={row} /> }],
  }
}

function SameMacList({ row }: { row: Neighbor }) {
  const rest = row.sameMacTotal - row.sameMac.length
  return (
    <div className="flex flex-col gap-2">
      <p className="text-13 text-soft">{sameMacWords(row)}</p>
      <ul className="flex flex-col gap-1">
        {row.sameMac.map((address) => <li key={address} className="flex min-w-0"><Address address={address} /></li>)}
        {rest > 0 ? <li className="text-12 text-faint">{words.sameMac.more(count(rest))}</li> : null}
      </ul>
    </div>
  )
}

/** Why several addresses answer with one MAC, in words. */
function sameMacWords(row: Neighbor): string {
  const all = [row.address, ...row.sameMac]
  if (row.router) return words.sameMac.router
  const perFamily = row.sameMacTotal + 1 <= ONE_MACHINE && all.filter((address) => kindOfText(address) !== 'link-local' && !address.includes(':')).length <= 1
  return perFamily ? words.sameMac.machine : words.sameMac.proxy
}
