import type { Actor, ChangeRecord } from '../core/change'
import type { Problem } from '../core/problem'
import { text } from '../text/en'
import type { Entry } from './ports'

/** Whether somebody may change the host; null if so. Jobs of dock6 itself may, under their name. */
export function permissionProblem(actor: Actor): Problem | null {
  if (actor.type === 'system' || actor.role === 'admin' || actor.role === 'operator') return null
  if (actor.role === 'viewer') return { code: 'not_permitted', message: text.changes.viewer, hint: text.changes.viewerHint }
  return { code: 'not_permitted', message: text.changes.unknownRole }
}

/** Whether somebody may do everything. */
export function isAdmin(actor: Actor): boolean {
  return actor.type === 'system' || actor.role === 'admin'
}

/** What to call an actor in a sentence. */
export function actorName(actor: Actor): string {
  return actor.type === 'user' ? actor.name : text.changes.system(actor.job)
}

/** That another change holds the host: one at a time, and everybody can see whose it is. */
export function busy({ record }: Entry): Problem {
  const who = actorName(record.actor)
  const message = record.state === 'waiting' ? text.changes.busyWaiting(who, record.plan.title, record.deadline ?? 0) : text.changes.busy(who, record.plan.title)
  return { code: 'busy', message, hint: text.changes.busyHint }
}

/** Whether a change is taken back unless its person confirms it. */
export function needsConfirmation({ plan, actor }: ChangeRecord): boolean {
  return actor.type === 'user' && (plan.risk === 'may-disconnect' || plan.risk === 'restarts-engine')
}
