import type { Metadata } from 'next'
import { ContainersTable } from '../../../../../components/containers/ContainersTable'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.containers.title }

/** All containers of the engine. */
export default async function ContainersPage({ params }: { params: Promise<{ host: string }> }) {
  return <ContainersTable host={(await params).host} />
}
