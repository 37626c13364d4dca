import type { ChangeRecord, Intent } from '../core/change'
import { evidence } from '../core/problem'
import { fail, type Result } from '../core/result'
import { text } from '../text/en'
import { begin, runToEnd } from './apply'
import { confirm, rollback } from './confirm'
import type { Asker, Desk, Entry, Outcome } from './ports'
import { preview } from './preview'
import { recover } from './recover'
import { noteRefusal, titleOfKinds } from './refuse'
import { planUndo } from './undo'

/** An apply answers after this time with the record as it stands; what is left goes on. */
const ANSWER_MS = 10_000

/** `confirm`: a page that got through to the host; `keep`: a person who wants it whatever becomes of the page. */
export type ChangeAction = 'apply' | 'confirm' | 'keep' | 'rollback' | 'undo'
export type WritePath = ReturnType<typeof createWritePath>

/** The one write path of a host: everything that is done to it goes through here. */
export function createWritePath(desk: Desk) {
  /** What this process works on. Entries of its own that are not in here were left by an error and are recovered. */
  const running = new Map<string, Promise<unknown>>()
  let sweeping: Promise<void> | null = null
  /** Applies that have not taken the host's lock yet, and work beside changes for which they wait. */
  let entering = 0
  let beside: Promise<void> | null = null

  const held = ({ record, owner }: Entry): boolean => running.has(record.id) || (owner !== null && owner !== desk.me && desk.alive(owner))

  /** Keeps note of work on a change until it ends. An error leaves the entry to the next sweep. */
  function work(id: string, what: Promise<ChangeRecord>): Promise<ChangeRecord> {
    const noted = what.finally(() => running.delete(id))
    running.set(id, noted)
    noted.catch((error: unknown) => desk.log('change-broke-off', { change: id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
    return noted
  }

  /** Waits until nothing is done beside changes; whoever waited first goes on first. */
  async function alone(): Promise<void> {
    if (!beside) return
    await beside
    return alone()
  }

  async function apply(asker: Asker, id: string): Promise<Outcome> {
    await alone()
    entering++
    const begun = await begin(desk, asker, id).finally(() => entering--)
    if (!begun.ok) return begun
    const end = work(id, runToEnd(desk, id))
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ANSWER_MS)))
    const record = await Promise.race([end, late]).finally(() => clearTimeout(timer))
    return { ok: true, value: record ?? desk.journal.get(id)!.record }
  }

  async function act(asker: Asker, id: string, action: ChangeAction): Promise<Outcome> {
    switch (action) {
      case 'apply':
        return apply(asker, id)
      case 'confirm':
      case 'keep':
        return confirm(desk, asker, id, { anyway: action === 'keep' })
      case 'rollback': {
        const outcome = rollback(desk, asker, id)
        running.set(id, outcome)
        return outcome.finally(() => running.delete(id))
      }
      case 'undo':
        return planUndo(desk, asker, id)
    }
  }

  return {
    async preview(asker: Asker, intents: readonly Intent[]): Promise<Result<ChangeRecord>> {
      const result = await preview(desk, asker, intents)
      if (!result.ok && result.problem.code === 'not_permitted') noteRefusal(desk, asker, titleOfKinds(desk, intents.map(({ kind }) => kind)), result.problem)
      return result
    },

    async act(asker: Asker, id: string, action: ChangeAction): Promise<Outcome> {
      const outcome = await act(asker, id, action)
      // A page repeats its confirmation until it hears of it; that it came too late stands with the change itself.
      if (outcome.ok || (action === 'confirm' && outcome.problem.code !== 'not_permitted')) return outcome
      const title = desk.journal.get(id)?.record.plan.title
      if (title !== undefined) noteRefusal(desk, asker, action === 'undo' ? text.changes.askedUndo(title) : title, outcome.problem)
      return outcome
    },

    /** Preview and apply in one, for jobs of dock6 itself. */
    async run(asker: Asker, intents: readonly Intent[]): Promise<Outcome> {
      const planned = await preview(desk, asker, intents)
      return planned.ok ? apply(asker, planned.value.id) : planned
    },

    history: (offset: number, limit: number) => desk.journal.page(offset, limit),

    one(id: string): Result<ChangeRecord> {
      const entry = desk.journal.get(id)
      return entry ? { ok: true, value: entry.record } : fail({ code: 'not_found', message: text.changes.noChange })
    },

    /** Runs work on the host that is no change (bringing back what is kept), and holds changes up meanwhile. False, and nothing done, while a change holds the host. */
    async whileFree(what: () => Promise<void>): Promise<boolean> {
      if (beside || entering > 0 || running.size > 0 || desk.journal.unfinished().length > 0) return false
      const done = what()
      beside = done.then(
        () => void (beside = null),
        () => void (beside = null),
      )
      await done
      return true
    },

    /** Waits for what this process works on. */
    async idle(): Promise<void> {
      await Promise.allSettled(running.values())
    },

    /** Ends what was left in the middle, by a crash or by time; one sweep at a time. */
    sweep(mode: 'usual' | 'boot' = 'usual'): Promise<void> {
      sweeping ??= recover(desk, held, mode)
        .catch((error: unknown) => desk.log('recovery-broke-off', { error: evidence('recovery', error instanceof Error ? (error.stack ?? error.message) : String(error)).text }))
        .finally(() => (sweeping = null))
      return sweeping
    },
  }
}
