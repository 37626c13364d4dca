import type { ReactNode } from 'react'
import type { Wish } from '../../lib/client/stores/change'
import type { Plan } from '../../lib/core/change'
import { changeUi as words } from '../../lib/text/en/change-ui'
import { MeaningIcon, StatusMark } from '../ui/StatusMark'
import { HowItIsDone } from './Commands'
import { DeltaList } from './DeltaList'
import { RiskLine } from './RiskLine'

/** A plan before it is applied: risk and warnings on top, left what will be different, right how it is done. */
export function PlanView({ plan, wish, stale, children }: { plan: Plan; wish: Wish; stale: Plan | null; children?: ReactNode }) {
  return (
    <div className="flex flex-col gap-3 pb-2">
      {stale ? <StaleNote fresh={plan} old={stale} /> : null}
      <RiskLine plan={plan} />
      {plan.warnings.length > 0 ? (
        <ul className="flex flex-col gap-1.5">
          {plan.warnings.map((warning) => <li key={warning} className="flex items-start gap-2 px-2.5 text-13"><span className="mt-0.5"><MeaningIcon meaning="attention" size={14} /></span><span className="min-w-0 [overflow-wrap:anywhere]">{warning}</span></li>)}
        </ul>
      ) : null}
      {wish.loses && wish.loses.length > 0 ? (
        <section className="rounded-md border border-bad/40 px-3 py-2">
          <h3 className="text-13 font-medium text-bad">{words.loses}</h3>
          <ul className="list-disc pl-4 text-13">{wish.loses.map((loss) => <li key={loss} className="[overflow-wrap:anywhere]">{loss}</li>)}</ul>
        </section>
      ) : null}
      <div className="grid min-w-0 grid-cols-1 gap-x-6 gap-y-4 md:grid-cols-2">
        <section className="min-w-0">
          <h3 className="flex h-9 items-center text-12 text-faint">{words.different}</h3>
          <div className="pt-2"><DeltaList deltas={plan.deltas} /></div>
        </section>
        <section aria-label={words.exact} className="min-w-0 [&_[role=tablist]]:px-0"><HowItIsDone plan={plan} /></section>
      </div>
      {children}
    </div>
  )
}

/** What is different between the plan that was shown and the one that holds now. */
function StaleNote({ fresh, old }: { fresh: Plan; old: Plan }) {
  const gone = old.commands.filter((command) => !fresh.commands.includes(command))
  const added = fresh.commands.filter((command) => !old.commands.includes(command))
  return (
    <div role="alert" className="rounded-md bg-attention-wash px-3 py-2 text-13">
      <StatusMark meaning="attention">{words.stale.title}</StatusMark>
      <p className="mt-0.5">{words.stale.why}{gone.length + added.length === 0 ? ` ${words.stale.same}` : ''}</p>
      <Lines title={words.stale.commands} lines={gone} struck />
      <Lines title={words.stale.added} lines={added} />
    </div>
  )
}

function Lines({ title, lines, struck = false }: { title: string; lines: readonly string[]; struck?: boolean }) {
  if (lines.length === 0) return null
  return (
    <div className="mt-1.5">
      <p className="text-12 text-soft">{title}</p>
      {lines.map((line) => <code key={line} className={`block font-mono text-12 [overflow-wrap:anywhere] ${struck ? 'line-through' : ''}`}>{line}</code>)}
    </div>
  )
}
