import type { Metadata } from 'next'
import { ProxiesTable } from '../../../../../components/proxies/ProxiesTable'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.proxies.title }

/** All NDP proxy entries, with what keeps one from answering. */
export default async function ProxiesPage({ params }: { params: Promise<{ host: string }> }) {
  return <ProxiesTable host={(await params).host} />
}
