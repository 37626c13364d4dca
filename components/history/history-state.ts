import { isOver } from '../../lib/client/use-change'
import type { Actor, ChangeRecord, ChangeState } from '../../lib/core/change'
import type { Meaning } from '../../lib/core/meaning'
import { historyPage as words } from '../../lib/text/en/history'

const MEANING: Record<ChangeState, Meaning> = { planned: 'unknown', applying: 'unknown', waiting: 'attention', done: 'good', undoing: 'attention', undone: 'attention', failed: 'bad', stuck: 'bad', refused: 'attention' }

/** Where a change stands, as meaning, word and reason. */
export function historyState({ state }: Pick<ChangeRecord, 'state'>): { meaning: Meaning; word: string; why: string } {
  return { meaning: MEANING[state], word: words.state[state], why: words.stateWhy[state] }
}

/** Who it was. */
export function actorWord(actor: Actor): string {
  return actor.type === 'user' ? actor.name : words.system(actor.job)
}

/** Why a change cannot be taken back; null if it can. Whether somebody changed the same since is found out by the plan. */
export function whyNoUndo(record: ChangeRecord): string | null {
  if (record.state !== 'done') return words.noUndo[record.state]
  if (record.undoneBy !== null) return words.noUndo.already
  return record.plan.steps.every(({ undo }) => undo === null) ? words.noUndo.nothing : null
}

/** Whether there is still something to follow. */
export function isRunning({ state }: ChangeRecord): boolean {
  return state !== 'planned' && !isOver(state)
}
