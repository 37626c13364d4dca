import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseIntents } from '../../changes/parse'
import type { Plan, Rows } from '../../core/change'
import { canonicalText, parseAddress } from '../../core/ip'
import type { Result } from '../../core/result'
import { AROUND as around, hostileTexts } from './fixtures/hostile-texts'
import { publishPorts } from './publish'

const { rows } = JSON.parse(readFileSync(new URL('fixtures/publish-beside.json', import.meta.url), 'utf8')) as { rows: Rows }
const A = '2001:db8:23:42::202'
const FOUR = '192.0.2.10'

function plan(hostAddress: unknown): Result<Plan> {
  const parsed = parseIntents([{ kind: 'containers.publish', input: { container: 'web', bindings: [{ containerPort: 80, hostAddress, hostPort: 80 }] } }], [publishPorts])
  return parsed.ok ? publishPorts.plan(parsed.value[0]!.input, rows, { admin: null, now: 0 }) : parsed
}

/** Every address that the plan hands to the engine for the new binding. */
function handedOn(answer: Plan): string[] {
  return answer.steps.flatMap(({ do: act }) => (act.type === 'engine' && act.act === 'container-clone' && act.name.endsWith('new') ? (act.change.ports?.bindings['80/tcp'] ?? []).filter(({ HostPort }) => HostPort === '80').map(({ HostIp }) => HostIp) : []))
}

const texts = hostileTexts(A, FOUR)

describe('hostile texts for a host address', () => {
  test('there are 200 and more', () => expect(new Set(texts).size).toBeGreaterThanOrEqual(200))

  test.each(texts.map((text) => [text]))('%j is refused at its field', (text) => {
    expect(plan(text)).toMatchObject({ ok: false, problem: { field: 'bindings.0.hostAddress', message: expect.stringMatching(/\w/) } })
  })

  test.each([[null], [undefined], [0], [1], [true], [[]], [[A]], [{}], [{ HostIp: A }], ['a'.repeat(100_000)]])('%j is refused at its field', (value) => {
    expect(plan(value)).toMatchObject({ ok: false, problem: { field: 'bindings.0.hostAddress' } })
  })

  test('whatever is taken goes on as the one address that it says, printed anew', () => {
    const close = fc.oneof(
      fc.ipV6(), fc.ipV4(), fc.ipV4Extended(), fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef:.%[]/ '), maxLength: 45 }),
      fc.tuple(fc.constantFrom(A, FOUR, '::', '0.0.0.0', '::1', A.toUpperCase(), '2001:0DB8:0023:0042:0:0:0:0202', ` ${A} `), fc.oneof(fc.constant(''), fc.constantFrom(...around)), fc.nat(50)).map(([good, piece, at]) => good.slice(0, at) + piece + good.slice(at)),
    )
    let taken = 0
    fc.assert(
      fc.property(close, (text) => {
        const answer = plan(text)
        if (!answer.ok) {
          expect(answer.problem.field).toMatch(/^bindings\.0\.(hostAddress|hostPort)$/)
          return
        }
        taken++
        const said = parseAddress(text)
        expect(handedOn(answer.value)).toEqual([canonicalText(text.trim())])
        expect(said.ok && said.value.zone === undefined && [A, FOUR, '::', '0.0.0.0', '::1'].concat(said.ok ? said.value.text : '').includes(said.value.text)).toBe(true)
        if (handedOn(answer.value).some((address) => address === '::' || address === '0.0.0.0')) expect(said.ok && said.value.value).toBe(0n)
      }),
      { numRuns: 3000 },
    )
    expect(taken).toBeGreaterThan(50)
  })
})
