'use client'
import { useMemo } from 'react'
import type { Problem } from '../../lib/core/problem'
import type { Result } from '../../lib/core/result'
import { intentsOf, type Batch } from '../../lib/features/setup/intents'
import type { Look } from '../../lib/features/setup/schema'
import type { PlannerValues } from '../planner/planner-values'
import { useHostRows } from '../planner/use-host-rows'
import { usePlan } from '../planner/use-plan'
import { answersOf, besideOf, situationOf, type SetupValues } from './setup-values'

/** What the answers come to, worked out anew whenever an answer or the host changes. `loading`: the host is not read yet, so a plan would not go around what is there. */
export type BatchState = { loading: boolean; batch: Result<Batch>; problem: Problem | null }

/** The batch of the answers; null as long as no way is chosen. */
export function useBatch(host: string, values: SetupValues, asked: PlannerValues, look: Look): BatchState | null {
  const { state, rows, problem } = useHostRows(host)
  const situation = values.choice === null ? null : situationOf(values.choice)
  const planner = useMemo(() => (situation === null ? asked : { ...asked, situation }), [asked, situation])
  const { plan } = usePlan(planner, rows, besideOf(values))
  return useMemo(() => {
    if (values.choice === null) return null
    return { loading: situation !== null && state === 'loading', batch: intentsOf(values.choice, answersOf(values, situation === null ? null : plan, look), look), problem: situation === null ? null : problem }
  }, [values, plan, look, situation, state, problem])
}
