import { expect, test } from 'vitest'
import { createGate } from './gate'
import { createLimiter } from './limiter'
import { clientOf, sourceOf } from './source-address'

const LIMIT = { free: 3, capMs: 8000, keys: 100 }

test('free tries, then waits that double up to the cap, never more', () => {
  let now = 0
  const limiter = createLimiter(LIMIT, () => now)
  const waits: number[] = []
  for (let i = 0; i < 12; i++) {
    const wait = limiter.attempt('a')
    waits.push(wait)
    now += wait
    if (wait > 0) expect(limiter.attempt('a')).toBe(0)
  }
  expect(waits).toEqual([0, 0, 0, 1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000, 8000])
})

test('attempts at the same moment all count', () => {
  const limiter = createLimiter(LIMIT, () => 0)
  expect(Array.from({ length: 1000 }, () => limiter.attempt('a')).filter((wait) => wait === 0)).toHaveLength(3)
})

test('success clears, giving back undoes one, an hour forgets, keys are apart', () => {
  let now = 0
  const limiter = createLimiter(LIMIT, () => now)
  for (let i = 0; i < 3; i++) limiter.attempt('a')
  expect(limiter.attempt('b')).toBe(0)
  expect(limiter.attempt('a')).toBe(1000)
  limiter.giveBack('a')
  expect(limiter.attempt('a')).toBe(0)
  limiter.succeeded('a')
  for (let i = 0; i < 3; i++) expect(limiter.attempt('a')).toBe(0)
  now += 3_600_000
  for (let i = 0; i < 3; i++) expect(limiter.attempt('a')).toBe(0)
})

test('memory is bounded: the key unused for longest goes', () => {
  const limiter = createLimiter(LIMIT, () => 0)
  for (let i = 0; i < 3; i++) limiter.attempt('victim')
  for (let i = 0; i < 99; i++) limiter.attempt(`k${i}`)
  expect(limiter.attempt('victim')).toBe(1000)
  limiter.attempt('one more')
  expect(limiter.attempt('victim')).toBe(0)
})

test('sources: IPv4 alone, IPv6 by /64, mapped as IPv4', () => {
  expect(sourceOf('2001:db8:1:2:3::4')).toBe('2001:db8:1:2::/64')
  expect(sourceOf('2001:db8:1:2:ffff::9')).toBe('2001:db8:1:2::/64')
  expect(sourceOf('::ffff:192.0.2.9')).toBe('192.0.2.9')
  expect(sourceOf('fe80::1%eth0')).toBe('fe80::/64')
  expect(clientOf('fe80::1%eth0', '1.2.3.4', [])).toBe('fe80::1')
})

test('gate: so many at once, so many in line, the rest turned away', async () => {
  const gate = createGate(2, 3)
  let running = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 5))
    running -= 1
    if (most > 10) throw new Error('never')
  }
  const runs = Array.from({ length: 8 }, () => gate.run(work))
  expect(runs.filter((run) => run === null)).toHaveLength(3)
  await Promise.all(runs)
  await gate.run(() => Promise.reject(new Error('x')))?.catch(() => undefined)
  await Promise.all([gate.run(work), gate.run(work), gate.run(work)])
  expect(most).toBe(2)
})
