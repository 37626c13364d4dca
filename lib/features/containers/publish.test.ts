import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mismatchAfter, mismatchBefore } from '../../changes/deltas'
import type { Plan, Rows } from '../../core/change'
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
  const { deltas, steps, warnings } = plan(publishPorts, input)
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
    expect(steps.filter((step) => step.do.type === 'probe').map((step) => step.do)).toMatchObject([{ address: A, port: 80 }, { address: '192.0.2.10', port: 8080 }, { address: A, port: 9000 }, { address: A, port: 9001 }, { address: A, port: 80, from: 'outside' }])
  })
  test('others that depend on it are named', () => {
    const others = [{ ...web, id: 'x', name: 'side', joins: ['id-web'] }, { ...web, id: 'y', name: 'client', links: ['web'] }].map((one) => ({ ...one, published: [], ports: [] }))
    const text = plan(publishPorts, input, { ...rows, containers: [web, ...others] }).warnings.join('\n')
    expect(text).toMatch(/until they are started again: side\.[^]*does not carry over: client\./)
  })
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

test('an address that an earlier change of the same batch adds may be used', () => {
  const added = { key: 'n', family: 6, address: '2001:db8:23:42::303', length: 64, dev: 'eth0', container: null, peer: null }
  const done = plan(publishPorts, { container: 'web', bindings: [{ containerPort: 80, hostAddress: added.address, hostPort: 80 }] }, { ...rows, addresses: [added] })
  expect(done.steps[1]!.do).toEqual({ type: 'await-address', address: added.address, seconds: 6 })
})
