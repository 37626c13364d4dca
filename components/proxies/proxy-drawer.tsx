import dynamic from 'next/dynamic'
import type { ProxyRow } from '../../lib/features/proxies/schema'
import { containerRef, networkRef } from '../../lib/client/refs'
import { proxiesPage as words } from '../../lib/text/en/pages-proxies'
import { proxyRulesPage as rules } from '../../lib/text/en/pages-proxy-rules'
import { Address } from '../address/Address'
import { keptKeys } from '../../lib/features/kept/key'
import { keptPage } from '../../lib/text/en/kept'
import { KeptMark } from '../kept/KeptMark'
import type { DrawerContent } from '../drawer/content'
import { probeNote, proxyReasons, proxyState } from './proxy-state'
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
      { label: rules.column, value: row.rule && rules.markOf(row.rule.network) },
      { label: keptPage.mark, value: row.rule ? rules.keptByIt : link ? <KeptMark of={keptKeys.proxy(row.dev, row.address)} /> : null },
      { label: words.columns.container, value: row.container?.name },
      { label: words.columns.network, value: row.network?.name },
    ],
    related: [
      row.container && { what: words.related.container, label: row.container.name, to: containerRef(row.container) },
      row.network && { what: words.related.network, label: row.network.name, to: networkRef(row.network) },
      link && { what: words.related.link, label: row.dev, to: link },
      row.rule && { what: rules.related.rule, label: rules.markOf(row.rule.network), to: { resource: 'proxy-rules', key: row.rule.key, label: row.rule.network } },
    ],
    sections: [
      link && { title: words.switches.title, content: <ProxySwitches of={row} first={{ name: words.switches.entry, says: words.switches.entryIs(row.address, row.dev), meaning: 'good' }} /> },
      { title: words.probeNote.title, content: <p className="text-13 text-soft">{probeNote(row)}</p> },
    ],
  }
}
