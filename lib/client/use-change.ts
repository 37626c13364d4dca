'use client'
import type { ChangeRecord, ChangeState } from '../core/change'
import type { Problem } from '../core/problem'
import type { Result } from '../core/result'
import { changeUi as words } from '../text/en/change-ui'
import { actOnChange, isLostReply, previewChange, readChange, type ChangeAct } from './changes'
import { NO_CHANGE, useChange, type ChangePhase, type Wish } from './stores/change'
import { useResources } from './stores/resources'
import { useSession } from './stores/session'
import { toast } from './stores/ui'

const POLL_MS = 700
/** The success comes before the link dies: what is asked at once proves nothing. */
const SETTLE_MS = 1000
const CONFIRM_EVERY_MS = 1000
const REPLY_MS = 3000
/** No undo timer runs longer: a clock of the host that is far off must not show hours. */
const LONGEST_WAIT_MS = 600_000
const DEFAULT_WAIT_MS = 60_000

const OVER: readonly ChangeState[] = ['done', 'undone', 'failed', 'stuck', 'refused']

// Each wish has its turn: replies to an older one are for nobody.
let turn = 0

/** Whether a wish is still the one that this tab looks at. */
function isCurrent(mine: number): boolean {
  return mine === turn
}

/** Whether nothing more will happen to a change by itself. */
export function isOver(state: ChangeState): boolean {
  return OVER.includes(state)
}

/**
 * Asks what a wish would do and opens the dialog with the plan. `quiet`: the dialog opens only with a plan, and what refuses it is the answer,
 * so that a form can put it at its field.
 */
export async function wishChange(wish: Wish, { quiet = false }: { quiet?: boolean } = {}): Promise<Problem | null> {
  const { phase } = useChange.getState()
  if (phase === 'applying' || phase === 'waiting') {
    useChange.setState({ open: true })
    return { code: 'busy', ...words.oneAtATime }
  }
  const mine = ++turn
  useChange.setState({ ...NO_CHANGE, wish, phase: 'previewing', open: !quiet })
  const result = await planOf(wish)
  if (mine !== turn) return null
  if (result.ok) useChange.setState({ phase: 'planned', record: result.value, open: true })
  else if (quiet) useChange.setState(NO_CHANGE)
  else useChange.setState({ phase: 'refused', problem: result.problem })
  return result.ok ? null : result.problem
}

/** A fresh plan. Taking back is planned by the keeper out of the change itself. */
function planOf({ host, intents, undoes }: Wish): Promise<Result<ChangeRecord>> {
  return undoes === undefined ? previewChange(host, intents) : actOnChange(host, undoes, 'undo')
}

/** Looks at a change that is there already: one of the history, or one that somebody else started. `inline`: on the page that asks, without the dialog. */
export function showChange(host: string, record: ChangeRecord, { inline = false }: { inline?: boolean } = {}): void {
  const mine = ++turn
  useChange.setState({ ...NO_CHANGE, wish: { host, intents: record.intents, title: record.plan.title, ...(inline ? { inline } : {}) }, open: true, phase: 'previewing' })
  take(mine, record, true)
  void drive(mine)
}

/** Applies the plan that is shown, and follows it to its end. */
export async function applyChange(): Promise<void> {
  const { wish, record } = useChange.getState()
  if (!wish || !record) return
  const mine = turn
  useChange.setState({ phase: 'applying', problem: null, stale: null, unreachable: false })
  let answered = false
  void drive(mine, () => answered)
  const result = await actOnChange(wish.host, record.id, 'apply')
  answered = true
  if (mine !== turn) return
  if (result.ok) return take(mine, result.value, true)
  const { problem } = result
  if (problem.code === 'stale_plan') return replan(mine, wish, record)
  // A lost reply is not a failed change: the loop goes on reading until the record says what became of it.
  if (isLostReply(problem)) return lost()
  const now = await readChange(wish.host, record.id, REPLY_MS)
  if (mine !== turn) return
  if (now.ok && now.value.state !== 'planned') take(mine, now.value, true)
  else useChange.setState({ phase: 'planned', problem })
}

/** The host changed since the preview: the same wish anew, beside what was planned before. */
async function replan(mine: number, wish: Wish, old: ChangeRecord): Promise<void> {
  const fresh = await planOf(wish)
  if (mine !== turn) return
  if (fresh.ok) useChange.setState({ phase: 'planned', record: fresh.value, stale: old.plan, problem: null })
  else useChange.setState({ phase: 'refused', problem: fresh.problem })
}

/** Keeps what waits for confirmation, or takes it back at once; one that is stuck is taken back again. */
export async function decideChange(action: Extract<ChangeAct, 'keep' | 'rollback'>): Promise<void> {
  const { wish, record, phase } = useChange.getState()
  if (!wish || !record) return
  const mine = turn
  const answer = actOnChange(wish.host, record.id, action, phase === 'ended' ? undefined : REPLY_MS)
  if (phase === 'ended') useChange.setState({ phase: 'applying' })
  settle(mine, await answer)
  if (phase === 'ended' && mine === turn) {
    if (useChange.getState().phase === 'applying') useChange.setState({ phase: phaseOf(useChange.getState().record?.state ?? 'stuck') })
    void drive(mine)
  }
}

/** Closes the dialog. What runs goes on, and is told in a message when it is over. */
export function closeChange(): void {
  const { phase } = useChange.getState()
  if (phase === 'applying' || phase === 'waiting') return void useChange.setState({ open: false })
  turn++
  useChange.setState(NO_CHANGE)
}

/** Follows a change: reads it while it runs, confirms it while it waits. Ends with the change, or with the next wish. */
async function drive(mine: number, answered: () => boolean = () => true): Promise<void> {
  let settled = false
  while (isCurrent(mine)) {
    const { wish, record, phase } = useChange.getState()
    if (!wish || !record || phase === 'planned' || phase === 'refused' || phase === 'ended' || phase === 'closed') return
    const waits = record.state === 'waiting' && isMine(record)
    if (waits && !settled) {
      settled = true
      await sleep(SETTLE_MS)
      continue
    }
    if (waits && Date.now() < (useChange.getState().dueAt ?? 0)) {
      const answer = await actOnChange(wish.host, record.id, 'confirm', REPLY_MS)
      settle(mine, answer)
      // Refused: it waits no more, and what became of it is to be seen at once. A reply to "apply" may have come late and have told of the wait when it was over.
      if (!answer.ok && !isLostReply(answer.problem)) settle(mine, await readChange(wish.host, record.id, REPLY_MS))
      await sleep(CONFIRM_EVERY_MS)
    } else {
      const now = await readChange(wish.host, record.id, REPLY_MS)
      if (now.ok) take(mine, now.value, answered())
      else settle(mine, now)
      await nextNews(POLL_MS)
    }
  }
}

/** Only who applied a change may confirm it: the confirmation proves that this very way still works. */
function isMine({ actor }: ChangeRecord): boolean {
  return actor.type === 'user' && actor.name === useSession.getState().user?.name
}

/** The host did not answer. Whether it waits for a confirmation already cannot be known then, so the countdown begins here: it ends no earlier. */
function lost(): void {
  const { record, dueAt } = useChange.getState()
  const guarded = record?.plan.risk === 'may-disconnect' || record?.plan.risk === 'restarts-engine'
  useChange.setState({ unreachable: true, dueAt: dueAt ?? (guarded ? Date.now() + DEFAULT_WAIT_MS : null) })
}

function settle(mine: number, result: Result<ChangeRecord>): void {
  if (mine !== turn) return
  if (result.ok) take(mine, result.value, true)
  else if (isLostReply(result.problem)) lost()
  else useChange.setState({ problem: result.problem, unreachable: false })
}

/** Takes over what a record says. `final`: the reply to "apply" is there or lost, so a record that is still planned was not touched. */
function take(mine: number, record: ChangeRecord, final: boolean): void {
  if (mine !== turn) return
  const { wish, open, phase, record: known, unreachable, dueAt, problem } = useChange.getState()
  // A reply that was on its way while the host could not be reached tells of the past.
  if (phase === 'ended' && known?.id === record.id && !isOver(record.state)) return
  if (record.state === 'planned') {
    if (!final && !unreachable) return
    const lost = phase === 'applying' && unreachable
    return void useChange.setState({ record, phase: 'planned', unreachable: false, problem: lost ? { code: 'not_available', ...words.notArrived } : null })
  }
  const next = phaseOf(record.state)
  useChange.setState({ record, phase: next, unreachable: false, problem: next === 'ended' ? null : problem, dueAt: record.state === 'waiting' ? ((known?.state === 'waiting' ? dueAt : null) ?? dueOf(record)) : null })
  if (next !== 'ended' || phase === 'ended') return
  if (record.state === 'done' && phase !== 'previewing') wish?.done?.(record)
  if (open) return
  toast(record.state === 'done' ? 'good' : 'bad', words.toast[record.state](record.plan.title), record.problem?.message)
  useChange.setState({ ...NO_CHANGE })
}

function phaseOf(state: ChangeState): ChangePhase {
  if (state === 'waiting') return 'waiting'
  return isOver(state) ? 'ended' : 'applying'
}

function dueOf({ deadline }: ChangeRecord): number {
  const left = (deadline ?? 0) - Date.now()
  return Date.now() + (left > 0 && left <= LONGEST_WAIT_MS ? left : DEFAULT_WAIT_MS)
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Waits until the keeper tells of news about changes, but no longer than `ms`. */
function nextNews(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(over, ms)
    const stop = useResources.subscribe(({ versions }, before) => {
      if (versions['changes'] !== before.versions['changes']) over()
    })
  })
}
