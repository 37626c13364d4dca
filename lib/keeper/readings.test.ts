import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Reading, Wake } from '../core/reading'
import { fail, ok, type Result } from '../core/result'
import { createReadings, INTEREST_MS } from './readings'

function reading(name: string, wakes: Wake[]): Reading<unknown> {
  return { name, source: { type: 'argv', argv: [name] }, wakes, parse: (raw) => ok(`parsed ${String(raw)}`) }
}

function setup() {
  const raw: { value: Result<unknown>; delay: number } = { value: ok('1'), delay: 0 }
  const reads: string[] = []
  const changes: string[] = []
  const readings = createReadings({
    read: async (source) => {
      reads.push(source.type === 'argv' ? source.argv[0] : source.type)
      const answer = raw.value
      await new Promise((resolve) => setTimeout(resolve, raw.delay))
      return answer
    },
    onChange: (changed) => changes.push(changed.name),
  })
  return { raw, reads, changes, readings }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function look(readings: ReturnType<typeof createReadings>, of: Reading<unknown>, interest = false) {
  const entry = readings.get(of, interest)
  await vi.advanceTimersByTimeAsync(0)
  return entry
}

describe('readings with events', () => {
  const link = reading('link', ['link'])

  test('are read once and then kept until something wakes them', async () => {
    const { readings, reads } = setup()
    await look(readings, link)
    await look(readings, link)
    expect(reads).toHaveLength(1)
    readings.wake('link')
    await look(readings, link)
    expect(reads).toHaveLength(2)
  })

  test('are read at once on an event while somebody looks, and left alone when nobody does', async () => {
    const { readings, reads } = setup()
    await look(readings, link, true)
    await vi.advanceTimersByTimeAsync(100)
    readings.wake('link')
    await vi.advanceTimersByTimeAsync(20)
    expect(reads).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(INTEREST_MS + 1)
    readings.wake('link')
    await vi.advanceTimersByTimeAsync(1000)
    expect(reads).toHaveLength(2)
  })

  test('an event during a read leads to another read: the first may have come too early', async () => {
    const { readings, reads, raw } = setup()
    raw.delay = 50
    const first = readings.get(link, true)
    await vi.advanceTimersByTimeAsync(10)
    readings.wake('link')
    raw.value = ok('2')
    const second = readings.get(link)
    await vi.advanceTimersByTimeAsync(300)
    expect((await first).result).toEqual(ok('parsed 1'))
    expect((await second).result).toEqual(ok('parsed 2'))
    expect(reads).toHaveLength(2)
  })

  test('all who ask after an event while a read is under way get the next one', async () => {
    const { readings, raw } = setup()
    raw.delay = 50
    void readings.get(link, true)
    await vi.advanceTimersByTimeAsync(10)
    readings.outdate(link)
    raw.value = ok('2')
    const asked = [readings.get(link), readings.get(link), readings.get(link)]
    await vi.advanceTimersByTimeAsync(300)
    expect((await Promise.all(asked)).map(({ result }) => result)).toEqual([ok('parsed 2'), ok('parsed 2'), ok('parsed 2')])
  })

  test('nobody gets the old outcome once a read for the new one has begun', async () => {
    const { readings, raw } = setup()
    await look(readings, link)
    raw.delay = 50
    raw.value = ok('2')
    readings.outdate(link)
    const asked = [readings.get(link), readings.get(link)]
    await vi.advanceTimersByTimeAsync(300)
    expect((await Promise.all(asked)).map(({ result }) => result)).toEqual([ok('parsed 2'), ok('parsed 2')])
  })

  test('a storm of events costs one read at a time', async () => {
    const { readings, reads, raw } = setup()
    raw.delay = 20
    readings.get(link, true)
    await vi.advanceTimersByTimeAsync(20)
    for (let i = 0; i < 1000; i++) {
      readings.wake('link')
      await vi.advanceTimersByTimeAsync(1)
    }
    expect(reads.length).toBeLessThan(40)
    expect(reads.length).toBeGreaterThan(10)
  })

  test('are never taken for fresh while the stream of events is broken', async () => {
    const { readings, reads } = setup()
    await look(readings, link)
    readings.setEvents('kernel', false)
    await look(readings, link)
    await look(readings, link)
    expect(reads).toHaveLength(3)
    readings.setEvents('engine', false)
    readings.setEvents('kernel', true)
    await look(readings, link)
    await look(readings, link)
    expect(reads).toHaveLength(4)
  })
})

describe('readings without events', () => {
  const proxy = reading('proxy', [{ poll: 1000 }])

  test('are polled while somebody looks, and no longer', async () => {
    const { readings, reads } = setup()
    await look(readings, proxy, true)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(reads).toHaveLength(6)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reads.length).toBeLessThan(18)
  })
})

test('onChange hears of new outcomes only, failures included', async () => {
  const { readings, changes, raw } = setup()
  const link = reading('link', ['link'])
  await look(readings, link)
  readings.wake('link')
  await look(readings, link)
  expect(changes).toEqual(['link'])
  raw.value = fail({ code: 'command_failed', message: 'no' })
  readings.wake('link')
  expect((await look(readings, link)).result).toEqual(raw.value)
  expect(changes).toEqual(['link', 'link'])
})
