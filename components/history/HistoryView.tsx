'use client'
import { useCallback, useRef, useState } from 'react'
import { count } from '../../lib/client/ago'
import { useChangeHistory } from '../../lib/client/use-change-history'
import { useTableUrl } from '../../lib/client/use-table-url'
import { historyPage as words } from '../../lib/text/en/history'
import { shell } from '../../lib/text/en/shell'
import { ProblemNote, ProblemView } from '../problem/ProblemView'
import { Button } from '../ui/Button'
import { Skeleton } from '../ui/Skeleton'
import { HistoryDrawer } from './HistoryDrawer'
import { HistoryTable } from './HistoryTable'

/** The History page: every change with who, when and what became of it. Plans that went no further are shown on request. */
export function HistoryView({ host }: { host: string }) {
  const { state, rows, total, problem, reading, older, refresh } = useChangeHistory(host)
  const { open, set } = useTableUrl()
  const [plans, setPlans] = useState(false)
  const [enter, setEnter] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const close = useCallback(() => {
    set({ open: null })
    list.current?.focus({ preventScroll: true })
  }, [set])
  const onOpen = useCallback((id: string) => {
    set({ open: id })
    setEnter((n) => n + 1)
  }, [set])
  const shown = plans ? rows : rows.filter((row) => row.state !== 'planned')
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
        <div className="flex shrink-0 items-center gap-2 px-4 py-2">
          <label className="flex h-8 items-center gap-2 text-13 text-soft"><input type="checkbox" checked={plans} onChange={(event) => setPlans(event.target.checked)} className="size-3.5 accent-accent-solid" />{words.planned}</label>
        </div>
        {problem && rows.length > 0 ? <ProblemNote problem={problem} meaning="bad" /> : null}
        <div ref={list} tabIndex={-1} className="min-h-0 flex-1 overflow-auto border-t border-line outline-none">
          {shown.length > 0 ? <HistoryTable rows={shown} openKey={open} onOpen={onOpen} /> : null}
          {shown.length === 0 && state === 'ready' ? <Empty /> : null}
          {rows.length === 0 && problem ? <ProblemView problem={problem} action={<Button onClick={refresh}>{shell.problem.retry}</Button>} /> : null}
          {state === 'loading' ? <div role="status" aria-label={words.reading} className="flex flex-col gap-5 p-4">{[70, 50, 60].map((width) => <Skeleton key={width} width={`${width}%`} />)}</div> : null}
          {total > rows.length && rows.length > 0 ? <div className="p-3"><Button busy={reading && words.reading} onClick={older}>{words.older}</Button></div> : null}
        </div>
        <footer className="flex h-8 shrink-0 items-center border-t border-line px-4 text-12 text-faint">{state === 'loading' ? null : words.foot(count(shown.length), count(plans ? total : total - (rows.length - shown.length)))}</footer>
      </div>
      {open ? <HistoryDrawer host={host} id={open} row={rows.find(({ id }) => id === open)} enter={enter} onClose={close} /> : null}
    </div>
  )
}

function Empty() {
  return (
    <div className="flex max-w-[600px] flex-col gap-2 p-6">
      <h2 className="text-14 font-medium">{words.empty.title}</h2>
      <p className="text-13 text-soft">{words.empty.why}</p>
    </div>
  )
}
