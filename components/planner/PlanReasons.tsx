import type { Plan } from '../../lib/features/planner/schema'
import { plannerPage as words } from '../../lib/text/en/pages-planner'
import { MeaningIcon } from '../ui/StatusMark'

/** What to know before, why the lengths are what they are, and the arithmetic behind it. */
export function PlanReasons({ plan, conflicts }: { plan: Plan; conflicts: readonly string[] }) {
  return (
    <div className="grid grid-cols-1 gap-x-8 gap-y-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      {conflicts.length + plan.warnings.length > 0 ? (
        <section aria-label={words.plan.warnings} className="min-w-0">
          <h3 className="mb-1 text-12 text-faint">{words.plan.warnings}</h3>
          <ul className="flex flex-col gap-1.5 text-13">
            {conflicts.map((one) => <Note key={one} meaning="bad">{one}</Note>)}
            {plan.warnings.map((one) => <Note key={one} meaning="attention">{one}</Note>)}
          </ul>
        </section>
      ) : null}
      <div className="flex min-w-0 flex-col gap-3">
        {plan.reasons.length > 0 ? (
          <section aria-label={words.plan.why}>
            <h3 className="mb-1 text-12 text-faint">{words.plan.why}</h3>
            {plan.reasons.map((one) => <p key={one} className="text-13 text-soft">{one}</p>)}
          </section>
        ) : null}
        <section aria-label={words.plan.arithmetic}>
          <h3 className="mb-1 text-12 text-faint">{words.plan.arithmetic}</h3>
          <ul className="flex flex-col gap-0.5 text-13 text-soft">{plan.arithmetic.map((one) => <li key={one} className="tabular-nums">{one}</li>)}</ul>
        </section>
      </div>
    </div>
  )
}

function Note({ meaning, children }: { meaning: 'bad' | 'attention'; children: string }) {
  return <li className="flex items-start gap-2"><span className="mt-[3px]"><MeaningIcon meaning={meaning} size={14} /></span><span className="min-w-0 text-pretty">{children}</span></li>
}
