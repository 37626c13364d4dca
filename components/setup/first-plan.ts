import { onLinkOf, routedOf } from '../../lib/features/setup/choices'
import type { Choice, Look } from '../../lib/features/setup/schema'
import { freshGlobalId, ulaOf } from '../../lib/features/planner/request'
import type { PlannerValues } from '../planner/planner-values'

/** What the planner begins with for a way: the prefix that the host shows to have, a drawn one, or a box to type it. One network: more are a number away. */
export function firstPlan(choice: Choice, look: Look): Partial<PlannerValues> {
  const one = { networks: '1', containers: '50', names: '', hosts: '', hostLength: '', length: '' }
  if (choice === 'ndp-proxy') return { ...one, from: 'host', prefix: onLinkOf(look)?.prefix ?? '', situation: 'on-link' }
  if (choice === 'routed') {
    const routed = routedOf(look)
    return routed ? { ...one, from: 'host', prefix: routed.prefix, situation: 'routed' } : { ...one, from: 'typed', prefix: '', situation: 'routed' }
  }
  if (choice === 'private') {
    const drawn = ulaOf(freshGlobalId((bytes) => crypto.getRandomValues(bytes)))
    return { ...one, from: 'ula', prefix: drawn.ok ? drawn.value.text : '', situation: 'none' }
  }
  return {}
}
