import type { Metadata } from 'next'
import { KeptTable } from '../../../../../components/kept/KeptTable'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.kept.title }

/** Everything that dock6 keeps across restarts, and whether the host has it now. */
export default async function KeptRoute({ params }: { params: Promise<{ host: string }> }) {
  return <KeptTable host={(await params).host} />
}
