import type { Metadata } from 'next'
import { OverviewView } from '../../../../../components/overview/OverviewView'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.overview.title }

/** The state of the host at a glance. */
export default async function OverviewPage({ params }: { params: Promise<{ host: string }> }) {
  return <OverviewView host={(await params).host} />
}
