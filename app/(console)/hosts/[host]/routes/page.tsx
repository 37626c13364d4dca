import type { Metadata } from 'next'
import { RoutesPage } from '../../../../../components/routes/RoutesPage'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.routes.title }

/** All routes of all tables. */
export default async function Page({ params }: { params: Promise<{ host: string }> }) {
  return <RoutesPage host={(await params).host} />
}
