import { describe, expect, test } from 'vitest'
import { planner as text } from '../../text/en/planner'
import { planPrefix } from './plan'
import { freshGlobalId, sixToFour, ulaOf } from './request'
import type { Plan, PlanProblem, PlanRequest, Used } from './schema'

const BASE: PlanRequest = { prefix: '2001:db8:1::/48', situation: 'routed', networks: 1, containers: 50 }
const used = (prefix: string, what = prefix, kind: Used['kind'] = 'network'): Used => ({ prefix, what, owner: what, kind })

function plan(request: Partial<PlanRequest>, uses: readonly Used[] = []): Plan {
  const result = planPrefix({ ...BASE, ...request }, uses)
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}

function refused(request: Partial<PlanRequest>, uses: readonly Used[] = []): PlanProblem {
  const result = planPrefix({ ...BASE, ...request }, uses)
  if (result.ok) throw new Error('should have been refused')
  return result.problem
}

const parts = (of: Plan) => of.allocations.map(({ name, prefix }) => `${name} ${prefix}`)

describe('the plans of the documents', () => {
  test.each<[string, Partial<PlanRequest>, string[]]>([
    ['/64 per network of a routed /48', { networks: 3 }, ['net1 2001:db8:1::/64', 'net2 2001:db8:1:1::/64', 'net3 2001:db8:1:2::/64']],
    ['a /64 on-link: /80 for the host, /80 for containers', { prefix: '2001:db8:23:42::/64', situation: 'on-link' }, ['host 2001:db8:23:42::/80', 'net1 2001:db8:23:42:1::/80']],
    ['a slice of the on-link subnet', { prefix: '2001:db8::c000/124', situation: 'on-link', containers: 6 }, ['host 2001:db8::c000/125', 'net1 2001:db8::c008/125']],
    ['switched cluster: a prefix per host, and the link', { prefix: '2001:db8::/32', hosts: 2 }, ['link 2001:db8::/64', 'host1 2001:db8:1::/48', 'host1-net1 2001:db8:1::/64', 'host2 2001:db8:2::/48', 'host2-net1 2001:db8:2::/64']],
    ['routed cluster: a /48 per host, services and containers', { prefix: '2001:db8::/32', hosts: 2, networks: 2, names: ['services', 'containers'] }, ['link 2001:db8::/64', 'host1 2001:db8:1::/48', 'host1-services 2001:db8:1::/64', 'host1-containers 2001:db8:1:1::/64', 'host2 2001:db8:2::/48', 'host2-services 2001:db8:2::/64', 'host2-containers 2001:db8:2:1::/64']],
    ['one /64 for all hosts: /78 per host, /80 per network', { prefix: '2001:db8:5::/64', hosts: 2, networks: 2 }, ['link 2001:db8:5::/80', 'host1 2001:db8:5:0:4::/78', 'host1-net1 2001:db8:5:0:4::/80', 'host1-net2 2001:db8:5:0:5::/80', 'host2 2001:db8:5:0:8::/78', 'host2-net1 2001:db8:5:0:8::/80', 'host2-net2 2001:db8:5:0:9::/80']],
    ['a VPS with one /64', { prefix: '2001:db8::/64', situation: 'on-link', networks: 2 }, ['host 2001:db8::/80', 'net1 2001:db8:0:0:1::/80', 'net2 2001:db8:0:0:2::/80']],
  ])('%s', (_what, request, expected) => expect(parts(plan(request))).toEqual(expected))

  test('the arithmetic of one /64 for 4,096 hosts', () => {
    const { arithmetic, hostLength, networkLength } = plan({ prefix: '2001:db8:5::/64', hosts: 1024, networks: 4 })
    expect({ hostLength, networkLength }).toEqual({ hostLength: 78, networkLength: 80 })
    expect(arithmetic.slice(0, 3)).toEqual(['78 − 64 = 14 bits for hosts: 2^14 = 16,384.', '80 − 78 = 2 bits for networks on each: 2^2 = 4.', '128 − 80 = 48 bits for addresses in each: 2^48.'])
    // 4,096 hosts and their link are one too many for 12 bits; 4,095 fit.
    expect(plan({ prefix: '2001:db8:5::/64', hosts: 4095 }).arithmetic).toContain('4,095 hosts and the link between them need 12 bits: a /76 each would leave 4 bits, 16 networks of /80 on every one.')
    expect(plan({ prefix: '2001:db8:5::/64', hosts: 4096 }).arithmetic).toContain('4,096 hosts and the link between them need 13 bits: a /77 each would leave 3 bits, 8 networks of /80 on every one.')
  })
})

describe('RFC 4193 and 6to4', () => {
  test('the global ID is where section 3.1 puts it', () => {
    // L bit set: fd; then 40 bits of global ID, 16 of subnet ID.
    const id = ulaOf('0123456789')
    expect(id.ok && id.value.text).toBe('fd01:2345:6789::/48')
    expect(ulaOf('012345678').ok).toBe(false)
    expect(ulaOf('012345678g').ok).toBe(false)
  })
  test('it is made of the random bytes that are given, all 40 bits', () => {
    expect(freshGlobalId((bytes) => bytes.fill(0x0a))).toBe('0a0a0a0a0a')
    const many = Array.from({ length: 200 }, () => freshGlobalId((bytes) => crypto.getRandomValues(bytes)))
    expect(new Set(many).size).toBe(200)
    const seen = many.reduce((bits, id) => bits | BigInt(`0x${id}`), 0n)
    expect(seen).toBe(2n ** 40n - 1n)
  })
  test.each([
    ['172.16.0.1', '2002:ac10:1::/48', true], ['172.18.0.1', '2002:ac12:1::/48', true], ['172.20.0.0', '2002:ac14::/48', true], ['192.0.2.4', '2002:c000:204::/48', false], ['100.64.1.1', '2002:6440:101::/48', true],
  ])('6to4 of %s is %s', (v4, expected, isPrivate) => {
    const found = sixToFour(v4)
    expect(found.ok && found.value.text).toBe(expected)
    const { warnings } = plan({ prefix: expected })
    expect(warnings).toContain(text.warnings.sixToFour)
    expect(warnings.includes(text.warnings.sixToFourPrivate(v4))).toBe(isPrivate)
  })
  test.each(['172.20.01', '172.17.01/24', '2001:db8::1', 'x', ''])('6to4 of “%s” is refused at its field', (v4) => {
    const found = sixToFour(v4)
    expect(found.ok ? null : found.problem).toMatchObject({ field: 'ipv4', message: expect.stringContaining('192.0.2.5') })
  })
})

describe('RFC 5952', () => {
  test.each([
    ['2001:0DB8:0000:0000:0000:0000:0000:0000/32', '2001:db8::/32'], ['2001:db8:0:0:1::/80', '2001:db8:0:0:1::/80'], ['2001:DB8::0:0/96', '2001:db8::/96'], [' 2001:db8:A::/48 ', '2001:db8:a::/48'], ['2001:db8:0:1:1:1:0:0/112', '2001:db8:0:1:1:1::/112'],
  ])('%s is shown as %s', (given, expected) => expect(plan({ prefix: given }).prefix).toBe(expected))
})

describe('what is in use', () => {
  test('is left alone and named', () => {
    const made = plan({ networks: 3 }, [used('2001:db8:1::/64', 'network web'), used('2001:db8:1:2::5/128', 'address 2001:db8:1:2::5 of this host on eth0', 'address')])
    expect(parts(made)).toEqual(['net1 2001:db8:1:1::/64', 'net2 2001:db8:1:3::/64', 'net3 2001:db8:1:4::/64'])
    expect(made.allocations[0]!.reasons.join(' ')).toContain('Left alone before it: network web.')
    expect(made.allocations[1]!.reasons.join(' ')).toContain('address 2001:db8:1:2::5')
  })
  test('the host keeps its own addresses in its own part, and a network there is told', () => {
    const lan = { prefix: '2001:db8:23:42::/64', situation: 'on-link' } as const
    expect(plan(lan, [used('2001:db8:23:42::10/128', 'own', 'address')]).warnings.join()).not.toContain('own')
    expect(plan(lan, [used('2001:db8:23:42::/80', 'network old')]).warnings).toContain(text.warnings.hostPartTaken('network old'))
  })
  test('all of it', () => expect(refused({}, [used('2001:db8::/32', 'network everything')])).toMatchObject({ field: 'prefix', message: expect.stringContaining('network everything') }))
})

describe('names', () => {
  test('those of the wish first, then numbers around them', () => expect(plan({ networks: 4, names: ['net2', 'web'] }).allocations.map(({ name }) => name)).toEqual(['net2', 'web', 'net4', 'net5']))
})

describe('what cannot be is said at its field', () => {
  test.each<[Partial<PlanRequest>, string, string]>([
    [{ prefix: '2001:db8:1/64' }, 'prefix', 'is not a prefix'],
    [{ prefix: '2001:db8:1::' }, 'prefix', 'no prefix length'],
    [{ prefix: '172.16.0.0/12' }, 'prefix', 'is IPv4'],
    [{ prefix: '2001:db8::5/64' }, 'prefix', '2001:db8::/64'],
    [{ prefix: 'ff02::/64' }, 'prefix', 'multicast'],
    [{ prefix: 'fe80::/64' }, 'prefix', 'link-local'],
    [{ prefix: '::/0' }, 'prefix', 'larger'],
    [{ prefix: '2001:db8::/127' }, 'prefix', 'too small'],
    [{ prefix: '2001:db8::/126', situation: 'on-link' }, 'prefix', 'too small'],
    [{ prefix: '2001:db8::/112', hosts: 2 }, 'prefix', 'too small for several hosts'],
    [{ networks: 0 }, 'networks', 'from 1 to'],
    [{ networks: '2.5' }, 'networks', 'whole number'],
    [{ containers: '' }, 'containers', 'whole number'],
    [{ hosts: 100, networks: 100, prefix: '2001:db8::/32' }, 'hosts', '100 hosts with 100 networks'],
    [{ names: ['a b'] }, 'names', '“a b”'],
    [{ names: ['web', 'web'] }, 'names', 'twice'],
    [{ prefix: '2001:db8::/63', networks: 3 }, 'networks', 'room for 2 networks of /64'],
    [{ prefix: '2001:db8::c000/124', situation: 'on-link', containers: 7 }, 'containers', '6 containers'],
    [{ length: 40 }, 'length', '/48 to'],
    [{ length: 127 }, 'length', 'to /122'],
    [{ prefix: '2001:db8:5::/64', hosts: 2, networks: 5 }, 'networks', '/78 per host has room for 4 networks'],
    [{ prefix: '2001:db8:5::/64', hosts: 2, hostLength: 64 }, 'hostLength', 'from /65'],
  ])('%j: %s', (request, field, message) => {
    const problem = refused(request)
    expect(problem.field).toBe(field)
    expect(problem.message).toContain(message)
    // What is offered instead can be had.
    if (problem.fix) expect(planPrefix({ ...BASE, ...request, ...problem.fix.change }).ok).toBe(true)
  })
  test('a fix is offered where there is one', () => {
    expect(refused({ prefix: '2001:db8::/63', networks: 3 }).fix?.change).toEqual({ length: 80 })
    expect(refused({ prefix: '2001:db8:5::/64', hosts: 2, networks: 5 }).fix?.change).toEqual({ hostLength: 77, length: 80 })
    expect(refused({ prefix: '2001:db8:1::1/48' }).fix?.change).toEqual({ prefix: '2001:db8:1::/48' })
  })
})

test('lengths follow prefix and containers', () => {
  const lengthOf = (prefix: string, containers = 50) => plan({ prefix, containers }).networkLength
  expect([lengthOf('2001:db8::/56'), lengthOf('2001:db8::/64'), lengthOf('2001:db8::/80'), lengthOf('2001:db8::/96'), lengthOf('2001:db8::/112'), lengthOf('2001:db8::/112', 500), lengthOf('2001:db8::/120', 3)]).toEqual([64, 80, 96, 112, 120, 119, 124])
})
