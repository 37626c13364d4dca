import type { Metadata } from 'next'
import { BridgesTable } from '../../../../../components/bridges/BridgesTable'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.bridges.title }

/** All bridges of the host. */
export default async function BridgesPage({ params }: { params: Promise<{ host: string }> }) {
  return <BridgesTable host={(await params).host} />
}
