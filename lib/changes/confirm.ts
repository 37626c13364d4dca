import { fail, ok } from '../core/result'
import { text } from '../text/en'
import { actorName, busy, permissionProblem } from './permission'
import type { Asker, Desk, Outcome } from './ports'
import { because, claimAndTakeBack } from './take-back'

/**
 * Keeps a change that waits. Only who applied it may: that their request arrived is the proof that their way still works, unless it is known that it will not for long.
 * `anyway`: a person decided so, and needs no proof.
 */
export async function confirm(desk: Desk, { actor, admin }: Asker, id: string, { anyway }: { anyway: boolean }): Promise<Outcome> {
  const refused = permissionProblem(actor)
  if (refused) return fail(refused)
  const entry = desk.journal.get(id)
  if (!entry) return fail({ code: 'not_found', message: text.changes.noChange })
  const { record } = entry
  if (actorName(record.actor) !== actorName(actor)) return fail({ code: 'not_permitted', message: text.changes.confirmOwn(actorName(record.actor)) })
  // A page repeats its confirmation until it hears of it.
  if (record.state === 'done') return ok(record)
  const doubt = anyway || record.state !== 'waiting' ? null : ((await desk.fleeting?.(admin, record.plan)) ?? null)
  if (doubt) return fail(doubt)
  // After the deadline the timer may be at work already; whoever moves the state first has decided.
  if (!desk.journal.move(id, 'waiting', 'done', { deadline: null })) {
    const now = desk.journal.get(id)!.record
    return fail(because(now.state === 'undoing' || now.state === 'undone' ? text.changes.tooLate(now.problem?.message ?? '') : text.changes.notWaiting))
  }
  desk.passing('confirmed')
  await desk.timer.disarm(id)
  return ok(desk.journal.get(id)!.record)
}

/** Takes a change back that waits, or tries again to take back one that is stuck. Anybody who may change the host may. */
export async function rollback(desk: Desk, { actor }: Asker, id: string): Promise<Outcome> {
  const refused = permissionProblem(actor)
  if (refused) return fail(refused)
  const entry = desk.journal.get(id)
  if (!entry) return fail({ code: 'not_found', message: text.changes.noChange })
  if (entry.record.state !== 'waiting' && entry.record.state !== 'stuck') return fail(because(text.changes.notReturnable))
  const [holder] = desk.journal.unfinished()
  if (holder && holder.record.id !== id) return fail(busy(holder))
  return claimAndTakeBack(desk, entry, because(text.changes.rolledBack(actorName(actor))), 'undone')
}
