import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { contains, formatAddress, makePrefix, overlaps, parsePrefix, type Prefix } from '../../core/ip'
import { planPrefix } from './plan'
import type { Allocation, PlanRequest, Used } from './schema'

// 100,000 random requests, in portions so that the runner hears from the test in between.
const PORTION = 5000
const PARTS = { apart: 15, stable: 5 }
// Work without a pause would keep the runner's own messages waiting.
afterEach(() => new Promise<void>((resolve) => setTimeout(resolve, 0)))

const portions = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

const must = (given: string): Prefix => {
  const parsed = parsePrefix(given)
  if (!parsed.ok) throw new Error(given)
  return parsed.value
}

type Case = { request: PlanRequest; used: Used[] }

// Uses begin near the low end of the prefix and are about as large as its networks, so that many plans have to go around them.
const anyCase: fc.Arbitrary<Case> = fc
  .record({
    bits: fc.bigInt(0n, (1n << 32n) - 1n),
    length: fc.integer({ min: 28, max: 122 }),
    situation: fc.constantFrom('routed', 'on-link', 'none'),
    networks: fc.integer({ min: 1, max: 9 }),
    containers: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5000 })),
    hosts: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 2 }),
    cut: fc.option(fc.integer({ min: 0, max: 24 }), { nil: undefined, freq: 4 }),
    uses: fc.array(fc.record({ at: fc.integer({ min: 0, max: 15 }), deep: fc.integer({ min: 0, max: 20 }), size: fc.integer({ min: 0, max: 6 }) }), { maxLength: 5 }),
  })
  .map(({ bits, length, situation, networks, containers, hosts, cut, uses }) => {
    const outer = makePrefix(6, (0x2001n << 112n) | (bits << 80n) | (bits << 20n), length)
    const used = uses.map(({ at, deep, size }, i): Used => {
      const unit = Math.min(128, length + deep)
      const prefix = makePrefix(6, outer.network | ((BigInt(at) << BigInt(128 - unit)) % (1n << BigInt(128 - length))), Math.min(128, unit + size))
      return { prefix: prefix.text, what: `use ${i}`, owner: `use ${i}`, kind: 'network' }
    })
    const request: PlanRequest = { prefix: outer.text, situation: situation as PlanRequest['situation'], networks, containers, ...(hosts === undefined ? {} : { hosts }), ...(cut === undefined ? {} : { length: Math.min(126, length + cut) }) }
    return { request, used }
  })

let planned = 0

function planOf({ request, used }: Case): Allocation[] | null {
  const result = planPrefix(request, used)
  if (!result.ok) {
    // A refusal names a field of the wish and says something.
    if (!result.problem.field || !(result.problem.field in { prefix: 1, networks: 1, containers: 1, hosts: 1, length: 1, hostLength: 1 }) || result.problem.message.length < 20) throw new Error(JSON.stringify(result.problem))
    if (result.problem.fix && !planPrefix({ ...request, ...result.problem.fix.change }, used).ok && result.problem.field !== 'containers') throw new Error(`the fix fails: ${JSON.stringify(result.problem)}`)
    return null
  }
  planned++
  return result.value.allocations
}

test.each(portions(PARTS.apart))('no overlap, all inside, what is in use untouched, room for the containers (%d)', () => {
  planned = 0
  fc.assert(
    fc.property(anyCase, (one) => {
      const parts = planOf(one)
      if (!parts) return
      const outer = must(one.request.prefix)
      const uses = one.used.map(({ prefix }) => must(prefix))
      const at = parts.map((part) => ({ part, prefix: must(part.prefix) }))
      const hosts = new Map(at.filter(({ part }) => part.role === 'host').map(({ part, prefix }) => [part.name, prefix]))
      for (const [i, { part, prefix }] of at.entries()) {
        if (!prefix.canonical || !contains(outer, prefix)) throw new Error(`${part.prefix} is not a part of ${outer.text}`)
        if (part.within !== null && !contains(hosts.get(part.within)!, prefix)) throw new Error(`${part.prefix} is outside of ${part.within}`)
        if (part.role !== 'kept' && uses.some((use) => overlaps(use, prefix))) throw new Error(`${part.prefix} is in use`)
        if (part.role === 'network' && part.bits !== 128 - prefix.length) throw new Error('size')
        if (part.role === 'network' && (1n << BigInt(part.bits)) < BigInt(Number(one.request.containers) + 2)) throw new Error(`${part.prefix} is too small`)
        if (part.role === 'network' && part.gateway !== formatAddress(6, prefix.network + 1n)) throw new Error('gateway')
        for (const other of at.slice(i + 1)) if (overlaps(prefix, other.prefix) && other.part.within !== part.name) throw new Error(`${part.prefix} overlaps ${other.part.prefix}`)
      }
      const wanted = Number(one.request.networks) * Number(one.request.hosts ?? 1)
      if (parts.filter(({ role }) => role === 'network').length !== wanted || new Set(parts.map(({ name }) => name)).size !== parts.length) throw new Error('number or names')
    }),
    { numRuns: PORTION, endOnFailure: true },
  )
  // Random wishes that nearly all fail would prove nothing.
  expect(planned / PORTION).toBeGreaterThan(0.5)
})

test.each(portions(PARTS.stable))('stable: the order of uses changes nothing, and one more network or host moves none of the others (%d)', () => {
  fc.assert(
    fc.property(anyCase, fc.boolean(), (one, host) => {
      const parts = planOf(one)
      if (!parts) return
      const again = planPrefix({ ...one.request }, one.used.toReversed())
      const placed = (all: readonly Allocation[]) => all.map(({ name, prefix }) => `${name} ${prefix}`)
      if (!again.ok || placed(again.value.allocations).join() !== placed(parts).join()) throw new Error('not the same again')
      const more = planPrefix({ ...one.request, ...(host && one.request.hosts !== undefined ? { hosts: Number(one.request.hosts) + 1 } : { networks: Number(one.request.networks) + 1 }) }, one.used)
      if (!more.ok) return
      const all = new Set(placed(more.value.allocations))
      for (const part of placed(parts)) if (!all.has(part)) throw new Error(`${part} moved`)
    }),
    { numRuns: PORTION, endOnFailure: true },
  )
})
