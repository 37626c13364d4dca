'use client'
import { useEffect, useState } from 'react'
import { readChange } from '../../lib/client/changes'
import type { ChangeRecord } from '../../lib/core/change'
import type { Problem } from '../../lib/core/problem'
import { historyPage as words } from '../../lib/text/en/history'
import { ProblemNote, ProblemView } from '../problem/ProblemView'
import { Drawer } from '../ui/Drawer'
import { Skeleton } from '../ui/Skeleton'
import { StatusMark } from '../ui/StatusMark'
import { Tabs } from '../ui/Tabs'
import { CommandList } from '../change/Commands'
import { DeltaList } from '../change/DeltaList'
import { RiskLine } from '../change/RiskLine'
import { StepReports } from '../change/StepList'
import { HistoryActions } from './HistoryActions'
import { HistoryFacts } from './HistoryFacts'
import { historyState } from './history-state'

/** One change: what was before and after, its steps, its commands. One that is not in the list is read by its id. */
export function HistoryDrawer({ host, id, row, enter, onClose }: { host: string; id: string; row: ChangeRecord | undefined; enter: number; onClose: () => void }) {
  const { record, problem } = useRecord(host, id, row)
  const state = record ? historyState(record) : null
  const title = record?.plan.title ?? id
  const head = (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <h2 className="min-w-0 text-14 font-semibold [overflow-wrap:anywhere]">{record ? title : words.drawer.loading}</h2>
      {state ? <StatusMark meaning={state.meaning} why={state.why}>{state.word}</StatusMark> : null}
    </div>
  )
  return (
    <Drawer label={words.drawer.label(title)} head={head} enter={enter} onClose={onClose}>
      {record ? (
        <>
          <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 pb-2"><HistoryActions host={host} record={record} /></div>
          {record.problem ? <ProblemNote problem={record.problem} meaning={record.state === 'undone' ? 'attention' : 'bad'} /> : null}
          <Tabs label={words.drawer.label(title)} tabs={[
            { value: 'changes', label: words.drawer.changes, content: <Panel label={words.drawer.changes}><Changes host={host} record={record} /></Panel> },
            { value: 'steps', label: words.drawer.steps, count: record.steps.length, content: <Panel label={words.drawer.steps}><StepReports record={record} /></Panel> },
            { value: 'commands', label: words.drawer.commands, content: <Panel label={words.drawer.commands}><CommandList commands={record.plan.commands} /></Panel> },
            { value: 'raw', label: words.drawer.raw, content: <Panel label={words.drawer.raw}><pre className="rounded-md border border-line bg-raised p-2.5 font-mono text-12 whitespace-pre-wrap [overflow-wrap:anywhere]">{JSON.stringify(record, null, 2)}</pre></Panel> },
          ]} />
        </>
      ) : problem ? <ProblemView problem={problem} title={words.drawer.never} /> : <div className="flex flex-col gap-4 p-4">{[70, 50, 60].map((width) => <Skeleton key={width} width={`${width}%`} />)}</div>}
    </Drawer>
  )
}

function Panel({ label, children }: { label: string; children: React.ReactNode }) {
  return <div tabIndex={0} role="region" aria-label={label} className="min-h-0 flex-1 overflow-y-auto px-4 py-3">{children}</div>
}

function Changes({ host, record }: { host: string; record: ChangeRecord }) {
  const { plan, state } = record
  const past = state === 'done' || state === 'waiting'
  return (
    <div className="flex flex-col gap-4">
      <HistoryFacts host={host} record={record} />
      <RiskLine plan={plan} />
      <section>
        <h3 className="mb-1.5 text-12 text-faint">{past ? words.drawer.different : words.drawer.wouldDiffer}</h3>
        <DeltaList deltas={plan.deltas} past={past} />
      </section>
      {plan.warnings.length > 0 ? (
        <section>
          <h3 className="mb-1.5 text-12 text-faint">{words.drawer.warnings}</h3>
          <ul className="list-disc pl-4 text-13">{plan.warnings.map((warning) => <li key={warning}>{warning}</li>)}</ul>
        </section>
      ) : null}
    </div>
  )
}

/** The record out of the list, or read by its id (a link to an old change). */
function useRecord(host: string, id: string, row: ChangeRecord | undefined): { record: ChangeRecord | null; problem: Problem | null } {
  const [read, setRead] = useState<{ id: string; record: ChangeRecord | null; problem: Problem | null } | null>(null)
  const missing = row === undefined
  useEffect(() => {
    if (!missing) return
    let gone = false
    void readChange(host, id).then((result) => {
      if (!gone) setRead({ id, record: result.ok ? result.value : null, problem: result.ok ? null : result.problem })
    })
    return () => void (gone = true)
  }, [host, id, missing])
  if (row) return { record: row, problem: null }
  return read?.id === id ? read : { record: null, problem: null }
}
