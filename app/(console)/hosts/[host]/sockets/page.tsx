import type { Metadata } from 'next'
import { SocketsTable } from '../../../../../components/sockets/SocketsTable'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.sockets.title }

/** Everything that listens, on the host and inside containers. */
export default async function SocketsPage({ params }: { params: Promise<{ host: string }> }) {
  return <SocketsTable host={(await params).host} />
}
