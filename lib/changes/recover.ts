import type { Problem } from '../core/problem'
import { text } from '../text/en'
import { goForward, isBeyondReturn } from './forward'
import type { Desk, Entry } from './ports'
import { because, claimAndTakeBack } from './take-back'

/** After a start the engine and the links may take this long to be there, in ms. */
const PATIENCE_MS = 60_000

/**
 * Ends what was left in the middle. The rule: a change under way is undone, but finished if it was beyond its point of no return; one that waits is undone when its time is up; one being undone is undone on.
 * `boot`: right after a start of the host nobody can confirm what waited, so that is undone too, and nothing can be verified yet: the keeper ends it, as it does what goes forward.
 * `held` says which entries somebody is working on; those are left alone.
 */
export async function recover(desk: Desk, held: (entry: Entry) => boolean, mode: 'usual' | 'boot' = 'usual'): Promise<void> {
  for (const entry of desk.journal.unfinished()) {
    const cause = causeOf(desk, entry, held, mode)
    if (cause === null) continue
    const forward = isBeyondReturn(entry)
    if (forward && mode === 'boot') continue
    desk.log('change-recovered', { change: entry.record.id, state: entry.record.state, forward })
    desk.passing('recover')
    if (forward) await finishOrTakeBack(desk, entry)
    else await claimAndTakeBack(desk, entry, cause, 'undone', mode === 'boot' ? { patienceMs: 0, verify: false } : { patienceMs: PATIENCE_MS })
  }
}

/** What cannot be finished is taken back after all: then what was removed is made anew as well as it can be. */
async function finishOrTakeBack(desk: Desk, entry: Entry): Promise<void> {
  const finished = await goForward(desk, entry, PATIENCE_MS)
  if (finished === null || finished.ok) return
  await claimAndTakeBack(desk, desk.journal.get(entry.record.id)!, finished.problem, 'failed', { patienceMs: PATIENCE_MS })
}

/** Why an unfinished change has to be taken back now; null if it has not. */
function causeOf(desk: Desk, entry: Entry, held: (entry: Entry) => boolean, mode: 'usual' | 'boot'): Problem | null {
  const { record } = entry
  if (record.state === 'waiting') {
    if (mode === 'boot') return because(text.changes.restarted)
    return (record.deadline ?? 0) <= desk.now() ? because(text.changes.notConfirmed) : null
  }
  return held(entry) ? null : (record.problem ?? because(text.changes.interrupted))
}
