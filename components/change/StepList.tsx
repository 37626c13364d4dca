import { Check, Circle, LoaderCircle, Undo2, X } from 'lucide-react'
import { duration } from '../../lib/client/ago'
import { commandOf } from '../../lib/core/action'
import type { ChangeRecord, Plan, StepReport } from '../../lib/core/change'
import { changeUi as words } from '../../lib/text/en/change-ui'
import { cx } from '../ui/class-names'

const ICONS = { pending: Circle, running: LoaderCircle, done: Check, failed: X, undone: Undo2 } as const
const LOOKS = { pending: 'text-faint', running: 'text-accent animate-spin', done: 'text-good', failed: 'text-bad', undone: 'text-attention' } as const

/** The steps as they went, with their times and what the tool said where it failed. */
export function StepReports({ record }: { record: Pick<ChangeRecord, 'steps' | 'state'> }) {
  const first = record.steps.findIndex(({ state }) => state === 'pending')
  return (
    <ol className="flex flex-col">
      {record.steps.map((step, index) => <Report key={index} step={step} running={record.state === 'applying' && index === first} />)}
    </ol>
  )
}

function Report({ step, running }: { step: StepReport; running: boolean }) {
  const state = running ? 'running' : step.state
  const Icon = ICONS[state]
  return (
    <li className="flex items-start gap-2 border-b border-line py-1.5 last:border-b-0">
      <Icon aria-hidden size={14} strokeWidth={2.25} className={cx('mt-[3px] shrink-0', LOOKS[state])} />
      <div className="min-w-0 flex-1">
        <div className="flex gap-3 text-13">
          <span className={cx('min-w-0 flex-1 [overflow-wrap:anywhere]', state === 'pending' && 'text-soft')}>{step.title}</span>
          <span className="shrink-0 text-12 leading-5 text-faint">{words.step[state]}{step.tookMs === null ? '' : ` · ${duration(step.tookMs)}`}</span>
        </div>
        {step.command ? <code className="block font-mono text-12 text-soft [overflow-wrap:anywhere]">{step.command}</code> : null}
        {step.said ? <pre className="mt-1 max-h-40 overflow-auto rounded-md bg-raised p-2 font-mono text-12 whitespace-pre-wrap text-soft [overflow-wrap:anywhere]">{step.said}</pre> : null}
      </div>
    </li>
  )
}

/** The steps as they are planned, each with its way back. */
export function StepPlan({ plan }: { plan: Plan }) {
  return (
    <ol className="flex flex-col">
      {plan.steps.map((step, index) => (
        <li key={index} className="flex gap-2.5 border-b border-line py-1.5 last:border-b-0">
          <span className="w-4 shrink-0 text-right text-12 leading-5 text-faint">{index + 1}</span>
          <div className="min-w-0 flex-1 text-13">
            <p className="[overflow-wrap:anywhere]">{step.title}</p>
            <code className="block font-mono text-12 text-soft [overflow-wrap:anywhere]">{commandOf(step.do)}</code>
            <p className="text-12 text-faint [overflow-wrap:anywhere]">{step.forward === 'there' ? words.forward : step.undo ? <>{words.undoes} <code className="font-mono">{commandOf(step.undo)}</code></> : words.noUndo}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}
