'use client'
import { Pencil } from 'lucide-react'
import type { RouteRow } from '../../lib/features/routes/schema'
import { forms } from '../../lib/text/en/forms'
import { ChangeButton } from '../change/ChangeButton'
import { NewButton } from '../forms/NewButton'
import { filled } from '../forms/use-change-form'
import { useHost } from '../networks/use-host'
import { isManaged, whyNotChanged } from './route-changes'

const words = forms.route

/** What can be done with a route. What others make again by themselves cannot be removed here; why not is said. */
export function RouteActions({ row }: { row: RouteRow }) {
  const host = useHost()
  if (row.family !== 6) return null
  const reason = row.protocol === 'kernel' ? words.byKernel : row.protocol === 'ra' ? words.byRouter : null
  const { dst, from, via, dev, metric, table, type } = row
  return (
    <>
      <NewButton kind="routes.replace" form="change" about={row.key} look="secondary" icon={<Pencil aria-hidden size={14} />} disabledReason={whyNotChanged(row)}>{words.change}</NewButton>
      <ChangeButton kind="routes.remove" look="danger" disabledReason={reason} input={{ ...filled({ dst, via, dev, metric, table, type }), from: from ?? 'all', managed: isManaged(row) }} wish={{ host, title: words.removeTitle(dst) }}>{words.remove}</ChangeButton>
    </>
  )
}
