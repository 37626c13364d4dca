'use client'
import { ago, ahead, exactTime } from '../../lib/client/ago'
import { useNow } from '../../lib/client/use-now'

/** How long ago something was, kept current, with the exact time on hover. */
export function Ago({ at }: { at: number }) {
  const now = useNow()
  return now === 0 ? null : <time dateTime={new Date(at).toISOString()} data-tip={exactTime(at)}>{ago(at, now)}</time>
}

/** When something ends, kept current, with the exact time on hover. null is forever. */
export function Ahead({ at }: { at: number | null }) {
  const now = useNow()
  if (at === null) return <span className="text-faint">{ahead(null, now)}</span>
  return now === 0 ? null : <time dateTime={new Date(at).toISOString()} data-tip={exactTime(at)}>{ahead(at, now)}</time>
}
