import type { Metadata } from 'next'
import { PlannerPage } from '../../../../../components/planner/PlannerPage'
import { shell } from '../../../../../lib/text/en/shell'

export const metadata: Metadata = { title: shell.pages.planner.title }

/** Divides a prefix for networks. The request is in the URL. */
export default async function Planner({ params }: { params: Promise<{ host: string }> }) {
  return <PlannerPage host={(await params).host} />
}
