'use client'
import dynamic from 'next/dynamic'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import { useView, ViewSwitch } from '../table/ViewSwitch'
import { BootRaces } from './BootRaces'
import { PortsTable } from './PortsTable'

const PortsByAddress = dynamic(() => import('./PortsByAddress').then((module) => module.PortsByAddress))
const VIEWS = ['table', 'addresses'] as const

/** Published ports as rows, or the addresses of the host with what they serve. */
export function PortsPage({ host }: { host: string }) {
  const view = useView(VIEWS)
  const extra = <ViewSwitch label={words.views.label} value={view} views={VIEWS.map((value) => ({ value, label: words.views[value] }))} />
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <BootRaces host={host} />
      {view === 'addresses' ? <PortsByAddress host={host} extra={extra} /> : <PortsTable host={host} extra={extra} />}
    </div>
  )
}
