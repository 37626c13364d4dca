import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Outcome } from '../changes/ports'
import type { ChangeRecord, ChangeState } from '../core/change'
import { fail, ok } from '../core/result'
import errors from '../features/ports/fixtures/errors.json'
import type { AddressFact } from '../features/addresses/readings'
import type { EngineContainer } from '../features/containers/readings'
import { createStartLate } from './start-late'

const A = '2001:db8:23:42::77'
let on: boolean
let there: boolean
let names: string[]
let answers: (ChangeState | 'busy')[]
let started: string[]
let sync: ReturnType<typeof createStartLate>

beforeEach(() => {
  vi.useFakeTimers()
  on = true
  there = true
  names = ['a']
  answers = []
  started = []
  sync = createStartLate({
    isOn: () => on,
    containers: async () => ok(names.map((name) => ({ id: name, name, pid: null, state: 'exited', error: errors.modern.address, restartPolicy: 'always', published: [] }) as unknown as EngineContainer)),
    addresses: async () => ok(there ? [{ address: A, flags: [] as string[] } as AddressFact] : []),
    run: async (asker, [intent]): Promise<Outcome> => {
      expect(asker.actor).toMatchObject({ type: 'system' })
      expect(intent).toMatchObject({ kind: 'containers.start', input: { wait: false } })
      const { container } = intent!.input as { container: string }
      started.push(container)
      const state = answers.shift() ?? 'done'
      if (state === 'busy') return fail({ code: 'busy', message: '' })
      if (state === 'done') names = names.filter((name) => name !== container)
      return ok({ state } as ChangeRecord)
    },
    log: () => undefined,
  })
})
afterEach(() => {
  sync.close()
  vi.useRealTimers()
})

test('soon after an event each one is started, once', async () => {
  names = ['a', 'b']
  sync.wake()
  sync.wake()
  await vi.advanceTimersByTimeAsync(400)
  expect(started).toEqual(['a', 'b'])
  sync.wake()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(started).toEqual(['a', 'b'])
})
test('off, nothing is looked at; turned off meanwhile, nothing more is started', async () => {
  on = false
  sync.wake()
  await vi.advanceTimersByTimeAsync(60_000)
  on = true
  sync.wake()
  on = false
  await vi.advanceTimersByTimeAsync(60_000)
  expect(started).toEqual([])
})
test('without its address it waits for the next event', async () => {
  there = false
  sync.wake()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(started).toEqual([])
  there = true
  sync.wake()
  await vi.advanceTimersByTimeAsync(400)
  expect(started).toEqual(['a'])
})
test('while somebody else’s change holds the host it waits for its end', async () => {
  answers = ['busy', 'busy', 'done']
  sync.wake()
  await vi.advanceTimersByTimeAsync(3000)
  expect(started).toEqual(['a', 'a', 'a'])
})
test('one that fails is tried three times more, later and later, and then left to people', async () => {
  answers = Array<ChangeState>(20).fill('failed')
  sync.wake()
  await vi.advanceTimersByTimeAsync(400)
  expect(started).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(5_100)
  expect(started).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1_000_000)
  expect(started).toHaveLength(4)
  sync.wake()
  await vi.advanceTimersByTimeAsync(1_000_000)
  expect(started).toHaveLength(4)
  // Its address went and came: that is another occasion.
  there = false
  sync.wake()
  await vi.advanceTimersByTimeAsync(1000)
  there = true
  sync.wake()
  await vi.advanceTimersByTimeAsync(1000)
  expect(started).toHaveLength(5)
})
