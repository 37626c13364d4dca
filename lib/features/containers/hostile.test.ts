import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseIntents } from '../../changes/parse'
import type { Plan, Rows } from '../../core/change'
import { canonicalText, parseAddress } from '../../core/ip'
import type { Result } from '../../core/result'
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

const around = ['[', ']', '%', '%eth0', '%0', '%25eth0', '/', '/64', '/128', ':80', '.', ',', ';', '*', '?', '#', '@', '\\', '"', "'", '`', '$', '|', '&', '(', '<', '=', '+', '~', '_', '\u0000', '\u200b', '\u200e', '\u202e', '\u2060', '：', '０', '１', 'x', 'g', '-', '!', '{', '^']
const texts = [
  ...around.map((piece) => A + piece), ...around.map((piece) => piece + A), ...around.map((piece) => FOUR + piece), ...around.map((piece) => piece + FOUR),
  `[${A}]`, `[${A}]:80`, '[::]', '[0.0.0.0]', `${A}%`, `${A}%%`, `${A}%eth0%eth1`, `${A}%eth0/64`, '::%eth0', '0.0.0.0%eth0', '::/0', '0.0.0.0/0', `${A} ${FOUR}`, `${A},${FOUR}`, `${A}\n${FOUR}`,
  '', ' ', '\t', '*', '-', 'any', 'all', 'none', 'null', 'undefined', 'localhost', 'ip6-localhost', 'web', 'example.org', 'http://[::1]/',
  '0', '00', '1', '80', '127', '127.1', '127.0.1', '2130706433', '0x7f000001', '0177.0.0.1', '127.0.0.01', '127.0.0.256', '127.0.0.-1', '127.0.0.1.', '.127.0.0.1', '1.2.3', '1.2.3.4.5', '1..2.3', '192.0.2.010', '192.0.2.10e0',
  ':', ':::', '::::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '12345::', 'g::', '2001:db8', '2001:db8:23:42:202', '2001:db8::23:42::202', '2001-db8-23-42--202.ipv6-literal.net', '20010db8002300420000000000000202', '2.0.2.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa',
  '::ffff:192.0.2.10', '::ffff:0.0.0.0', '::ffff:127.0.0.1', '::ffff:c000:20a', '0:0:0:0:0:ffff:0:0', '::192.0.2.10', '::1.2.3', '::1.2.3.4.5', '64:ff9b::c000:20a', '2002:c000:20a::1',
  'fe80::', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'ff00::', 'ff02::1', 'ff05::2', '224.0.0.1', '239.255.255.250', '255.255.255.255', '2001:db8::', '2001:db8:23:42::', '2001:db8:23:42::203', '3fff::1', 'fd00::1', '10.0.0.1', '192.0.2.11', '203.0.113.9',
]

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
