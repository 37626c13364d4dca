'use client'
import dynamic from 'next/dynamic'
import type { AddressRow } from '../../lib/features/addresses/schema'
import { containerRef, networkRef } from '../../lib/client/refs'
import { addresses as words } from '../../lib/text/en/addresses'
import { glossary } from '../../lib/text/en/glossary'
import { Address, Flag } from '../address/Address'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { Badge } from '../ui/Badge'
import { RefLink } from '../ui/RefLink'
import { Ahead } from '../ui/Time'
import { addressDrawer, linkOf } from './address-drawer'
import { forms } from '../../lib/text/en/forms'
import { useFormPanel, type PageForms } from '../forms/FormPanel'
import { NewButton } from '../forms/NewButton'

const FORMS: PageForms = { 1: { kind: 'addresses.add', form: dynamic(() => import('./AddressForm').then((module) => module.AddressForm)) } }


// These say nothing new beside the lifetimes and the column "From", or matter to network managers only. The drawer has them all.
const QUIET_FLAGS = new Set(['permanent', 'dynamic', 'noprefixroute', 'nodad'])
const LOUD_FLAGS = new Set(['dadfailed', 'tentative', 'deprecated'])

const view: TableView<AddressRow> = {
  resource: 'addresses',
  label: words.label,
  rowKey: (row) => row.key,
  copyText: (row) => row.address,
  volatile: ['validUntil', 'preferredUntil'],
  quick: [
    { label: words.quick.six, q: 'family:6' },
    { label: words.quick.four, q: 'family:4' },
    { label: words.quick.global, q: 'scope:global' },
    { label: words.quick.temporary, q: 'flags:temporary' },
    { label: words.quick.failed, q: 'flags:dadfailed' },
  ],
  empty: words.empty,
  columns: [
    { id: 'address', header: words.columns.address, sort: true, min: 330, grow: 4, mobile: 'title', cell: (row) => <Address address={row.address} length={row.length} withLength kind={row.kind} /> },
    { id: 'flags', header: words.columns.flags, min: 150, grow: 2, mobile: 'fact', cell: (row) => <FlagWords row={row} /> },
    { id: 'dev', header: words.columns.dev, sort: true, min: 124, mono: true, mobile: 'fact', cell: (row) => <>{row.container ? <span className="truncate">{row.dev}</span> : <RefLink to={linkOf(row)} />}{row.uplink ? <span className="ml-1.5 font-sans"><Badge tip={glossary.uplink.means}>{words.uplink}</Badge></span> : null}</> },
    { id: 'container', header: words.columns.container, sort: true, min: 110, mobile: 'fact', cell: (row) => (row.container ? <RefLink to={containerRef(row.container)} /> : <span className="text-faint">{words.host}</span>) },
    { id: 'network', header: words.columns.network, sort: true, min: 100, mobile: 'hide', cell: (row) => (row.network ? <RefLink to={networkRef(row.network)} /> : null) },
    { id: 'source', header: words.columns.source, sort: true, min: 60, grow: 0, mobile: 'hide', cell: (row) => <span data-tip={words.sourceWhy[row.source]}>{words.source[row.source]}</span> },
    { id: 'validUntil', header: words.columns.validUntil, sort: true, min: 70, grow: 0, mobile: 'hide', cell: (row) => <Ahead at={row.validUntil} /> },
    { id: 'preferredUntil', header: words.columns.preferredUntil, sort: true, min: 76, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => <Ahead at={row.preferredUntil} /> },
    { id: 'scope', header: words.columns.scope, help: glossary.scope.means, sort: true, min: 64, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => row.scope },
  ],
  drawer: addressDrawer,
}

/** The Addresses page: every address of the host and inside its containers. */
export function AddressesTable({ host }: { host: string }) {
  return <DataTable host={host} view={view} actions={<NewButton kind="addresses.add">{forms.address.new}</NewButton>} panel={useFormPanel(host, FORMS)} />
}

function FlagWords({ row }: { row: AddressRow }) {
  // What needs attention comes first: on a narrow screen the end is cut off.
  const flags = row.flags.filter((flag) => !QUIET_FLAGS.has(flag)).sort((a, b) => Number(LOUD_FLAGS.has(b)) - Number(LOUD_FLAGS.has(a)))
  return flags.length === 0 ? null : <span className="flex min-w-0 gap-1 overflow-hidden">{flags.map((flag) => <Flag key={flag} name={flag} />)}</span>
}
