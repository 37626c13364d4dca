import type { Action } from '../core/action'
import type { Problem } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import type { Host } from '../changes/ports'
import type { Seat } from '../features/containers/readings'
import type { ProxyFact } from '../features/proxies/readings'
import { ruleKey, type OwnEntry, type ProxyRule } from '../features/proxies/rule-schema'
import { placeOf, proxyWork, wantedEntries } from '../features/proxies/wanted'
import { DONE } from '../features/plan-parts'
import type { OwnEntries } from './store-proxies'

/** What the sync sees and does. `seats`: where running containers sit; null while the engine cannot be asked. */
export type ProxyHost = {
  seats(fresh: boolean): Promise<Seat[] | null>
  kernel(): Promise<Result<Pick<ProxyFact, 'dev' | 'address'>[]>>
  takes(dev: string): boolean
  perform: Host['perform']
  /** Several commands of `ip -6` in one process; false if any of them failed. */
  batch(commands: readonly (readonly string[])[]): Promise<boolean>
}

export type ProxySync = ReturnType<typeof createProxySync>

/** Touches of the kernel under way at the same time: each is a process that lives about 2 ms. */
const CONCURRENCY = 4
/** After so many touches it is looked again whether a change has begun. */
const BATCH = 32
type Touch = { verb: 'add' | 'del'; entry: OwnEntry }

/**
 * Makes the kernel's proxy table what the rules wish, each run from scratch: rules, seats of containers, own records and the table itself.
 * What is added is written down before the kernel is touched, and forgotten after it is removed; so whatever ends the process in between,
 * the next run knows what is dock6's and touches nothing else. Runs never overlap.
 */
export function createProxySync(parts: {
  host: ProxyHost
  own: OwnEntries
  rules(): readonly ProxyRule[]
  /** Places that a change under way speaks of. */
  frozen(): ReadonlySet<string>
  /** Something was touched, or what is known of a rule changed. */
  onTouched(): void
  log(event: string, facts: Record<string, string | number | boolean>): void
  now?: () => number
}) {
  const { host, own, log, now = Date.now } = parts
  const problems = new Map<string, Problem>()
  /** What was wanted when the engine last answered this process: holds while it does not. */
  let remembered: OwnEntry[] | null = null
  let tail: Promise<unknown> = Promise.resolve()

  async function pass(fresh: boolean): Promise<void> {
    const began = now()
    if (parts.rules().length === 0 && own.all().length === 0) return
    const seats = parts.rules().length === 0 ? [] : await host.seats(fresh)
    const kernel = await host.kernel()
    // From here on without waiting, so that rules, records and places in work belong together.
    const rules = parts.rules()
    const keys = new Set(rules.map(ruleKey))
    if (seats) remembered = wantedEntries(rules, seats)
    if (!kernel.ok) return tell(new Map([...keys].map((key) => [key, kernel.problem])), keys)
    const wanted = remembered?.filter(({ rule }) => keys.has(rule)) ?? null
    const work = proxyWork({ rules, wanted, own: own.all(), kernel: kernel.value, frozen: parts.frozen(), takes: host.takes })
    own.record(work.record)
    own.forget(work.forget)
    const touches = [...work.remove.map((entry): Touch => ({ verb: 'del', entry })), ...work.add.map((entry): Touch => ({ verb: 'add', entry }))]
    const failed = new Map<string, Problem>()
    for (let from = 0; from < touches.length; from += BATCH) {
      const frozen = parts.frozen()
      const batch = touches.slice(from, from + BATCH).filter(({ entry }) => !frozen.has(placeOf(entry)))
      own.forget(await touchAll(batch, failed))
    }
    tell(failed, new Set([...keys, ...own.all().map(({ rule }) => rule)]))
    if (touches.length + work.record.length + work.forget.length === 0) return
    log('proxies-synced', { added: work.add.length, removed: work.remove.length, forgotten: work.forget.length, failed: failed.size, took: now() - began })
    parts.onTouched()
  }

  /** Runs commands; answers the entries that are gone from the kernel. */
  async function touchAll(touches: readonly Touch[], failed: Map<string, Problem>): Promise<OwnEntry[]> {
    // One process for all where nothing stands in the way; who fails, and whether it matters, is found out one by one.
    if (touches.length > 1 && (await host.batch(touches.map(wordsFor)))) return touches.flatMap(({ verb, entry }) => (verb === 'del' ? [entry] : []))
    const gone: OwnEntry[] = []
    let next = 0
    const worker = async () => {
      for (let touch = touches[next++]; touch; touch = touches[next++]) {
        const { verb, entry } = touch
        // Doing it twice is the same as once: `add` succeeds on what is there, `del` says that it is not.
        const result = await host.perform(commandFor(touch), { again: true, by: 'rule' })
        if (result.ok && verb === 'del') gone.push(entry)
        if (result.ok) continue
        failed.set(entry.rule, result.problem)
        log('proxy-entry-failed', { verb, address: entry.address, dev: entry.dev, why: result.problem.evidence?.text ?? result.problem.message })
      }
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, worker))
    return gone
  }

  function tell(failed: ReadonlyMap<string, Problem>, keys: ReadonlySet<string>): void {
    const before = JSON.stringify([...problems])
    problems.clear()
    for (const [key, problem] of failed) if (keys.has(key)) problems.set(key, problem)
    if (JSON.stringify([...problems]) !== before) parts.onTouched()
  }

  return {
    /** One run after those before it. `fresh`: containers are asked for anew, whatever events said. Never rejects. */
    run(fresh = false): Promise<void> {
      const mine = tail.then(() => pass(fresh)).catch((error: unknown) => log('proxy-sync-broke-off', { why: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
      tail = mine
      return mine
    },

    /** A run whose outcome for one rule matters: a Problem if an entry of it could not be touched. */
    async settle(key: string): Promise<Result<string>> {
      await this.run(true)
      const problem = problems.get(key)
      return problem ? fail(problem) : ok('')
    },

    problems: (): Record<string, Problem> => Object.fromEntries(problems),
    hasFailed: () => problems.size > 0,
  }
}

function commandFor(touch: Touch): Action {
  return { type: 'exec', argv: ['ip', '-6', ...wordsFor(touch)], alreadyDone: touch.verb === 'del' ? DONE.neighborGone : [] }
}

function wordsFor({ verb, entry: { address, dev } }: Touch): string[] {
  return ['neigh', verb, 'proxy', address, 'dev', dev]
}
