'use client'
import { useEffect, useState } from 'react'
import { readChange } from '../../lib/client/changes'
import { useChange } from '../../lib/client/stores/change'
import { useSession } from '../../lib/client/stores/session'
import { applyChange, closeChange, decideChange, showChange } from '../../lib/client/use-change'
import type { Problem } from '../../lib/core/problem'
import { changeUi } from '../../lib/text/en/change-ui'
import { setupPage as words } from '../../lib/text/en/pages-setup'
import { Outcome } from '../change/Outcome'
import { PlanView } from '../change/PlanView'
import { ProblemNote, ProblemView } from '../problem/ProblemView'
import { Button } from '../ui/Button'
import { Skeleton } from '../ui/Skeleton'
import { previewBatch } from './preview-batch'
import { StepFrame } from './StepFrame'

type Going = { onBack: () => void; onApplied: (id: string) => void; onStale: () => void; onNext: () => void }

/** Preview and Apply: the batch as one change, shown here and not in the dialog. One component for both, so that a plan that went stale is shown again beside the old one. */
export function ChangeStep({ host, intents, applied, ...going }: Going & { host: string; /** What is wished, as text; null while it is applied. */ intents: string | null; applied: string | null }) {
  usePreview(host, intents)
  const problem = useApplied(host, applied)
  const change = useChange()
  const ours = change.wish?.inline === true
  const { phase, record, wish } = change
  // The host changed between preview and apply: there is a fresh plan to look at.
  const stale = applied !== null && ours && phase === 'planned' && record !== null && record.id !== applied
  const { onStale } = going
  useEffect(() => {
    if (stale) onStale()
  }, [stale, onStale])
  // Whoever leaves lets it run; what was only looked at is forgotten.
  useEffect(() => () => void (useChange.getState().wish?.inline && closeChange()), [])
  const running = ours && record !== null && (phase === 'applying' || phase === 'waiting' || phase === 'ended')
  if (applied !== null) {
    return (
      <StepFrame key="apply" title={words.apply.title} intro={words.apply.intro} actions={<ApplyActions {...going} running={running} />}>
        <div className="p-4">
          {problem ? <ProblemView problem={problem} title={words.apply.missing} /> : running ? <Outcome record={record} unreachable={change.unreachable} dueAt={change.dueAt} /> : <Waiting text={words.apply.reading} />}
          {change.problem && running ? <ProblemNote problem={change.problem} meaning="bad" /> : null}
        </div>
      </StepFrame>
    )
  }
  return (
    <StepFrame key="preview" title={words.preview.title} intro={words.preview.intro} actions={<PreviewActions {...going} ready={ours && phase === 'planned' && record !== null} id={record?.id ?? ''} host={host} intents={intents} refused={ours && phase === 'refused'} />}>
      <div className="p-4">
        {ours && phase === 'refused' && change.problem ? <div className="-m-6"><ProblemView problem={change.problem} title={changeUi.refused} /></div> : null}
        {ours && phase === 'planned' && record && wish ? (
          <>
            {change.problem ? <div className="mb-3 overflow-hidden rounded-md"><ProblemNote problem={change.problem} meaning="bad" /></div> : null}
            <PlanView plan={record.plan} wish={wish} stale={change.stale} />
          </>
        ) : null}
        {!ours || phase === 'previewing' ? <Waiting text={`${changeUi.previewing}. ${changeUi.previewingWhy}`} /> : null}
      </div>
    </StepFrame>
  )
}

/** Asks for the plan of what is wished, and anew when that changes. */
function usePreview(host: string, intents: string | null): void {
  useEffect(() => {
    if (intents === null) return
    const { wish, phase } = useChange.getState()
    // A fresh plan that came instead of a stale one is there already.
    if (wish?.inline && phase === 'planned' && JSON.stringify(wish.intents) === intents) return
    void previewBatch(host, intents)
  }, [host, intents])
}

/** Follows a change that was applied, also after the page was left or loaded anew. */
function useApplied(host: string, id: string | null): Problem | null {
  const [problem, setProblem] = useState<Problem | null>(null)
  useEffect(() => {
    if (id === null || useChange.getState().record?.id === id) return
    let gone = false
    void readChange(host, id).then((result) => {
      if (gone) return
      if (result.ok) showChange(host, result.value, { inline: true })
      else setProblem(result.problem)
    })
    return () => void (gone = true)
  }, [host, id])
  return problem
}

function Waiting({ text }: { text: string }) {
  return (
    <div aria-busy className="flex flex-col gap-3">
      <p role="status" className="text-13 text-soft">{text}</p>
      {[60, 40, 50].map((width) => <Skeleton key={width} width={`${width}%`} />)}
    </div>
  )
}

function PreviewActions({ ready, refused, id, host, intents, onBack, onApplied }: Going & { ready: boolean; refused: boolean; id: string; host: string; intents: string | null }) {
  const viewer = useSession(({ user }) => user?.role === 'viewer')
  const apply = () => {
    void applyChange()
    onApplied(id)
  }
  return (
    <>
      <Button onClick={onBack}>{refused ? words.preview.toAnswer : words.back}</Button>
      <span className="ml-auto" />
      {refused && intents !== null ? <Button onClick={() => void previewBatch(host, intents)}>{words.preview.again}</Button> : null}
      {ready ? <Button look="primary" disabledReason={viewer ? changeUi.viewer : null} onClick={apply}>{words.preview.apply}</Button> : null}
    </>
  )
}

function ApplyActions({ running, onStale, onNext }: Going & { running: boolean }) {
  const { phase, record } = useChange()
  const done = running && record?.state === 'done'
  return (
    <>
      {running && (phase === 'applying' || phase === 'waiting') ? null : done ? null : <Button onClick={onStale}>{words.apply.toPreview}</Button>}
      {running && phase === 'waiting' ? <Button onClick={() => void decideChange('rollback')}>{changeUi.waiting.back}</Button> : null}
      {running && phase === 'ended' && record?.state === 'stuck' ? <Button onClick={() => void decideChange('rollback')}>{changeUi.stuck.again}</Button> : null}
      <span className="ml-auto" />
      {done ? <Button look="primary" onClick={onNext}>{words.next.apply}</Button> : null}
    </>
  )
}
