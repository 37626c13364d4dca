'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { exactTime } from '../../lib/client/ago'
import { useResource } from '../../lib/client/use-resource'
import type { Page } from '../../lib/core/resource'
import { table as words } from '../../lib/text/en/table'
import { ProblemNote, ProblemView } from '../problem/ProblemView'
import type { TableView } from '../table/column'
import { Drawer } from '../ui/Drawer'
import { Skeleton } from '../ui/Skeleton'
import { StatusMark } from '../ui/StatusMark'
import { Tabs } from '../ui/Tabs'
import { FactsPanel } from './FactsPanel'
import { RawPanel } from './RawPanel'

/** The open row: read by its own key, so that it stays right whatever the filter hides; `row` is what the table knows already, shown until then. */
export function RowDrawer<Row extends object>({ host, view, openKey, row, enter, onClose }: { host: string; view: TableView<Row>; openKey: string; row: Row | undefined; enter: number; onClose: () => void }) {
  const identity = useMemo(() => ({ rowKey: view.rowKey }), [view])
  const { state, page, problem } = useResource<Row>(host, view.resource, { key: openKey }, identity)
  const read = page?.rows[0]
  const { last, goneSince } = useLast(openKey, read ?? (page ? undefined : row), page)
  const content = last ? view.drawer(last) : null
  const [tab, setTab] = useState<'facts' | 'raw'>('facts')

  const head = content ? (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <h2 className="min-w-0 text-14 font-semibold break-all">{content.title}</h2>
      {goneSince === null && content.state ? <StatusMark meaning={content.state.meaning} {...(content.state.why ? { why: content.state.why } : {})}>{content.state.word}</StatusMark> : null}
    </div>
  ) : <h2 className="text-14 font-semibold">{state === 'loading' ? words.drawer.loading : words.drawer.never}</h2>

  return (
    <Drawer label={words.drawer.label(content?.name ?? openKey)} head={head} enter={enter} onClose={onClose}>
      {goneSince === null ? null : <ProblemNote problem={{ code: 'not_found', message: words.drawer.gone(exactTime(goneSince)) }} />}
      {problem && content ? <ProblemNote problem={problem} meaning="bad" /> : null}
      {content?.actions && goneSince === null ? <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 pb-2 empty:hidden">{content.actions}</div> : null}
      {content && last ? (
        <Tabs
          label={words.drawer.label(content.name)}
          value={tab}
          onValue={setTab}
          tabs={[
            { value: 'facts', label: words.drawer.facts, content: <FactsPanel content={content} /> },
            { value: 'raw', label: words.drawer.raw, content: <RawPanel row={last} sources={page?.sources ?? []} /> },
          ]}
        />
      ) : problem ? <ProblemView problem={problem} /> : state === 'loading' ? (
        <div className="flex flex-col gap-4 p-4">{[70, 50, 60, 40].map((width) => <Skeleton key={width} width={`${width}%`} />)}</div>
      ) : <p className="p-4 text-13 break-all text-soft">{words.drawer.neverWhy(openKey)}</p>}
    </Drawer>
  )
}

/** The last row that was seen under a key, and since when it is gone. */
function useLast<Row>(key: string, row: Row | undefined, page: Page<Row> | null): { last: Row | undefined; goneSince: number | null } {
  const seen = useRef<{ key: string; row: Row } | null>(null)
  const [gone, setGone] = useState<{ key: string; at: number } | null>(null)
  if (seen.current?.key !== key) seen.current = null
  if (row) seen.current = { key, row }
  const isGone = !row && page !== null && seen.current !== null
  useEffect(() => {
    setGone((before) => (!isGone ? null : before?.key === key ? before : { key, at: Date.now() }))
  }, [isGone, key])
  return { last: seen.current?.row, goneSince: isGone && gone?.key === key ? gone.at : null }
}
