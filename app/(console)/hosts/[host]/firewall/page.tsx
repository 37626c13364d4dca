import type { Metadata } from 'next'
import { FirewallTree } from '../../../../../components/firewall/FirewallTree'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.firewall.title }

/** All chains of all backends as a tree. */
export default async function FirewallPage({ params }: { params: Promise<{ host: string }> }) {
  return <FirewallTree host={(await params).host} />
}
