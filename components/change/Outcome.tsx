'use client'
import { useEffect, useRef } from 'react'
import { useNow } from '../../lib/client/use-now'
import type { ChangeRecord } from '../../lib/core/change'
import type { Meaning } from '../../lib/core/meaning'
import { changeUi as words } from '../../lib/text/en/change-ui'
import { ProblemNote } from '../problem/ProblemView'
import { MeaningIcon } from '../ui/StatusMark'
import { DeltaList } from './DeltaList'
import { StepReports } from './StepList'

const MEANING: Record<'done' | 'undone' | 'failed' | 'stuck', Meaning> = { done: 'good', undone: 'attention', failed: 'bad', stuck: 'bad' }
const WASH: Record<Meaning, string> = { good: 'bg-good-wash', attention: 'bg-attention-wash', bad: 'bg-bad-wash', unknown: 'bg-raised' }

/** A sentence about where a change stands, with its mark; screen readers hear it. */
function Verdict({ meaning, title, why }: { meaning: Meaning; title: string; why: string }) {
  return (
    <div className={`flex items-start gap-2.5 rounded-md px-3 py-2 ${WASH[meaning]}`}>
      <span className="mt-0.5"><MeaningIcon meaning={meaning} size={16} /></span>
      <div className="min-w-0 text-13">
        <p className="font-medium">{title}</p>
        {why ? <p className="text-soft">{why}</p> : null}
      </div>
    </div>
  )
}

/** While it runs and when it is over: the verdict, why, the steps with their times, and what became different. */
export function Outcome({ record, unreachable, dueAt }: { record: ChangeRecord; unreachable: boolean; dueAt: number | null }) {
  const place = useRef<HTMLDivElement>(null)
  // The act that had the focus is gone; what it does is read next.
  useEffect(() => place.current?.focus({ preventScroll: true }), [])
  return (
    <div ref={place} tabIndex={-1} role="status" className="flex flex-col gap-3 pb-2 outline-none">
      <State record={record} unreachable={unreachable} dueAt={dueAt} />
      {record.problem ? <div className="overflow-hidden rounded-md"><ProblemNote problem={record.problem} meaning={record.state === 'undone' ? 'attention' : 'bad'} /></div> : null}
      <StepReports record={record} />
      {record.state === 'done' ? (
        <section>
          <h3 className="mb-1.5 text-12 text-faint">{words.wasDifferent}</h3>
          <DeltaList deltas={record.plan.deltas} past />
        </section>
      ) : null}
    </div>
  )
}

function State({ record, unreachable, dueAt }: { record: ChangeRecord; unreachable: boolean; dueAt: number | null }) {
  // Cut off in the middle: the host may be waiting for a confirmation that cannot reach it.
  if (record.state === 'waiting' || (unreachable && dueAt !== null && (record.state === 'applying' || record.state === 'planned'))) return <Waiting unreachable={unreachable} dueAt={dueAt} />
  switch (record.state) {
    case 'done':
    case 'undone':
    case 'failed':
    case 'stuck':
      return <Verdict meaning={MEANING[record.state]} title={words[record.state].title} why={record.problem ? '' : words[record.state].why} />
    case 'undoing':
      return <Verdict meaning="unknown" title={words.undoing} why={unreachable ? words.lost : words.runningWhy} />
    default:
      return <Verdict meaning="unknown" title={words.running} why={unreachable ? words.lost : words.runningWhy} />
  }
}

function Waiting({ unreachable, dueAt }: { unreachable: boolean; dueAt: number | null }) {
  const now = useNow()
  const left = dueAt === null || now === 0 ? null : Math.max(0, Math.ceil((dueAt - now) / 1000))
  const why = left === 0 ? words.waiting.over : unreachable && left !== null ? words.waiting.lost(left) : words.waiting.why
  return (
    <div className={`flex items-center gap-3 rounded-md px-3 py-2 ${unreachable ? 'bg-attention-wash' : 'bg-accent-wash'}`}>
      <div className="min-w-0 flex-1 text-13">
        <p className="font-medium">{words.waiting.title}</p>
        <p className="text-soft">{why}</p>
      </div>
      {left === null ? null : <span role="timer" aria-live="off" className="shrink-0 text-20 font-medium whitespace-nowrap tabular-nums">{words.waiting.left(left)}</span>}
    </div>
  )
}
