import type { Metadata } from 'next'
import { PortsPage } from '../../../../../components/ports/PortsPage'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.ports.title }

/** Published ports, and the addresses of the host with what they serve. */
export default async function PortsRoute({ params }: { params: Promise<{ host: string }> }) {
  return <PortsPage host={(await params).host} />
}
