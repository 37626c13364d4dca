import type { Metadata } from 'next'
import { NetworksTable } from '../../../../../components/networks/NetworksTable'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.networks.title }

/** The engine's networks. */
export default async function NetworksPage({ params }: { params: Promise<{ host: string }> }) {
  return <NetworksTable host={(await params).host} />
}
