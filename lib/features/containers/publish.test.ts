import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mismatchAfter, mismatchBefore } from '../../changes/deltas'
import { undoPlan } from '../../changes/undo'
import type { ChangeRecord, Plan, Rows } from '../../core/change'
import { byPlace } from './parse-engine'
import { publishPorts, unpublishPorts } from './publish'
import type { Container } from './schema'

const { rows, input } = JSON.parse(readFileSync(new URL('fixtures/publish-beside.json', import.meta.url), 'utf8')) as { rows: Rows & { containers: Container[] }; input: object }
const context = { admin: null, now: 0 }
const A = '2001:db8:23:42::202'

function planned(change: typeof publishPorts, given: object, on: Rows = rows) {
  return change.plan(change.input.parse(given), on, context)
}
function plan(...args: Parameters<typeof planned>): Plan {
  const answer = planned(...args)
  if (!answer.ok) throw new Error(answer.problem.message)
  return answer.value
}

describe('bindings beside those that are there', () => {
  const { deltas, steps, warnings, riskText } = plan(publishPorts, input)
  const [web] = rows.containers
  const after = (ports: Container['ports'], sockets: object[]) => ({
    ...rows,
    containers: [{ ...web, published: deltas[0]!.after!.published, exposed: deltas[0]!.after!.exposed, ports }],
    ports: ports.map((one) => ({ wider: null, ...one, container: { id: 'new', name: 'web' }, containerPort: one.port })),
    sockets: sockets.map((one) => ({ inside: false, enginePort: true, container: { id: 'new', name: 'web' }, ...one })),
  })
  const engineSays: Container['ports'] = [
    { proto: 'udp', port: 53, hostIp: '::', hostPort: 32768 },
    { proto: 'tcp', port: 80, hostIp: '0.0.0.0', hostPort: 81 }, { proto: 'tcp', port: 80, hostIp: '0.0.0.0', hostPort: 8080 },
    { proto: 'tcp', port: 80, hostIp: A, hostPort: 80 }, { proto: 'tcp', port: 80, hostIp: '::', hostPort: 81 },
    // The engine chose another port than before: that is its right.
    { proto: 'tcp', port: 81, hostIp: '0.0.0.0', hostPort: 49160 }, { proto: 'tcp', port: 81, hostIp: '::', hostPort: 49160 },
    { proto: 'tcp', port: 99, hostIp: null, hostPort: null },
    ...[9000, 9001, 9002].map((port) => ({ proto: 'tcp', port, hostIp: A, hostPort: port })),
  ]
  const kernelSays = [
    { proto: 'tcp', address: A, port: 80, exposure: 'address' }, { proto: 'tcp', address: '0.0.0.0', port: 8080, exposure: 'all' },
    ...[9000, 9001, 9002].map((port) => ({ proto: 'tcp', address: A, port, exposure: 'address' })),
  ]

  test('hold before, and after as the engine and the kernel tell of them', () => {
    expect(mismatchBefore(deltas, rows)).toBeNull()
    expect(mismatchAfter(deltas, after(engineSays, kernelSays))).toBeNull()
  })
  test('an engine that binds wider than asked is found out, by its own word or by the kernel’s', () => {
    const wider = engineSays.map((row) => (row.hostIp === A && row.hostPort === 80 ? { ...row, hostIp: '0.0.0.0' } : row))
    expect(mismatchAfter(deltas, after(wider, kernelSays))?.delta.resource).toBe('ports')
    expect(mismatchAfter(deltas, after([...engineSays, { proto: 'tcp', port: 9003, hostIp: '::', hostPort: 9003 }], kernelSays))?.delta.resource).toBe('containers')
    expect(mismatchAfter(deltas, after(engineSays, [...kernelSays, { proto: 'tcp', address: '::', port: 80, exposure: 'all' }]))?.delta.resource).toBe('sockets')
    const rule = after(engineSays, kernelSays)
    expect(mismatchAfter(deltas, { ...rule, ports: rule.ports.map((row) => (row.hostIp === A && row.hostPort === 80 ? { ...row, wider: '[::]:80' } : row)) })?.delta.resource).toBe('ports')
    expect(mismatchAfter(deltas, after(engineSays, kernelSays.slice(1)))?.delta.resource).toBe('sockets')
  })
  test('a stranger’s socket is neither what was asked for nor in the way of taking back', () => {
    const stranger = { inside: false, enginePort: false, container: null, proto: 'tcp', address: A, port: 80, exposure: 'address' }
    expect(mismatchBefore(deltas, { ...rows, sockets: [stranger] })).toBeNull()
    expect(mismatchAfter(deltas, after(engineSays, [stranger, ...kernelSays.slice(1)]))?.delta.resource).toBe('sockets')
  })
  test('what it says to whom', () => {
    expect(warnings.join('\n')).toMatch(/At 2001:db8:23:42::202 everybody[^]*At 0\.0\.0\.0 everybody[^]*At :: everybody/)
    expect(warnings.join('\n')).toContain('9001/tcp')
    expect(steps.filter((step) => step.do.type === 'probe').map((step) => step.do)).toMatchObject([{ address: A, port: 80, seconds: 180, container: 'web' }, { address: '192.0.2.10', port: 8080 }, { address: A, port: 9000 }, { address: A, port: 9001 }, { address: A, port: 80, from: 'outside' }])
    expect(riskText).toContain('within 180 s')
  })
  test('others that depend on it are named', () => {
    const others = [{ ...web, id: 'x', name: 'side', joins: ['web'] }, { ...web, id: 'y', name: 'client', links: ['web'] }].map((one) => ({ ...one, published: [], ports: [] }))
    const text = plan(publishPorts, input, { ...rows, containers: [web, ...others] }).warnings.join('\n')
    expect(text).toMatch(/until they are started again: side\.[^]*does not carry over: client\./)
  })
  test('others that know it by its id would lose it for good: only if that is said', () => {
    const side = { ...web!, id: 'x', name: 'side', published: [], ports: [] }
    for (const joins of [['id-web'], ['id-w']]) {
      const on = { ...rows, containers: [web!, { ...side, joins }] }
      expect(planned(publishPorts, input, on)).toMatchObject({ ok: false, problem: { code: 'conflict', field: 'anyway', message: expect.stringMatching(/have to be made anew: side\./) } })
      expect(plan(publishPorts, { ...input, anyway: true }, on).warnings.join('\n')).toMatch(/have to be made anew: side\./)
    }
  })
})

test('taken back, what works now goes only when the one before works, at its own places', () => {
  const { steps } = undoPlan({ plan: plan(publishPorts, input) } as ChangeRecord)
  const acts = steps.flatMap(({ do: one }) => (one.type === 'engine' && 'container' in one ? [{ act: one.act, container: one.container, ...(one.act === 'container-await' ? { asked: one.asked } : {}) }] : []))
  expect(acts).toEqual([
    { act: 'container-stop', container: 'web' },
    { act: 'container-start', container: 'web.dock6-old' },
    { act: 'container-await', container: 'web.dock6-old', asked: { '80/tcp': [{ HostIp: '', HostPort: '81' }], '81/tcp': [{ HostIp: '', HostPort: '' }] } },
    { act: 'container-rename', container: 'web' },
    { act: 'container-rename', container: 'web.dock6-old' },
    { act: 'container-remove', container: 'web.dock6-new' },
  ])
})

test('a Compose service is changed behind its owner’s back only if that is said, and then with the lines for its file', () => {
  const [web] = rows.containers
  const owned = { ...rows, containers: [{ ...web!, project: 'shop', service: 'front' }] }
  expect(planned(publishPorts, input, owned)).toMatchObject({ ok: false, problem: { field: 'anyway', evidence: { text: expect.stringContaining('host_ip: "2001:db8:23:42::202"') } } })
  const done = plan(publishPorts, { ...input, anyway: true }, owned)
  expect(done.compose).toContain('"front":\n    ports:\n      - target: 53\n        host_ip: "::"\n        protocol: udp\n')
  expect(done.warnings.join()).toContain('project shop')
})

test('a binding at all addresses is taken back by no address, one of the engine’s choice by the port that it has', () => {
  const done = plan(unpublishPorts, { container: 'web', bindings: [{ containerPort: 80, hostAddress: '', hostPort: 81 }, { containerPort: 81, hostAddress: '', hostPort: 49153 }] })
  expect(done.deltas[0]!.after).toMatchObject({ published: [], exposed: ['80/tcp', '81/tcp', '99/tcp'], ports: [{ port: 80, hostIp: null }, { port: 81, hostIp: null }, { port: 99, hostIp: null }] })
})

test('a task of a swarm service is changed behind swarm’s back only if that is said; what to change instead, and that it is open at every address, is told', () => {
  const [web] = rows.containers
  const owned = { ...rows, containers: [{ ...web!, labels: { 'com.docker.swarm.service.name': 'shop_front', 'com.docker.stack.namespace': 'shop' } }] }
  expect(planned(publishPorts, input, owned)).toMatchObject({
    ok: false,
    problem: { field: 'anyway', message: expect.stringMatching(/swarm service shop_front.*cannot publish at one address/), evidence: { source: 'stack.yaml', text: expect.stringMatching(/"front":[^]*mode: host[^]*docker service update --publish-add .* shop_front/) } },
  })
  const done = plan(publishPorts, { ...input, anyway: true }, owned)
  expect(done.compose).not.toContain('host_ip')
  expect(done.warnings.join()).toMatch(/cannot publish at one address/)
})

describe('ports of the engine’s choice are taken back by the port that they have', () => {
  const bound = (hostPort: number, hostIp = A) => ({ proto: 'tcp', port: 81, hostIp, hostPort })
  const asked = (hostPort: string, hostIp = A) => ({ port: '81/tcp', hostIp, hostPort })
  const socket = (port: number) => ({ inside: false, enginePort: true, container: { id: 'id-web', name: 'web' }, proto: 'tcp', family: 6, address: A, port, exposure: 'address' })
  const host = (change: Partial<Container>, sockets: object[] = []) => ({ ...rows, containers: [{ ...rows.containers[0]!, exposed: ['81/tcp'], ...change }], sockets })
  const take = (hostPort: number | null, on: Rows) => plan(unpublishPorts, { container: 'web', bindings: [{ containerPort: 81, hostAddress: A, hostPort }] }, on)

  test.each<[string, string[], number[], number, string[]]>([
    ['any', [''], [49160], 49160, []],
    ['one out of a range', ['8100-8110'], [8103], 8103, []],
    ['beside a fixed one', ['', '49160'], [49160, 49161], 49161, ['49160']],
    ['the fixed one beside it', ['', '49160'], [49160, 49161], 49160, ['']],
    ['one of two', ['', ''], [49160, 49161], 49161, ['']],
    ['the one of the right range', ['8100-8110', '8200-8210'], [8100, 8200], 8200, ['8100-8110']],
  ])('%s', (_name, published, live, hostPort, left) => {
    const on = host({ published: published.map((one) => asked(one)), ports: live.map((one) => bound(one)) }, live.map(socket))
    const { deltas } = take(hostPort, on)
    expect(deltas[0]!.after).toMatchObject({ published: left.map((one) => asked(one)) })
    expect(mismatchBefore(deltas, on)).toBeNull()
    // Whatever the engine chooses next time is right, on the way there and on the way back.
    const next = (ports: string[]) => ports.map((one, n) => (one === '' ? 50_000 + n : Number(one.split('-')[0]) + (one.includes('-') ? 7 : 0)))
    const rowsWith = (ports: string[]) => host({ published: ports.map((one) => asked(one)), ports: ports.length === 0 ? [{ proto: 'tcp', port: 81, hostIp: null, hostPort: null }] : next(ports).map((one) => bound(one)).sort((a, b) => a.hostPort - b.hostPort) }, next(ports).map(socket))
    expect(mismatchAfter(deltas, rowsWith(left))).toBeNull()
    expect(mismatchBefore(deltas, rowsWith(published))).toBeNull()
    expect(mismatchAfter(deltas, rowsWith(published))).not.toBeNull()
  })
  test('of a stopped container by none', () => {
    const stopped = (published: string[]) => host({ state: 'exited', pid: null, published: published.map((one) => asked(one)), ports: published.map((one) => ({ ...bound(0), hostPort: /^\d+$/.test(one) ? Number(one) : null })) })
    expect(take(null, stopped(['8100-8110'])).deltas[0]!.after).toMatchObject({ published: [] })
    expect(take(null, stopped(['80', ''])).deltas[0]!.after).toMatchObject({ published: [asked('80')] })
    expect(planned(unpublishPorts, { container: 'web', bindings: [{ containerPort: 81, hostAddress: A }] }, stopped(['80']))).toMatchObject({ ok: false, problem: { field: 'bindings.0' } })
  })
  test('a port of the range that it does not have is none of its', () => {
    const on = host({ published: [asked('8100-8110')], ports: [bound(8103)] })
    expect(planned(unpublishPorts, { container: 'web', bindings: [{ containerPort: 81, hostAddress: A, hostPort: 8104 }] }, on)).toMatchObject({ ok: false, problem: { code: 'not_found' } })
  })
})

describe('what --publish-all published is said port by port', () => {
  const [web] = rows.containers
  const row = (port: number, hostIp: string | null, hostPort: number | null) => ({ proto: 'tcp', port, hostIp, hostPort })
  const any = { port: '443/tcp', hostIp: '', hostPort: '' }
  const by80 = { port: '80/tcp', hostIp: A, hostPort: '80' }
  const at443 = (hostPort: number) => [row(443, '0.0.0.0', hostPort), row(443, '::', hostPort)]
  const all = { ...web!, publishAll: true, published: [by80], exposed: ['443/tcp', '80/tcp'], ports: [row(80, A, 80), ...at443(32768)] }
  const on = (change: Partial<Container> = {}): Rows => ({ ...rows, containers: [{ ...all, ...change }] })
  const take = (containerPort: number, hostAddress: string, hostPort: number | null, host = on()) => plan(unpublishPorts, { container: 'web', bindings: [{ containerPort, hostAddress, hostPort }] }, host)
  const askedOf = ({ steps }: Plan) => steps.map((step) => step.do).find((act) => act.type === 'engine' && act.act === 'container-await')
  const opened = (port: number) => on({ publishAll: false, published: [any], ports: [row(80, '0.0.0.0', port), ...at443(40_000), row(80, '::', port)].sort((a, b) => a.port - b.port) })

  test('a port that is taken away stays closed, the others stay open', () => {
    const done = take(80, A, 80)
    expect(done.steps[0]!.do).toMatchObject({ change: { ports: { bindings: { '443/tcp': [{ HostIp: '', HostPort: '' }] }, all: false } } })
    expect(done.steps.at(-1)!.undo).toMatchObject({ change: { ports: { bindings: { '80/tcp': [{ HostIp: A, HostPort: '80' }] }, all: true } } })
    expect(askedOf(done)).toMatchObject({ asked: { '443/tcp': [{ HostIp: '', HostPort: '' }] } })
    expect(mismatchBefore(done.deltas, on())).toBeNull()
    expect(mismatchAfter(done.deltas, on({ publishAll: false, published: [any], ports: [row(80, null, null), ...at443(40_000)] }))).toBeNull()
    expect(mismatchAfter(done.deltas, opened(32769))?.delta.resource).toBe('containers')
    expect(done.warnings.join()).toContain('--publish-all')
  })
  test('one that only --publish-all published can be taken away too, by the port that it has', () => {
    const done = take(443, '', 32768)
    expect(done.deltas[0]!.after).toMatchObject({ publishAll: false, published: [by80] })
    expect(mismatchBefore(done.deltas, on())).toBeNull()
    expect(mismatchAfter(done.deltas, on({ publishAll: false, published: [by80], ports: [row(80, A, 80), row(443, null, null)] }))).toBeNull()
  })
  test('publishing beside it leaves it open', () => {
    const done = plan(publishPorts, { container: 'web', bindings: [{ containerPort: 443, hostAddress: A, hostPort: 443 }] }, on())
    const more = { port: '443/tcp', hostIp: A, hostPort: '443' }
    expect(done.deltas[0]!.after).toMatchObject({ published: [any, more, by80] })
    expect(mismatchAfter(done.deltas.slice(0, 1), on({ publishAll: false, published: [any, more, by80], ports: [row(80, A, 80), row(443, '0.0.0.0', 40_000), row(443, A, 443), row(443, '::', 40_000)] }))).toBeNull()
  })
  test('of a stopped container', () => {
    const stopped = { state: 'exited', pid: null, ports: [row(80, A, 80)] }
    const done = take(80, A, 80, on(stopped))
    expect(mismatchBefore(done.deltas, on(stopped))).toBeNull()
    expect(mismatchAfter(done.deltas, on({ ...stopped, publishAll: false, published: [any], ports: [row(443, null, null)] }))).toBeNull()
  })
})

describe('bindings that the network or the engine put at addresses of their choice', () => {
  const [web] = rows.containers
  const row = (hostIp: string | null, hostPort: number | null) => ({ proto: 'tcp', port: 80, hostIp, hostPort })
  const asked = (hostIp: string, hostPort = '80') => ({ port: '80/tcp', hostIp, hostPort })
  const socket = (address: string, port = 80) => ({ inside: false, enginePort: true, container: { id: 'id-web', name: 'web' }, proto: 'tcp', family: address.includes(':') ? 6 : 4, address, port, exposure: 'address' })
  const host = (published: Container['published'], ports: Container['ports']) => ({ ...rows, containers: [{ ...web!, exposed: ['80/tcp'], published, ports: ports.toSorted(byPlace) }], sockets: ports.flatMap(({ hostIp, hostPort }) => (hostIp === null || hostPort === null ? [] : [socket(hostIp, hostPort)])), ports: ports.map((one) => ({ wider: null, ...one, container: { id: 'new', name: 'web' }, containerPort: one.port })) })
  const B = '192.0.2.10'
  const [anywhere, unreadable] = [asked(''), asked('fe80::1%eth0')]
  const two = [row('0.0.0.0', 80), row('::', 80)]

  test.each<[string, Container['published'][number], Container['ports']]>([['by host_binding_ipv4', anywhere, [row(B, 80)]], ['for want of one that can be read', unreadable, two]])('%s: taken back by what was asked for', (_name, one, live) => {
    const on = host([one, asked(A, '8443')], [...live, row(A, 8443)])
    const { deltas } = plan(unpublishPorts, { container: 'web', bindings: [{ containerPort: 80, hostAddress: one.hostIp, hostPort: 80 }] }, on)
    expect(mismatchBefore(deltas, on)).toBeNull()
    expect(mismatchAfter(deltas, host([asked(A, '8443')], [row(A, 8443)]))).toBeNull()
    expect(mismatchAfter(deltas, { ...host([asked(A, '8443')], [row(A, 8443)]), sockets: on.sockets })?.delta.resource).toBe('sockets')
    const other = plan(unpublishPorts, { container: 'web', bindings: [{ containerPort: 80, hostAddress: A, hostPort: 8443 }] }, on).deltas
    expect(mismatchBefore(other, on)).toBeNull()
    expect(mismatchAfter(other, host([one], live))).toBeNull()
  })
  test.each<[string, Container['published'][number], Container['ports']]>([['by host_binding_ipv4', anywhere, [row(B, 80)]], ['for want of one that can be read', unreadable, two]])('%s: published beside', (_name, one, live) => {
    const on = host([one], live)
    const { deltas } = plan(publishPorts, { container: 'web', bindings: [{ containerPort: 80, hostAddress: A, hostPort: 8443 }] }, on)
    const published = [one, asked(A, '8443')]
    expect(mismatchBefore(deltas, on)).toBeNull()
    expect(mismatchAfter(deltas, host(published, [...live, row(A, 8443)]))).toBeNull()
    expect(mismatchAfter(deltas, host(published, [...live, row('::', 8443)]))).not.toBeNull()
  })
  test('the same port may be published at another address, and not at the one that it has', () => {
    const on = host([anywhere], [row(B, 80)])
    const at = (hostAddress: string) => planned(publishPorts, { container: 'web', bindings: [{ containerPort: 80, hostAddress, hostPort: 80 }] }, on)
    expect(at(A)).toMatchObject({ ok: true })
    expect(at(B)).toMatchObject({ ok: false, problem: { field: 'bindings.0.hostPort' } })
    expect(planned(publishPorts, { container: 'web', bindings: [{ containerPort: 80, hostAddress: A, hostPort: 80 }] }, host([unreadable], two))).toMatchObject({ ok: false, problem: { field: 'bindings.0.hostPort' } })
  })
  test('a row is what was asked for at its address before it is what was asked for nowhere', () => {
    const on = host([anywhere, asked(B, '')], [row(B, 80), row(B, 49160)])
    const left = (hostAddress: string, hostPort: number) => plan(unpublishPorts, { container: 'web', bindings: [{ containerPort: 80, hostAddress, hostPort }] }, on).deltas
    expect(left('', 80)[0]!.after).toMatchObject({ published: [asked(B, '')] })
    expect(left(B, 49160)[0]!.after).toMatchObject({ published: [anywhere] })
    for (const deltas of [left('', 80), left(B, 49160)]) expect(mismatchBefore(deltas, on)).toBeNull()
  })
})

test('an address that an earlier change of the same batch adds may be used', () => {
  const added = { key: 'n', family: 6, address: '2001:db8:23:42::303', length: 64, dev: 'eth0', container: null, peer: null }
  const done = plan(publishPorts, { container: 'web', bindings: [{ containerPort: 80, hostAddress: added.address, hostPort: 80 }] }, { ...rows, addresses: [added] })
  expect(done.steps[1]!.do).toEqual({ type: 'await-address', address: added.address, seconds: 6 })
})
