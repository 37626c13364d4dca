'use client'
import { ago, duration } from '../../lib/client/ago'
import { useNow } from '../../lib/client/use-now'
import { table as words } from '../../lib/text/en/table'
import { CopyButton } from '../ui/CopyButton'

/** The record as it is, and the commands that show the same on the host. */
export function RawPanel({ row, sources }: { row: object; sources: readonly { text: string; at: number; took: number }[] }) {
  const now = useNow()
  const json = JSON.stringify(row, null, 2)
  return (
    <div tabIndex={0} role="region" aria-label={words.drawer.raw} className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
      <h3 className="mb-1.5 text-12 text-faint">{words.drawer.comesFrom}</h3>
      <ul className="mb-4 flex flex-col gap-1">
        {sources.map((source) => (
          <li key={source.text} className="flex items-center gap-2 rounded-md border border-line bg-raised pl-2.5">
            <code className="min-w-0 flex-1 py-1 font-mono text-12 [overflow-wrap:anywhere]">{source.text}</code>
            <span className="shrink-0 text-12 text-faint">{words.readAt(ago(source.at, now), duration(source.took))}</span>
            <CopyButton text={source.text} what={source.text} />
          </li>
        ))}
      </ul>
      <div className="flex items-center justify-between">
        <h3 className="text-12 text-faint">{words.drawer.record}</h3>
        <CopyButton text={json} what={words.drawer.record} />
      </div>
      <pre className="rounded-md border border-line bg-raised p-2.5 font-mono text-12 whitespace-pre-wrap [overflow-wrap:anywhere]">{json}</pre>
    </div>
  )
}
