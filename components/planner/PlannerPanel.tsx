'use client'
import { useRouter } from 'next/navigation'
import { useEffect, type ReactNode } from 'react'
import type { Plan, PlanProblem, Situation } from '../../lib/features/planner/schema'
import { plannerPage as words } from '../../lib/text/en/pages-planner'
import { ProblemNote } from '../problem/ProblemView'
import { Section } from '../engine/Section'
import { StatusMark } from '../ui/StatusMark'
import { AllocationTable } from './AllocationTable'
import { newNetworkHref } from './network-link'
import { PlanExports } from './PlanExports'
import { PlanReasons } from './PlanReasons'
import { PlannerQuestions } from './PlannerQuestions'
import type { PlannerValues } from './planner-values'
import { PrefixPicture } from './PrefixPicture'
import { useHostRows } from './use-host-rows'
import { usePlan } from './use-plan'

/**
 * Questions, picture, plan and exports. Stands on its page, and inside of other pages: there `situation` may be given from outside (it is then
 * not asked for), `refusal` may come from outside (what refuses the answers where they are used, once somebody wanted to go on), `beside` is the part of the default bridge, `onPlan` hears of every plan (null while there is none), and `embedded` leaves out what makes networks one by one.
 */
export function PlannerPanel({ host, values: given, onValues, situation, refusal = null, beside, onPlan, whichHost, embedded = false }: { host: string; values: PlannerValues; onValues: (change: Partial<PlannerValues>) => void; situation?: Situation; refusal?: PlanProblem | null; beside?: { subnet: string; what: string }; onPlan?: (plan: Plan | null) => void; whichHost?: ReactNode; embedded?: boolean }) {
  const router = useRouter()
  const { state, rows, problem } = useHostRows(host)
  const values = situation === undefined || given.situation === situation ? given : { ...given, situation }
  const planned = usePlan(values, rows, beside)
  const { plan } = planned
  // Before the host is read a plan would not go around what is there.
  const settled = state === 'loading' ? null : plan
  useEffect(() => onPlan?.(settled), [settled, onPlan])
  const make = embedded ? undefined : (subnet: string, name?: string) => router.push(newNetworkHref(host, subnet, name))
  return (
    <div aria-busy={state === 'loading' || undefined}>
      {problem ? <ProblemNote problem={{ ...problem, message: `${words.picture.unread} ${problem.message}` }} /> : null}
      <div className="grid grid-cols-1 gap-x-8 gap-y-6 px-4 py-4 lg:grid-cols-[minmax(260px,320px)_minmax(0,1fr)]">
        <PlannerQuestions rows={rows} loading={state === 'loading'} values={values} onValues={onValues} problem={planned.problem ?? refusal} insist={refusal !== null} askSituation={situation === undefined} whichHost={whichHost} />
        <div className="flex min-w-0 flex-col gap-6">
          <Section title={words.picture.title} aside={planned.conflicts.length > 0 ? <StatusMark meaning="bad">{words.plan.conflicts(planned.conflicts.length)}</StatusMark> : undefined}>
            {planned.prefix === null ? <p className="py-6 text-13 text-soft">{words.picture.waiting}</p> : <PrefixPicture key={planned.prefix} prefix={planned.prefix} marks={planned.marks} networkLength={planned.networkLength} {...(make ? { onFree: make } : {})} />}
          </Section>
          {plan ? <PlanReasons plan={plan} conflicts={planned.conflicts} /> : null}
        </div>
      </div>
      {plan ? (
        <div className="flex flex-col gap-6 px-4 pb-6">
          <AllocationTable plan={plan} {...(make ? { onMake: make } : {})} />
          {embedded ? null : <PlanExports host={host} plan={plan} />}
        </div>
      ) : null}
    </div>
  )
}
