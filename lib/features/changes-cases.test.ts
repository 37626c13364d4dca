import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHANGES } from '../changes-registry'
import { parseIntents } from '../changes/parse'
import type { AdminPath, Plan, Rows } from '../core/change'
import type { Problem } from '../core/problem'
import type { Result } from '../core/result'
import host from './changes-cases-host.json'

/** One case: `host` takes the rows of changes-cases-host.json, with `rows` in the place of those of the same name. `ok` is a part of the plan. */
type Case = { kind: string; input: unknown; host?: boolean; rows?: Rows; context?: { admin?: AdminPath; now?: number }; expect: { ok?: object; problem?: Partial<Problem> } }

const NOW = 1_700_000_000_000
const folder = new URL('.', import.meta.url)
const cases: [string, Case][] = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
  if (!entry.isDirectory() || !readdirSync(new URL(entry.name, folder)).includes('cases')) return []
  const at = new URL(`${entry.name}/cases/`, folder)
  const files = readdirSync(at).filter((name) => name.endsWith('.json'))
  return files.map((name): [string, Case] => [`${entry.name}/${name}`, JSON.parse(readFileSync(new URL(name, at), 'utf8')) as Case])
})

function planOf({ kind, input, rows, context, host: onHost }: Omit<Case, 'expect'>): Result<Plan> {
  const parsed = parseIntents([{ kind, input }], CHANGES)
  if (!parsed.ok) return parsed
  const [one] = parsed.value
  return one!.change.plan(one!.input, { ...(onHost ? host : {}), ...rows }, { admin: context?.admin ?? null, now: context?.now ?? NOW })
}

describe('cases', () => {
  test.each(cases)('%s', (_name, one) => {
    const result = planOf(one)
    if (one.expect.ok) expect(result).toMatchObject({ ok: true, value: one.expect.ok })
    else expect(result).toMatchObject({ ok: false, problem: one.expect.problem ?? {} })
  })

  const mine = CHANGES.filter(({ kind }) => /^(addresses|routes|neighbors|proxies|bridges|sysctls|links|ndppd|kept)\./.test(kind))
  test.each(mine.map(({ kind }) => kind))('%s has a case that is planned and one that is refused', (kind) => {
    const of = cases.filter(([, one]) => one.kind === kind)
    expect([of.some(([, one]) => one.expect.ok), of.some(([, one]) => one.expect.problem)]).toEqual([true, true])
  })
})

/** Inputs that are right on the host of the cases; each field is then spoilt in turn. */
const GOOD: [string, Record<string, unknown>][] = [
  ['proxies.add', { dev: 'eth0', address: '2001:db8:1::79' }], ['proxies.remove', { dev: 'eth0', address: '2001:db8:1::77' }],
  ['addresses.add', { dev: 'eth0', address: '2001:db8:1::99/64' }], ['addresses.remove', { dev: 'eth0', address: '2001:db8:1::10/64' }],
  ['routes.add', { dst: '2001:db8:70::/48', via: '2001:db8:1::9', dev: 'eth0', table: 'main', src: '2001:db8:1::10', metric: 5, mtu: 1400, type: 'unicast' }],
  ['routes.replace', { dst: '2001:db8:50::/48', via: 'fe80::9', dev: 'eth1', table: 'main', type: 'unicast' }],
  ['routes.remove', { dst: '2001:db8:60::/48', via: 'fe80::6', dev: 'eth1', table: 'main', metric: 2048 }],
  ['neighbors.add', { dev: 'eth0', address: '2001:db8:1::60', mac: '02:00:00:00:00:60' }], ['neighbors.remove', { dev: 'eth0', address: '2001:db8:1::50' }],
  ['neighbors.flush', { dev: 'eth0', state: 'all' }],
  ['bridges.create', { name: 'lan0', addresses: ['2001:db8:9::1/64'] }], ['bridges.remove', { name: 'br-aaaaaaaaaaaa', detach: ['tap0'] }],
  ['bridges.attach', { dev: 'eth1', bridge: 'br-aaaaaaaaaaaa' }], ['bridges.detach', { dev: 'tap0', bridge: 'br-aaaaaaaaaaaa' }],
  ['links.set-mtu', { dev: 'eth1', mtu: 1400 }],
  ['sysctls.set', { path: 'net/ipv6/conf/eth0/proxy_ndp', value: '1' }],
]
const NASTY = ['-x', '--help', '$(id)', 'a;b', '`id`', 'eth0\nlink set eth0 down', '../../etc/passwd', 'net/ipv6/conf/../../../kernel/core_pattern', 'dev', 'nodad', '', ' ', '\u0000', '2001:db8::1%eth0', '[2001:db8::1]', '2001:db8::1 dev eth1', 'é'.repeat(50), 'eth0 ', '%', '255', '\ufffd']
const hostile = fc.oneof(fc.constantFrom(...NASTY), fc.string(), fc.string({ unit: 'binary' }), fc.string().map((tail) => `2001:db8::1${tail}`), fc.integer(), fc.constant(null), fc.constant({}))

describe('hostile input', () => {
  test.each(GOOD)('%s is planned as it is', (kind, input) => expect(planOf({ kind, input, host: true })).toMatchObject({ ok: true }))

  const places = GOOD.flatMap(([kind, input]) => Object.keys(input).map((field) => [kind, field, input] as const))
  test.each(places)('%s: %s', (kind, field, input) => {
    const known = new Set<unknown>([...host.links.map((link) => link.name), ...host.sysctls.map((row) => row.key)])
    fc.assert(
      fc.property(hostile, (raw) => {
        const result = planOf({ kind, host: true, input: { ...input, [field]: Array.isArray(input[field]) ? [raw] : raw } })
        if (!result.ok) {
          expect(result.problem.field, JSON.stringify(result.problem)).toBeTruthy()
          return
        }
        // What became part of a command is a number, a printed address, or a name that the host itself shows.
        const words = result.value.steps.flatMap(({ do: act, undo }) => [act, undo].flatMap((one) => (one?.type === 'exec' ? one.argv.slice(1) : one?.type === 'write-sysctl' ? [one.path, one.value] : [])))
        for (const word of words) expect(known.has(word) || /^[\w.:/-]+$/.test(word), `word ${JSON.stringify(word)}`).toBe(true)
        if (typeof raw === 'string' && !known.has(raw) && /[^\w.:/-]/.test(raw)) expect(words).not.toContain(raw)
      }),
      { numRuns: 60 },
    )
  })
})
