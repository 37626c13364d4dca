import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Action } from '../core/action'
import { fail, ok, type Result } from '../core/result'
import { ruleKey, type ProxyRule } from '../features/proxies/rule-schema'
import { createProxyPace, movesAddresses } from './proxy-pace'
import { createProxySync } from './proxy-sync'
import { openKeeperStore } from './store'
import { createOwnEntries } from './store-proxies'

class Killed extends Error {}

/** A host with containers on one network and a kernel's proxy table, and the durable records; processes come and go on it. `batches`: whether it can do several touches in one process. */
function world(batches = false) {
  const store = openKeeperStore(':memory:')
  const own = createOwnEntries(store)
  const state = {
    rules: [{ network: 'web', dev: 'eth0' }] as ProxyRule[],
    containers: [] as string[] | null,
    kernel: new Set<string>(),
    frozen: new Set<string>(),
    runs6: true,
    touches: [] as string[],
    /** The process ends right before or after its n-th touch. */
    kill: null as { at: number; when: 'before' | 'after' } | null,
    refuse: null as string | null,
    touched: 0,
  }
  const perform = async (action: Action): Promise<Result<string>> => {
    if (action.type !== 'exec') throw new Error(action.type)
    const [, , , verb, , address = '', , dev] = action.argv
    const n = state.touches.push(`${verb} ${dev}/${address}`)
    const place = `${dev}/${address}`
    if (state.kill?.at === n && state.kill.when === 'before') throw new Killed()
    if (state.refuse !== null) return fail({ code: 'command_failed', message: state.refuse })
    // What is not written down is not ours to touch.
    expect(own.all().map((one) => `${one.dev}/${one.address}`)).toContain(place)
    if (verb === 'add') state.kernel.add(place)
    else state.kernel.delete(place)
    if (state.kill?.at === n && state.kill.when === 'after') throw new Killed()
    return ok('')
  }
  const live = () =>
    createProxySync({
      host: {
        seats: async () => state.containers && state.containers.map((ipv6) => ({ network: 'web', ipv6 })),
        kernel: async () => ok([...state.kernel].map((place) => ({ dev: place.split('/')[0]!, address: place.slice(place.indexOf('/') + 1) }))),
        takes: () => state.runs6,
        perform,
        async batch(commands) {
          if (!batches) return false
          let all = true
          for (const words of commands) all = (await perform({ type: 'exec', argv: ['ip', '-6', ...words] })).ok && all
          return all
        },
      },
      own,
      rules: () => state.rules,
      frozen: () => state.frozen,
      onTouched: () => void state.touched++,
      log: () => undefined,
    })
  const table = () => [...state.kernel].sort()
  const mine = () => own.all().map((one) => `${one.dev}/${one.address}`)
  return { state, live, table, mine }
}

const A = 'eth0/2001:db8::a'
const B = 'eth0/2001:db8::b'
const C = 'eth0/2001:db8::c'
const addresses = (...places: string[]) => places.map((place) => place.slice('eth0/'.length))

describe.each([['one by one', false], ['in batches', true]])('the sync, %s', (_, batches) => {
  test('containers come and go', async () => {
    const { state, live, table, mine } = world(batches)
    const sync = live()
    state.containers = addresses(A, B)
    await sync.run()
    expect([table(), mine()]).toEqual([[A, B], [A, B]])
    state.containers = addresses(B, C)
    await sync.run()
    expect([table(), mine()]).toEqual([[B, C], [B, C]])
    const touches = state.touches.length
    await sync.run()
    expect(state.touches.length).toBe(touches)
  })

  test('a link that was down has lost its entries', async () => {
    const { state, live, table } = world(batches)
    const sync = live()
    state.containers = addresses(A, B)
    await sync.run()
    state.kernel.clear()
    await sync.run()
    expect(table()).toEqual([A, B])
  })

  test('an entry of somebody else stays, whatever happens to container and rule', async () => {
    const { state, live, table, mine } = world(batches)
    const sync = live()
    state.kernel.add(A)
    state.containers = addresses(A, B)
    await sync.run()
    expect(mine()).toEqual([B])
    state.containers = []
    await sync.run()
    expect([table(), mine()]).toEqual([[A], []])
    state.containers = addresses(A)
    await sync.run()
    state.rules = []
    await sync.run()
    expect(table()).toEqual([A])
  })

  test('forgetting the rule takes exactly its entries away', async () => {
    const { state, live, table, mine } = world(batches)
    const sync = live()
    state.kernel.add(C)
    state.containers = addresses(A, B)
    await sync.run()
    state.rules = []
    expect(await sync.settle(ruleKey({ network: 'web', dev: 'eth0' }))).toEqual(ok(''))
    expect([table(), mine()]).toEqual([[C], []])
  })

  test('while the engine does not answer nothing is taken away, and what the link lost comes back', async () => {
    const { state, live, table } = world(batches)
    const sync = live()
    state.containers = addresses(A)
    await sync.run()
    state.containers = null
    await sync.run()
    expect(table()).toEqual([A])
    state.kernel.clear()
    await sync.run()
    expect(table()).toEqual([A])
    // A keeper that has never heard the engine knows nothing to add: after a restart of the host no container runs yet.
    state.kernel.clear()
    await live().run()
    expect(table()).toEqual([])
    state.containers = addresses(B)
    await live().run()
    expect(table()).toEqual([B])
  })

  test('a change keeps its hands on its rows', async () => {
    const { state, live, table } = world(batches)
    const sync = live()
    state.containers = addresses(A, B)
    state.frozen = new Set([A])
    await sync.run()
    expect(table()).toEqual([B])
    state.frozen = new Set()
    await sync.run()
    expect(table()).toEqual([A, B])
  })

  test('what cannot be done is told at its rule, and told no more once it can', async () => {
    const { state, live, table } = world(batches)
    const sync = live()
    const key = ruleKey(state.rules[0]!)
    state.containers = addresses(A)
    state.refuse = 'RTNETLINK answers: Invalid argument'
    expect(await sync.settle(key)).toMatchObject({ ok: false, problem: { message: state.refuse } })
    expect(Object.keys(sync.problems())).toEqual([key])
    state.refuse = null
    expect(await sync.settle(key)).toEqual(ok(''))
    expect([sync.problems(), table()]).toEqual([{}, [A]])
  })
})

test('of a batch that fails each touch is tried by itself', async () => {
  const { state, live, table } = world(true)
  const sync = live()
  const key = ruleKey(state.rules[0]!)
  state.containers = addresses(A, B)
  state.refuse = 'RTNETLINK answers: Invalid argument'
  expect(await sync.settle(key)).toMatchObject({ ok: false, problem: { message: state.refuse } })
  expect(state.touches.toSorted()).toEqual([`add ${A}`, `add ${A}`, `add ${B}`, `add ${B}`])
  state.refuse = null
  state.touches = []
  expect(await sync.settle(key)).toEqual(ok(''))
  expect([table(), state.touches]).toEqual([[A, B], [`add ${A}`, `add ${B}`]])
})

describe.each([['one by one', false], ['in batches', true]])('a process that ends at any touch, %s', (_, batches) => {
  test.each(['before', 'after'] as const)('%s it: nothing leaks, nothing of others is taken', async (when) => {
    for (let at = 1; at <= 6; at++) {
      const { state, live, table, mine } = world(batches)
      state.kernel.add(C)
      state.containers = addresses(A, B, C)
      state.kill = { at, when }
      const first = live()
      await first.run()
      state.containers = addresses(B)
      await first.run()
      state.rules = []
      await first.run()
      state.kill = null
      // The container may have gone, and the rule too, while no keeper ran.
      await live().run()
      expect([table(), mine()], `touch ${at}`).toEqual([[C], []])
    }
  })

  test('and the next one adds what the first had only written down', async () => {
    const { state, live, table } = world(batches)
    state.containers = addresses(A)
    state.kill = { at: 1, when: 'before' }
    await live().run()
    expect(table()).toEqual([])
    state.kill = null
    await live().run()
    expect(table()).toEqual([A])
  })
})

describe('the pace', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const setup = (took = 20) => {
    const runs: { at: number; fresh: boolean }[] = []
    const sync = { failed: false, hasFailed: () => sync.failed, run: async (fresh = false) => { runs.push({ at: Date.now(), fresh }); await new Promise((resolve) => setTimeout(resolve, took)) } }
    return { runs, sync, pace: createProxyPace(sync) }
  }

  test('nothing before the start; then at once and anew', async () => {
    const { runs, pace } = setup()
    pace.wake()
    await vi.advanceTimersByTimeAsync(1000)
    expect(runs).toEqual([])
    pace.start()
    await vi.advanceTimersByTimeAsync(100)
    expect(runs).toMatchObject([{ fresh: true }])
    pace.stop()
  })

  test('a storm runs seldom, and the last event is never more than half a second without a run that began after it', async () => {
    const { runs, pace } = setup(100)
    pace.start()
    await vi.advanceTimersByTimeAsync(1000)
    runs.length = 0
    let last = 0
    for (let i = 0; i < 1000; i++) {
      pace.wake()
      last = Date.now()
      await vi.advanceTimersByTimeAsync(10)
    }
    expect(runs.length).toBeLessThan(25)
    await vi.advanceTimersByTimeAsync(1000)
    expect(runs.some(({ at }) => at >= last && at - last <= 500)).toBe(true)
    pace.stop()
  })

  test('after a failure again, later and later; without events now and then', async () => {
    const { runs, sync, pace } = setup()
    sync.failed = true
    pace.start()
    await vi.advanceTimersByTimeAsync(4500)
    expect(runs.length).toBe(3)
    sync.failed = false
    await vi.advanceTimersByTimeAsync(60_000)
    expect(runs.length).toBeGreaterThan(12)
    expect(runs.slice(3).filter(({ fresh }) => fresh).length).toBeGreaterThanOrEqual(2)
    pace.stop()
    const count = runs.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(runs.length).toBe(count)
  })

  test.each([['container', 'start', true], ['container', 'die', true], ['network', 'disconnect', true], ['daemon', 'reload', true], ['container', 'health_status: healthy', false], ['network', 'create', false]])('%s %s: %s', (wake, action, moves) =>
    expect(movesAddresses({ wake, action })).toBe(moves),
  )
})
