import { emptyPlan, type ChangeRecord } from '../core/change'
import type { Problem } from '../core/problem'
import { text } from '../text/en'
import type { Asker, Desk } from './ports'
import { newRecord } from './preview'

/** Names in a title; a request may hold any number of them. */
const NAMED = 3

/** Notes that somebody asked for something that they may not, or that the host was not free or not ready for. What was typed wrongly is a matter of the form and no history. */
export function noteRefusal(desk: Desk, { actor }: Asker, title: string, problem: Problem): void {
  const record: ChangeRecord = { ...newRecord({ at: desk.now(), actor, intents: [], plan: emptyPlan(title), undoes: null }), problem }
  desk.journal.refuse(record)
}

/** What was asked for, in the words of its kinds of change. Kinds that dock6 does not know are not repeated. */
export function titleOfKinds(desk: Desk, kinds: readonly string[]): string {
  const known = [...new Set(kinds)].filter((kind) => desk.changes.some((change) => change.kind === kind))
  return text.changes.askedFor(known.slice(0, NAMED), kinds.length)
}
