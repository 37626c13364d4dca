import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseInsideDetail } from './inside'
import { engineContainers, type EngineContainer } from './readings'

const load = (name: string): unknown => JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'))
function parsed(name: string): Map<string, EngineContainer> {
  const result = engineContainers.parse(load(name))
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return new Map(result.value.map((c) => [c.name, c]))
}

describe('Docker 28.5', () => {
  const all = parsed('docker-28')
  test('a published dual-stack web server', () => {
    expect(all.get('eng-web')).toMatchObject({
      state: 'running', error: '', exitCode: null, restartPolicy: 'no', project: 'shop', service: 'web', image: 'busybox:lab',
      attachments: [{ networkName: 'eng-dual', ipv4: '172.30.1.2', ipv4Length: 24, ipv6: '2001:db8:e:1::80', ipv6Length: 64, gateway6: '2001:db8:e:1::1', fixed6: '2001:db8:e:1::80', fixed4: null }],
    })
    expect(all.get('eng-web')?.attachments[0]?.aliases).toContain('www')
    expect(all.get('eng-web')?.ports).toEqual(
      expect.arrayContaining([
        { proto: 'tcp', port: 80, hostIp: '::', hostPort: 8080 },
        { proto: 'udp', port: 443, hostIp: '0.0.0.0', hostPort: 8443 },
        { proto: 'tcp', port: 81, hostIp: '2001:db8:23:42::10', hostPort: 8081 },
        { proto: 'tcp', port: 9000, hostIp: null, hostPort: null },
      ]),
    )
  })
  test('a routed port has a host address but no host port', () => {
    expect(all.get('eng-routed')?.ports).toContainEqual({ proto: 'tcp', port: 80, hostIp: '::', hostPort: null })
    expect(all.get('eng-routed')?.attachments.find((a) => a.networkName === 'eng-internal')?.gwPriority).toBe(5)
  })
  test('a network with IPv6 alone', () => {
    expect(all.get('eng-six')?.attachments[0]).toMatchObject({ ipv4: null, ipv4Length: null, gateway4: null, ipv6: '2001:db8:e:2::2', ipv6Length: 80 })
  })
  test('a failed bind keeps its reason and what it wanted to bind', () => {
    expect(all.get('eng-bind')).toMatchObject({ state: 'created', pid: null, exitCode: 128, startedAt: null, ports: [{ proto: 'tcp', port: 80, hostIp: '2001:db8:23:42::dead', hostPort: 80 }] })
    expect(all.get('eng-bind')?.error).toContain('cannot assign requested address')
  })
  test('never started, exited, in the host namespace, in another container’s', () => {
    expect(all.get('eng-stopped')).toMatchObject({ exitCode: null, pid: null, attachments: [{ networkId: '', networkName: 'eng-dual', ipv6: null, fixed6: '2001:db8:e:1::90' }], ports: [{ hostIp: null, hostPort: 8090 }] })
    expect(all.get('eng-exited')).toMatchObject({ state: 'exited', exitCode: 3 })
    expect(all.get('eng-host')).toMatchObject({ networkMode: 'host', attachments: [{ ipv4: null, ipv6: null, mac: null }] })
    expect(all.get('eng-share')?.networkMode).toMatch(/^container:/)
  })
})

test('Docker 20.10 says the same things in its own way', () => {
  const all = parsed('docker-20')
  expect(all.get('eng-web')).toMatchObject({ attachments: [{ ipv6: '2001:db8:f:1::80', mac: '02:42:ac:1e:01:02', gwPriority: null }] })
  expect(all.get('eng-bind')?.error).toContain('cannot assign requested address')
  expect(all.get('eng-default')?.ports).toContainEqual({ proto: 'tcp', port: 80, hostIp: '::', hostPort: 8082 })
})

test('Podman 4.3: names for ids, no host address', () => {
  const result = engineContainers.parse([
    {
      list: { Id: 'abc', Names: ['/p'], Image: 'docker.io/library/bb:latest', Created: 1700000000, State: 'running', Status: 'Up 1 minute', Labels: null },
      inspect: { Name: 'p', Created: '', State: { Status: 'running', Pid: 7, Error: '', ExitCode: 0, StartedAt: '2026-01-01T00:00:00Z' }, Config: null, HostConfig: null, NetworkSettings: { Ports: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] }, Networks: { n1: { NetworkID: 'n1', GlobalIPv6Address: 'fd00:0::7', GlobalIPv6PrefixLen: 64, IPAMConfig: null, Aliases: null } } } },
    },
  ])
  expect(result).toMatchObject({ ok: true, value: [{ name: 'p', ports: [{ hostIp: null, hostPort: 8080 }], attachments: [{ networkId: 'n1', ipv6: 'fd00::7', aliases: [] }] }] })
})

test('a container that the engine failed to inspect is told by its line', () => {
  expect(engineContainers.parse([{ list: { Id: 'f'.repeat(64), Names: null, State: 'dead', Status: 'Dead' }, inspect: null }])).toMatchObject({
    ok: true, value: [{ name: 'ffffffffffff', state: 'dead', pid: null, ports: [], attachments: [], restartPolicy: 'no' }],
  })
})

describe('hostile answers', () => {
  const huge = 'x'.repeat(1_000_000)
  test.each([null, 'cut {"a":', 3, {}, [null], [{}], [{ list: { Id: 5 }, inspect: null }], [{ list: { Id: 'a', Labels: { a: 1 } }, inspect: null }], [{ list: { Id: 'a' } }], [{ list: { Id: huge, Names: 7 }, inspect: null }]])('%#', (raw) => {
    const result = engineContainers.parse(raw)
    expect(result).toMatchObject({ ok: false, problem: { code: 'unreadable_output' } })
    if (!result.ok) expect(result.problem.evidence?.text.length).toBeLessThan(3000)
  })
  test('odd values inside are no more than odd', () => {
    const result = engineContainers.parse([{ list: { Id: 'a', Names: [huge], Created: 1e300, Status: null }, inspect: { HostConfig: { PortBindings: { 'x/tcp': null, '99999/udp': [], '80/sctp': [{ HostIp: '[::1]', HostPort: '8000-8010' }] } } } }])
    expect(result).toMatchObject({ ok: true, value: [{ createdAt: '', ports: [{ proto: 'sctp', port: 80, hostIp: '[::1]', hostPort: null }] }] })
  })
})

describe('inside detail', () => {
  test('reads what the host’s tools print in the namespace', () => {
    const result = parseInsideDetail(load('docker-28-inside'))
    expect(result).toMatchObject({ ok: true, value: { problem: null } })
    if (!result.ok) return
    expect(result.value.addresses).toContainEqual({ dev: 'eth0', family: 6, address: '2001:db8:e:1::80', length: 64, scope: 'global', flags: ['nodad'] })
    expect(result.value.routes).toContainEqual({ dst: 'default', via: '2001:db8:e:1::1', dev: 'eth0', protocol: 'boot', metric: 1024 })
    expect(result.value.settings).toContainEqual({ dev: 'eth0', name: 'accept_ra', value: '1' })
  })
  test('says what is missing', () => {
    const none = { addresses: null, routes: null, neighbors: null, settings: null, problem: 'nsenter is not installed' }
    expect(parseInsideDetail(none)).toEqual({ ok: true, value: { addresses: [], routes: [], neighbors: [], settings: [], problem: 'nsenter is not installed' } })
  })
  test.each([null, {}, { addresses: '[{"ifname":', routes: '', neighbors: '', settings: '', problem: null }, { addresses: '[{"ifname":5}]', routes: '', neighbors: '', settings: '', problem: null }])('refuses %j', (raw) => {
    expect(parseInsideDetail(raw)).toMatchObject({ ok: false, problem: { code: 'unreadable_output' } })
  })
})
