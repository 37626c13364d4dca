import type { Metadata } from 'next'
import { NeighborsTable } from '../../../../../components/neighbors/NeighborsTable'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.neighbors.title }

/** Who answers for which address on each link. */
export default async function NeighborsPage({ params }: { params: Promise<{ host: string }> }) {
  return <NeighborsTable host={(await params).host} />
}
