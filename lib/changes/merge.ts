import { commandOf } from '../core/action'
import { emptyPlan, RISKS, type Plan, type Risk } from '../core/change'
import { text } from '../text/en'
import { forwardLast } from './forward'

/** One plan out of several that run one after the other. `title`: what all of it is called; without one the last names it, which those before it prepare. */
export function mergePlans(plans: readonly Plan[], title: string | null = null): Plan {
  const goal = plans.at(-1)
  if (!goal) return emptyPlan('')
  const complete = plans.map(withCommands)
  if (complete.length === 1) return complete[0]!
  const risk = plans.reduce<Risk>((most, plan) => (RISKS.indexOf(plan.risk) > RISKS.indexOf(most) ? plan.risk : most), 'safe')
  const composes = plans.flatMap((plan) => (plan.compose === null ? [] : [plan.compose]))
  return {
    title: title ?? text.changes.batchTitle(goal.title, plans.length),
    steps: forwardLast(plans.flatMap((plan) => plan.steps)),
    deltas: plans.flatMap((plan) => plan.deltas),
    warnings: [...new Set(plans.flatMap((plan) => plan.warnings))],
    risk,
    riskText: [...new Set(plans.filter((plan) => plan.risk === risk).map((plan) => plan.riskText))].filter((line) => line !== '').join(' '),
    commands: complete.flatMap((plan) => plan.commands),
    compose: composes.length > 0 ? composes.join('\n') : null,
  }
}

/** A plan that names no commands of its own shows those of its steps. */
function withCommands(plan: Plan): Plan {
  return plan.commands.length > 0 ? plan : { ...plan, commands: plan.steps.map((step) => commandOf(step.do)) }
}
