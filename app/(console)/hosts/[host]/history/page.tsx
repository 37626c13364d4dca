import type { Metadata } from 'next'
import { HistoryView } from '../../../../../components/history/HistoryView'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.history.title }

/** Every change that was made with dock6. */
export default async function HistoryPage({ params }: { params: Promise<{ host: string }> }) {
  return <HistoryView host={(await params).host} />
}
