import type { Metadata } from 'next'
import { ProxiesPage } from '../../../../../components/proxies/ProxiesPage'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.proxies.title }

/** All NDP proxy entries, with what keeps one from answering. */
export default async function ProxiesRoute({ params }: { params: Promise<{ host: string }> }) {
  return <ProxiesPage host={(await params).host} />
}
