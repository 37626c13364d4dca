import dynamic from 'next/dynamic'
import type { ProxyRow } from '../../lib/features/proxies/schema'
import { containerRef, networkRef } from '../../lib/client/refs'
import { proxiesPage as words } from '../../lib/text/en/pages-proxies'
import { Address } from '../address/Address'
import { keptKeys } from '../../lib/features/kept/key'
import { keptPage } from '../../lib/text/en/kept'
import { KeptMark } from '../kept/KeptMark'
import type { DrawerContent } from '../drawer/content'
import { proxyReasons, proxyState } from './proxy-state'
import { ProxySwitches } from './ProxySwitches'

// Only who opens a row needs them.
const ProxyActions = dynamic(() => import('./ProxyActions').then((module) => module.ProxyActions))

/** The device of an entry that holds on all links. */
export const ANY_LINK = '*'

/** What the drawer says of an NDP proxy entry: the verdict, and the three switches that make it. */
export function proxyDrawer(row: ProxyRow): DrawerContent {
  const state = proxyState(row)
  const link = row.dev === ANY_LINK ? null : { resource: 'links', key: row.dev, label: row.dev }
  return {
    title: <Address address={row.address} />,
    name: row.address,
    state,
    actions: <ProxyActions row={row} />,
    facts: [
      { label: words.facts.means, value: proxyReasons(row).map((reason) => <span key={reason} className="basis-full">{reason}</span>), wide: true },
      { label: words.columns.dev, value: link ? <code className="font-mono">{row.dev}</code> : words.anyLink },
      { label: words.columns.protocol, value: row.protocol },
      { label: keptPage.mark, value: link ? <KeptMark of={keptKeys.proxy(row.dev, row.address)} /> : null },
      { label: words.columns.container, value: row.container?.name },
      { label: words.columns.network, value: row.network?.name },
    ],
    related: [
      row.container && { what: words.related.container, label: row.container.name, to: containerRef(row.container) },
      row.network && { what: words.related.network, label: row.network.name, to: networkRef(row.network) },
      link && { what: words.related.link, label: row.dev, to: link },
    ],
    sections: [
      link && { title: words.switches.title, content: <ProxySwitches row={row} /> },
      { title: words.probeNote.title, content: <p className="text-13 text-soft">{probeNote(row)}</p> },
    ],
  }
}

function probeNote(row: ProxyRow): string {
  if (row.silent.length > 0) return words.probeNote.silent
  if (row.answersProbes === null) return words.probeNote.unknown
  return row.answersProbes ? words.probeNote.yes : words.probeNote.no
}
