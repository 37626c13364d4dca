'use client'
import { useMemo } from 'react'
import type { Rows } from '../../lib/core/change'
import { contains, parsePrefix } from '../../lib/core/ip'
import { marksOf, type Mark } from '../../lib/features/planner/marks'
import { planPrefix } from '../../lib/features/planner/plan'
import type { Plan, PlanProblem, Used } from '../../lib/features/planner/schema'
import { conflictsAmong, usesOf } from '../../lib/features/planner/uses'
import { planner as sentences } from '../../lib/text/en/planner'
import { plannerPage as words } from '../../lib/text/en/pages-planner'
import { requestOf, type PlannerValues } from './planner-values'

/** The plan as it follows from the answers and the host: `marks` are what the picture shows of `prefix`; `conflicts` are sentences. */
export type Planned = { plan: Plan | null; problem: PlanProblem | null; prefix: string | null; marks: readonly Mark[]; conflicts: readonly string[]; networkLength: number }

/** Length of a network where no plan says it. */
const USUAL_LENGTH = 64

/** Works the plan out anew whenever an answer or the host changes. `beside`: the default bridge’s part, if one is wished, as it was typed; no plan touches it. */
export function usePlan(values: PlannerValues, rows: Rows, beside?: { subnet: string; what: string }): Planned {
  const { subnet = '', what = '' } = beside ?? {}
  return useMemo(() => {
    const request = requestOf(values)
    if (!request.ok) return { plan: null, problem: request.problem, prefix: null, marks: [], conflicts: [], networkLength: USUAL_LENGTH }
    const outer = parsePrefix(request.value.prefix)
    const drawn = outer.ok && outer.value.family === 6 && outer.value.canonical ? outer.value : null
    const { inside: there, around } = drawn ? usesOf(drawn, rows) : { inside: [], around: [] }
    const other = parsePrefix(subnet)
    // Every Docker host plans the same, whatever else one of them wishes.
    const inside: readonly Used[] = drawn && other.ok && contains(drawn, other.value) && request.value.hosts === undefined ? [...there, { prefix: other.value.text, what, owner: 'network bridge', kind: 'network' }] : there
    const result = planPrefix(request.value, inside)
    const twice = conflictsAmong(inside)
    const plan = result.ok ? result.value : null
    const conflicts = [
      ...(around.length > 0 && drawn ? [sentences.warnings.covered(drawn.text, around.map(({ what }) => what).join('; '))] : []),
      ...twice.map(({ prefix, names }) => sentences.warnings.overlap(...names, prefix)),
    ]
    const marks = drawn ? marksOf(plan, inside, twice, words.picture) : []
    return { plan, problem: result.ok ? null : result.problem, prefix: drawn?.text ?? null, marks, conflicts, networkLength: plan?.networkLength ?? Math.max(USUAL_LENGTH, drawn?.length ?? 0) }
  }, [values, rows, subnet, what])
}
