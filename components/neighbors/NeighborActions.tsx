'use client'
import type { Neighbor } from '../../lib/features/neighbors/schema'
import { forms } from '../../lib/text/en/forms'
import { ChangeButton } from '../change/ChangeButton'
import { useHost } from '../networks/use-host'

const words = forms.neighbor

/** What can be done with a neighbor entry: forget it, or all of its link. */
export function NeighborActions({ row }: { row: Neighbor }) {
  const host = useHost()
  const { address, dev } = row
  if (row.family !== 6) return null
  return (
    <>
      <ChangeButton kind="neighbors.flush" input={{ dev }} wish={{ host, title: words.flushTitle(dev) }}>{words.flush(dev)}</ChangeButton>
      <ChangeButton kind="neighbors.remove" look="danger" input={{ address, dev }} wish={{ host, title: words.removeTitle(address, dev) }}>{words.remove}</ChangeButton>
    </>
  )
}
