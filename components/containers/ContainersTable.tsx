'use client'
import dynamic from 'next/dynamic'
import type { Container } from '../../lib/features/containers/schema'
import { networkRef } from '../../lib/client/refs'
import { glossary } from '../../lib/text/en/glossary'
import { containersPage as words } from '../../lib/text/en/pages-containers'
import { Address } from '../address/Address'
import { linkRef } from '../links/link-key'
import { longName, More } from '../networks/More'
import type { TableView } from '../table/column'
import { DataTable } from '../table/DataTable'
import { RefLink } from '../ui/RefLink'
import { StatusMark } from '../ui/StatusMark'
import { Ago } from '../ui/Time'
import { containerDrawer } from './container-drawer'
import { containerState } from './container-state'
import { PortsCell } from './Ports'
import { createForm } from '../../lib/text/en/publish'
import { NewButton } from '../forms/NewButton'
import { useFormPanel, type PageForms } from '../forms/FormPanel'

const FORMS: PageForms = {
  connect: { kind: 'networks.connect', form: dynamic(() => import('../networks/ConnectForm').then((module) => module.ConnectContainerForm)) },
  publish: { kind: 'containers.publish', form: dynamic(() => import('../ports/PublishForm').then((module) => module.PublishForm)) },
  create: { kind: 'containers.create', form: dynamic(() => import('../ports/PublishForm').then((module) => module.CreateForm)) },
}

const view: TableView<Container> = {
  resource: 'containers',
  label: words.label,
  rowKey: (row) => row.id,
  copyText: (row) => row.attachments.find((a) => a.ipv6)?.ipv6 ?? row.attachments.find((a) => a.ipv4)?.ipv4 ?? row.name,
  volatile: ['status'],
  quick: [
    { label: words.quick.running, q: 'state:running' },
    { label: words.quick.stopped, q: 'state:exited' },
    { label: words.quick.failed, q: 'error:failed' },
    { label: words.quick.unhealthy, q: 'health:unhealthy' },
  ],
  empty: words.empty,
  columns: [
    { id: 'name', header: words.columns.name, sort: true, min: 130, grow: 2, mobile: 'title', cell: (row) => <span className="truncate font-medium" data-tip={longName(row.name)}>{row.name}</span> },
    { id: 'state', header: words.columns.state, sort: true, min: 120, grow: 0, mobile: 'fact', cell: (row) => <State row={row} /> },
    { id: 'networks', header: words.columns.networks, min: 84, grow: 1, mobile: 'hide', cell: (row) => <Networks row={row} /> },
    { id: 'v6', header: words.columns.v6, help: words.help.v6, min: 210, grow: 3, mobile: 'fact', cell: (row) => <Addresses row={row} family={6} /> },
    { id: 'v4', header: words.columns.v4, help: words.help.v6, min: 100, grow: 1, mobile: 'fact', cell: (row) => <Addresses row={row} family={4} /> },
    { id: 'ports', header: words.columns.ports, help: words.help.ports, min: 290, grow: 3, mobile: 'hide', cell: (row) => <PortsCell container={row} /> },
    { id: 'image', header: words.columns.image, sort: true, min: 76, grow: 1, mobile: 'hide', cell: (row) => <span className="truncate text-soft" data-tip={longName(row.image)}>{row.image}</span> },
    { id: 'project', header: words.columns.project, sort: true, min: 62, grow: 1, mobile: 'hide', cell: (row) => <span className="truncate text-soft">{row.project}</span> },
    { id: 'error', header: words.columns.error, min: 240, grow: 3, defaultHidden: true, mobile: 'hide', cell: (row) => (row.error ? <span className="truncate text-bad" data-tip={row.error}>{row.error}</span> : null) },
    { id: 'service', header: words.columns.service, min: 76, defaultHidden: true, mobile: 'hide', cell: (row) => row.service },
    { id: 'networkMode', header: words.columns.mode, sort: true, min: 90, defaultHidden: true, mobile: 'hide', cell: (row) => <span className="truncate">{row.networkMode}</span> },
    { id: 'veth', header: words.columns.veth, help: words.help.veth, min: 100, mono: true, defaultHidden: true, mobile: 'hide', cell: (row) => <Veths row={row} /> },
    { id: 'startedAt', header: words.columns.started, sort: true, min: 76, grow: 0, defaultHidden: true, mobile: 'hide', cell: (row) => (row.startedAt ? <Ago at={Date.parse(row.startedAt)} /> : null) },
    { id: 'exitCode', header: words.columns.exitCode, sort: true, min: 64, grow: 0, align: 'right', defaultHidden: true, mobile: 'hide', cell: (row) => row.exitCode },
    { id: 'pid', header: words.columns.pid, sort: true, min: 64, grow: 0, align: 'right', defaultHidden: true, mobile: 'hide', cell: (row) => row.pid },
  ],
  drawer: containerDrawer,
}

/** The Containers page: where each container sits, how it is reached, and why it does not run. */
export function ContainersTable({ host }: { host: string }) {
  return <DataTable host={host} view={view} actions={<NewButton kind="containers.create" form="create">{createForm.open}</NewButton>} panel={useFormPanel(host, FORMS)} />
}

function State({ row }: { row: Container }) {
  const state = containerState(row)
  return <StatusMark meaning={state.meaning} plain={state.meaning === 'good' || state.meaning === 'unknown'} {...(state.why ? { why: state.why } : {})}>{state.word}</StatusMark>
}

function Networks({ row }: { row: Container }) {
  const [first, ...others] = row.attachments
  if (!first) return <span className="truncate text-faint" data-tip={words.noNetwork(row.networkMode)}>{row.networkMode.split(':')[0]}</span>
  return <span className="flex min-w-0 items-center gap-1.5"><RefLink to={networkRef(first.network)} /><More others={others.map((a) => a.network.name)} /></span>
}

/** The address on the first network that has one; what was only asked for (the container does not run) is quiet. */
function Addresses({ row, family }: { row: Container; family: 4 | 6 }) {
  const held = row.attachments.flatMap((a) => {
    const [now, fixed, length] = family === 6 ? [a.ipv6, a.fixed6, a.ipv6Length] : [a.ipv4, a.fixed4, a.ipv4Length]
    const address = now ?? fixed
    return address ? [{ address, length, network: a.network.name, planned: now === null }] : []
  })
  // An address that others can route to says more than a private one.
  const [first, ...others] = held.sort((a, b) => Number(isUla(a.address)) - Number(isUla(b.address)))
  if (!first) return null
  return (
    <span className={`flex min-w-0 items-center gap-1.5 ${first.planned ? 'italic opacity-80' : ''}`} data-tip={first.planned ? words.attachment.fixedWhy : undefined}>
      <Address address={first.address} length={first.length} owner={first.network} unmarked={family === 4} />
      <More others={others.map((one) => `${one.address}  ${one.network}`)} />
    </span>
  )
}

const isUla = (address: string) => /^f[cd]/.test(address)

function Veths({ row }: { row: Container }) {
  const [first, ...others] = row.attachments.flatMap((a) => (a.veth ? [a.veth] : []))
  if (!first) return null
  return <span className="flex min-w-0 items-center gap-1.5" data-tip={glossary.veth.means}><RefLink to={linkRef(first)} /><More others={others} /></span>
}
