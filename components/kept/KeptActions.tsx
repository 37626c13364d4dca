'use client'
import type { KeptRow } from '../../lib/features/kept/schema'
import { keptPage as words } from '../../lib/text/en/kept'
import { ChangeButton } from '../change/ChangeButton'
import { useHost } from '../networks/use-host'

/** What can be done with a kept thing: forget it. To take it away is for its own page. */
export function KeptActions({ row }: { row: KeptRow }) {
  return <ChangeButton kind="kept.forget" input={{ key: row.key }} wish={{ host: useHost(), title: words.forgetTitle(row.what) }}>{words.forget}</ChangeButton>
}
