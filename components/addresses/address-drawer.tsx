import dynamic from 'next/dynamic'
import type { Ref } from '../../lib/core/resource'
import type { AddressRow } from '../../lib/features/addresses/schema'
import { containerRef, networkRef } from '../../lib/client/refs'
import { addresses as words } from '../../lib/text/en/addresses'
import { glossary } from '../../lib/text/en/glossary'
import { Address, Flag } from '../address/Address'
import { isEui64, kindText } from '../address/describe'
import { keptKeys } from '../../lib/features/kept/key'
import { keptPage } from '../../lib/text/en/kept'
import { KeptMark } from '../kept/KeptMark'
import type { DrawerContent } from '../drawer/content'
import type { Meaning } from '../../lib/core/meaning'
import { Term } from '../ui/Term'
import { Ahead } from '../ui/Time'

// Only who opens a row needs them.
const AddressActions = dynamic(() => import('./AddressActions').then((module) => module.AddressActions))

/** What the drawer says of an address. */
export function addressDrawer(row: AddressRow): DrawerContent {
  const kind = kindText(row.kind, row.family)
  return {
    title: <Address address={row.address} length={row.length} withLength kind={row.kind} />,
    name: row.address,
    state: addressState(row),
    actions: <AddressActions row={row} />,
    facts: [
      { label: words.columns.kind, value: <span data-tip={kind.means} aria-description={kind.means}>{kind.name}</span> },
      { label: words.columns.source, value: <span data-tip={words.sourceWhy[row.source]} aria-description={words.sourceWhy[row.source]}>{words.source[row.source]}</span> },
      { label: words.columns.dev, value: <code className="font-mono">{row.dev}</code> },
      { label: keptPage.mark, value: row.container || row.family !== 6 ? null : <KeptMark of={keptKeys.address(row.dev, `${row.address}/${row.length}`)} /> },
      { label: words.columns.container, value: row.container ? row.container.name : words.host },
      { label: words.columns.validUntil, value: <Ahead at={row.validUntil} /> },
      { label: words.columns.preferredUntil, value: <Ahead at={row.preferredUntil} /> },
      { label: <Term name="scope">{words.columns.scope}</Term>, value: row.scope },
      { label: words.facts.peer, value: row.peer ? <Address address={row.peer} /> : null },
      { label: words.facts.interfacePart, value: isEui64(row.address) ? <Term name="eui64" /> : null },
      { label: words.columns.flags, value: row.flags.length > 0 ? row.flags.map((flag) => <Flag key={flag} name={flag} />) : null, wide: true },
    ],
    related: [
      row.container && { what: 'container', label: row.container.name, to: containerRef(row.container) },
      { what: 'link', label: row.dev, ...(row.container ? {} : { to: linkOf(row) }) },
      row.network && { what: 'network', label: row.network.name, to: networkRef(row.network) },
    ],
  }
}

/** The link that an address of the host is on. Links inside containers have no row of their own. */
export function linkOf(row: AddressRow): Ref {
  return { resource: 'links', key: row.dev, label: row.dev }
}

/** Whether the kernel uses an address, as meaning, word and reason. */
function addressState(row: AddressRow): { meaning: Meaning; word: string; why?: string } {
  if (row.flags.includes('dadfailed')) return { meaning: 'bad', word: words.state.failed, why: glossary.dadfailed.means }
  if (row.flags.includes('tentative')) return { meaning: 'attention', word: words.state.tentative, why: glossary.tentative.means }
  if (row.flags.includes('deprecated')) return { meaning: 'attention', word: words.state.deprecated, why: glossary.deprecated.means }
  return { meaning: 'good', word: words.state.usable }
}
