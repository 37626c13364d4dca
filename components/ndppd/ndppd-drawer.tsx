import dynamic from 'next/dynamic'
import type { NdppdRule } from '../../lib/features/ndppd/schema'
import { ndppdPage as words } from '../../lib/text/en/pages-ndppd'
import { Address } from '../address/Address'
import { Prefix } from '../address/Prefix'
import type { DrawerContent } from '../drawer/content'
import { methodWord, ndppdState } from './ndppd-state'

// Only who opens a row needs them.
const NdppdRuleActions = dynamic(() => import('./NdppdActions').then((module) => module.NdppdRuleActions))
const NdppdFile = dynamic(() => import('./NdppdFile').then((module) => module.NdppdFile))

/** What the drawer says of a rule of ndppd. */
export function ndppdDrawer(row: NdppdRule): DrawerContent {
  const state = ndppdState(row)
  const reasons = [...row.faults.map((fault) => words.faults[fault].why), ...(row.entries.length > 0 ? [words.why.both] : [])]
  const link = { resource: 'links', key: row.dev, label: row.dev }
  return {
    title: <Prefix prefix={row.prefix} />,
    name: row.prefix,
    state,
    actions: <NdppdRuleActions row={row} />,
    facts: [
      { label: words.facts.means, value: (reasons.length > 0 ? reasons : [state.why]).map((reason) => <span key={reason} className="basis-full">{reason}</span>), wide: true },
      { label: words.columns.dev, value: <code className="font-mono">{row.dev}</code> },
      { label: words.columns.method, value: methodWord(row) },
      { label: words.columns.line, value: row.line },
      { label: words.facts.kernel, value: row.entries.length > 0 ? row.entries.map((address) => <span key={address} className="basis-full"><Address address={address} /></span>) : null, wide: true },
    ],
    related: [
      { what: words.related.link, label: row.dev, to: link },
      row.iface !== null && { what: words.related.inner, label: row.iface, to: { resource: 'links', key: row.iface, label: row.iface } },
    ],
    sections: [{ title: words.file.title, content: <NdppdFile line={row.line} /> }],
  }
}
