'use client'
import { ago, count, duration } from '../../lib/client/ago'
import { useNow } from '../../lib/client/use-now'
import type { WindowState } from '../../lib/client/row-window'
import { table as words } from '../../lib/text/en/table'
import { Kbd } from '../ui/Kbd'

/** "214 of 3,001 · from `ip -6 -j route show table all` · 2 s ago": how many, how anybody can see the same, and how old it is. */
export function TableFoot<Row>({ rows }: { rows: WindowState<Row> }) {
  const now = useNow()
  const [source, ...more] = rows.sources
  const all = rows.sources.map(({ text, at, took }) => `${text}\n  ${words.readAt(ago(at, now), duration(took))}`).join('\n')
  return (
    <footer className="flex h-7 shrink-0 items-center gap-1.5 border-t border-line px-4 text-12 whitespace-nowrap text-faint">
      <span className="text-soft">{rows.state === 'loading' ? words.loading : rows.state === 'failed' && rows.total === 0 ? words.failed : words.count(count(rows.matched), count(rows.total))}</span>
      {source ? (
        <span className="hidden min-w-0 items-center gap-1.5 @md:flex" data-tip={all}>
          <span aria-hidden>·</span>
          <span className="shrink-0">{words.from}</span>
          <code className="truncate font-mono text-[11.5px] text-soft">{source.text}</code>
          {more.length > 0 ? <span className="shrink-0">{words.more(more.length)}</span> : null}
        </span>
      ) : null}
      {rows.checkedAt && now ? <><span aria-hidden>·</span><span data-testid="age">{ago(rows.checkedAt, now)}</span></> : null}
      <span aria-hidden className="ml-auto hidden items-center gap-3 pl-4 @4xl:flex">
        <span className="flex items-center gap-1"><Kbd>↑</Kbd><Kbd>↓</Kbd>{words.keyWords.move}</span>
        <span className="flex items-center gap-1"><Kbd>↵</Kbd>{words.keyWords.open}</span>
        <span className="flex items-center gap-1"><Kbd>c</Kbd>{words.keyWords.copy}</span>
      </span>
    </footer>
  )
}
