import type { Metadata } from 'next'
import { LateRule } from '../../../../../components/kept/LateRule'
import { KeptTable } from '../../../../../components/kept/KeptTable'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.kept.title }

/** Everything that dock6 keeps across restarts, and whether the host has it now; above it the rule for containers that a restart leaves stopped. */
export default async function KeptRoute({ params }: { params: Promise<{ host: string }> }) {
  const { host } = await params
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <LateRule host={host} />
      <KeptTable host={host} />
    </div>
  )
}
