'use client'
import Link from 'next/link'
import { hrefOf } from '../../lib/client/refs'
import { useResource } from '../../lib/client/use-resource'
import type { KeptRow } from '../../lib/features/kept/schema'
import { keptPage as words } from '../../lib/text/en/kept'
import { useHost } from '../networks/use-host'

/** Whether dock6 keeps the thing with this key across restarts, with the way to its record. */
export function KeptMark({ of }: { of: string }) {
  const host = useHost()
  const { state, page, problem } = useResource<KeptRow>(host, 'kept', { key: of })
  const row = page?.rows[0]
  if (state === 'loading') return <span className="text-faint">…</span>
  if (problem && !page) return <span className="text-soft">{words.markUnread}</span>
  if (!row) return <span className="text-soft">{words.markNo}</span>
  return <Link href={hrefOf({ resource: 'kept', key: of, label: of }, host)} prefetch={false} data-tip={words.markWhy} className="text-accent hover:underline">{row.by === null ? words.markYes : words.markBy(row.by)}</Link>
}
