import dynamic from 'next/dynamic'
import type { ProxyRuleRow } from '../../lib/features/proxies/rule-schema'
import { proxyRulesPage as words } from '../../lib/text/en/pages-proxy-rules'
import { proxiesPage } from '../../lib/text/en/pages-proxies'
import { proxyRules } from '../../lib/text/en/proxy-rules'
import type { DrawerContent } from '../drawer/content'
import { ProblemNote } from '../problem/ProblemView'
import { probeNote } from '../proxies/proxy-state'
import { ProxySwitches } from '../proxies/ProxySwitches'
import { Ago } from '../ui/Time'
import { ruleState } from './rule-state'

// Only who opens a row needs them.
const RuleActions = dynamic(() => import('./RuleActions').then((module) => module.RuleActions))

/** What the drawer says of a rule: how it stands and why, its entries, and the switches that make the kernel answer. */
export function ruleDrawer(row: ProxyRuleRow): DrawerContent {
  const { network, networkId, dev, owns, wants, missing, problem } = row
  return {
    title: proxyRules.label(network, dev),
    name: proxyRules.label(network, dev),
    state: ruleState(row),
    actions: <RuleActions row={row} />,
    facts: [
      { label: words.facts.means, value: row.why, wide: true },
      { label: words.columns.network, value: network },
      { label: words.columns.dev, value: <code className="font-mono">{dev}</code> },
      { label: words.facts.wants, value: wants },
      { label: words.facts.owns, value: owns },
      { label: words.facts.missing, value: missing },
      { label: words.facts.by, value: row.by || null },
      { label: words.facts.since, value: row.since > 0 ? <Ago at={row.since} /> : null },
    ],
    related: [
      networkId !== null && { what: words.related.network, label: network, to: { resource: 'networks', key: networkId, label: network } },
      { what: words.related.link, label: dev, to: { resource: 'links', key: dev, label: dev } },
      owns > 0 && { what: words.related.entries, label: words.related.entriesOf(owns), href: `/hosts/local/proxies?q=${encodeURIComponent(`rule:"${row.key}"`)}` },
    ],
    sections: [
      problem && { title: words.state.failing, content: <ProblemNote problem={problem} meaning="bad" /> },
      { title: proxiesPage.switches.title, content: <ProxySwitches of={row} first={{ name: words.entries, says: words.entriesAre(owns, dev), meaning: missing ? 'attention' : 'good' }} /> },
      { title: proxiesPage.probeNote.title, content: <p className="text-13 text-soft">{probeNote(row)}</p> },
    ],
  }
}
