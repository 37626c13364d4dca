import type { Metadata } from 'next'
import { SetupPage } from '../../../../../components/setup/SetupPage'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.setup.title }

/** From nothing to working IPv6 for containers by answering a few questions. */
export default async function Setup({ params }: { params: Promise<{ host: string }> }) {
  return <SetupPage host={(await params).host} />
}
