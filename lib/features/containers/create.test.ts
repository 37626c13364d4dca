import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mismatchAfter } from '../../changes/deltas'
import { parseIntents } from '../../changes/parse'
import type { Plan, Rows } from '../../core/change'
import type { Result } from '../../core/result'
import { openKeeperStore } from '../../keeper/store'
import { createVault } from '../../keeper/vault'
import { createContainer } from './create'

const { input: full, rows } = JSON.parse(readFileSync(new URL('cases/create.json', import.meta.url), 'utf8')) as { input: Record<string, unknown>; rows: Rows }

function plan(input: object): Result<Plan> {
  const parsed = parseIntents([{ kind: 'containers.create', input }], [createContainer])
  return parsed.ok ? createContainer.plan(parsed.value[0]!.input, rows, { admin: null, now: 0 }) : parsed
}
const binding = { containerPort: 80, hostAddress: '2001:db8:23:42::202', hostPort: 80 }
const mount = { type: 'volume', source: 'data', target: '/data' }

describe('what cannot be made is refused at its field', () => {
  test.each<[object, string]>([
    [{ name: '' }, 'name'], [{ name: 'a' }, 'name'], [{ name: '-x' }, 'name'], [{ name: 'a b' }, 'name'], [{ name: 'a/b' }, 'name'], [{ name: 'x.dock6-new' }, 'name'], [{ name: 'web' }, 'name'], [{ name: '$(id)' }, 'name'],
    [{ image: '' }, 'image'], [{ image: 'nginx' }, 'image'], [{ image: '../x' }, 'image'],
    [{ command: 'httpd' }, 'command'], [{ command: ['a\0'] }, 'command.0'],
    [{ env: [{ name: 'A=B', value: 'x' }] }, 'env.0.name'], [{ env: [{ name: '', value: 'x' }] }, 'env.0.name'], [{ env: [{ name: 'A', value: 'x\0' }] }, 'env.0.value'], [{ env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] }, 'env.1.name'],
    [{ network: 'gone' }, 'network'], [{ network: 'host' }, 'ipv6'], [{ network: 'host', ipv4: '', ipv6: '' }, 'network'], [{ network: 'bridge', ipv4: '' }, 'ipv6'],
    [{ ipv6: '2001:db8:99::1' }, 'ipv6'], [{ ipv6: '2001:db8:23:42:2::1' }, 'ipv6'], [{ ipv6: '2001:db8:23:42:2::80' }, 'ipv6'], [{ ipv6: '[::1]' }, 'ipv6'], [{ ipv4: '172.30.5.1' }, 'ipv4'],
    [{ restart: 'maybe' }, 'restart'], [{ retries: -1 }, 'retries'], [{ restart: 'always' }, 'retries'],
    [{ mounts: [{ ...mount, type: 'npipe' }] }, 'mounts.0.type'], [{ mounts: [{ ...mount, target: 'data' }] }, 'mounts.0.target'], [{ mounts: [{ ...mount, target: '/' }] }, 'mounts.0.target'], [{ mounts: [{ ...mount, target: '/a/../b' }] }, 'mounts.0.target'],
    [{ mounts: [{ ...mount, source: '../x' }] }, 'mounts.0.source'], [{ mounts: [{ ...mount, type: 'bind', source: 'srv' }] }, 'mounts.0.source'], [{ mounts: [{ ...mount, type: 'tmpfs' }] }, 'mounts.0.source'], [{ mounts: [mount, { ...mount, target: '//data/' }] }, 'mounts.1.target'],
    [{ bindings: [{ ...binding, hostAddress: '[::]' }] }, 'bindings.0.hostAddress'], [{ bindings: [{ ...binding, hostAddress: '2001:db8::9' }] }, 'bindings.0.hostAddress'], [{ bindings: [binding, binding] }, 'bindings.1.hostPort'],
  ])('%j: %s', (wrong, field) => expect(plan({ ...full, ...wrong })).toMatchObject({ ok: false, problem: { field, message: expect.stringMatching(/\w/) } }))
})

test('what is mighty is said, and for administrators only', () => {
  const given = (source: string) => plan({ ...full, mounts: [{ type: 'bind', source, target: '/x' }] })
  for (const source of ['/', '//', '/etc', '/var/run/docker.sock', '/var/lib/dock6', '/proc/1']) expect(given(source), source).toMatchObject({ ok: true, value: { warnings: expect.arrayContaining([expect.stringContaining('take over this host')]) } })
  for (const source of ['/srv/x', '/home/me/www', '/var/lib/app', '/etcetera']) {
    const harmless = given(source)
    expect(harmless.ok && harmless.value.warnings.join(), source).not.toContain('take over')
  }
  const adminOnly = (mounts: object[]) => createContainer.adminOnly!(createContainer.input.parse({ ...full, mounts }))
  expect(adminOnly([{ type: 'bind', source: '/srv/x', target: '/x' }])).toMatch(/administrators/)
  expect(adminOnly([mount])).toBeNull()
})

test('secrets are sealed before anything is stored, and once only', () => {
  const vault = createVault(openKeeperStore(':memory:'))
  const sealed = (input: unknown) => createContainer.seal!(input, vault.seal, vault.whole)
  const input = { env: [{ name: 'TOKEN', value: 'pa ss"w$ord\n' }, { name: 'EMPTY', value: '' }, { name: 'LOOKS', value: 'sealed-0123456789abcdef' }], command: ['run', '--password=hunter2', 'http://me:pw@x/'] }
  const once = sealed(input) as typeof input
  expect(JSON.stringify(once)).not.toMatch(/pa ss|hunter2|me:pw/)
  expect(sealed(once)).toEqual(once)
  expect(once.env.map(({ value }) => vault.open(value))).toEqual(input.env.map(({ value }) => ({ text: value })))
  expect(once.command.map((word) => vault.open(word))).toEqual(input.command.map((word) => ({ text: word })))
  for (const odd of [null, 5, 'x', {}, { env: 'A=b' }, { env: [null, 5, { value: 5 }] }, { command: [5] }]) expect(() => sealed(odd)).not.toThrow()
})

test('a wider exposure than asked, and another container of that name, are no success', () => {
  const answer = plan(full)
  if (!answer.ok) throw new Error(answer.problem.message)
  const { deltas } = answer.value
  const made = { name: 'web2', state: 'running', networkMode: 'web', restartPolicy: 'on-failure', labels: { 'dock6.made': '1970-01-01T00:00:00.000Z', more: 'x' }, published: [{ port: '80/tcp', hostIp: '2001:db8:23:42::202', hostPort: '80' }], exposed: ['7000/tcp', '80/tcp'], attachments: [{ network: { id: 'n', name: 'web' }, fixed4: '172.30.5.9', fixed6: '2001:db8:23:42:2::9' }], ports: [{ proto: 'tcp', port: 80, hostIp: '2001:db8:23:42::202', hostPort: 80 }, { proto: 'tcp', port: 7000, hostIp: null, hostPort: null }] }
  const socket = { inside: false, enginePort: true, proto: 'tcp', port: 80, address: '2001:db8:23:42::202', exposure: 'address', container: { id: 'n', name: 'web2' } }
  const port = { container: { id: 'n', name: 'web2' }, proto: 'tcp', hostIp: '2001:db8:23:42::202', hostPort: 80, containerPort: 80, wider: null as string | null }
  const after = (container: object, ...more: object[]) => mismatchAfter(deltas, { ...rows, ports: [port], containers: [{ ...made, ...container }], sockets: [socket, ...more] })
  expect(after({})).toBeNull()
  expect(after({}, { ...socket, address: '::', exposure: 'all' })?.delta.resource).toBe('sockets')
  expect(after({ ports: [{ proto: 'tcp', port: 80, hostIp: '::', hostPort: 80 }, made.ports[1]] })?.delta.resource).toBe('containers')
  port.wider = '[::]:80'
  expect(after({})?.delta.resource).toBe('ports')
  port.wider = null
  expect(after({ labels: {} })?.delta.resource).toBe('containers')
  expect(after({ networkMode: 'host' })?.delta.resource).toBe('containers')
})
