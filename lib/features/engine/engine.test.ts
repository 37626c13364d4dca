import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { capabilitiesOf, isApiAtLeast } from './capabilities'
import { engineInfo, engineProcess, engineVersion, type EngineProcess, type EngineVersion } from './readings'
import { engine, engineSettings } from './resource'
import { settingsOf } from './settings'

const load = (name: string): unknown => JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'))
const version = (apiVersion: string, product: 'docker' | 'podman' = 'docker'): EngineVersion => ({ product, version: apiVersion, apiVersion, minApiVersion: null, os: 'linux', kernel: '' })
const process: EngineProcess = { pid: 1, commandLine: ['/usr/sbin/dockerd'], startedAt: 1000, configPath: '/etc/docker/daemon.json', configText: null, configWrittenAt: null }
const setting = (v: EngineVersion, p: Partial<EngineProcess>, key: string) => settingsOf(v, { ...process, ...p }).find((s) => s.key === key)

describe('readings', () => {
  test('of both lab engines', () => {
    expect(engineVersion.parse(load('docker-28-version'))).toMatchObject({ ok: true, value: { product: 'docker', version: '28.5.2+dfsg4', apiVersion: '1.51', minApiVersion: '1.24' } })
    expect(engineVersion.parse(load('docker-20-version'))).toMatchObject({ ok: true, value: { version: '20.10.24+dfsg1', apiVersion: '1.41' } })
    expect(engineInfo.parse(load('docker-28-info'))).toMatchObject({ ok: true, value: { firewallBackend: 'iptables', liveRestore: false, swarm: 'inactive', rootless: false, pools: [] } })
    expect(engineInfo.parse(load('docker-20-info'))).toMatchObject({ ok: true, value: { firewallBackend: null, containers: 4 } })
  })
  test.each([null, 1, 'x', [], { ApiVersion: '' }, { ApiVersion: 5 }, { ApiVersion: 'x'.repeat(1_000_000), Components: 'y' }])('refuses %#', (raw) => {
    expect(engineVersion.parse(raw)).toMatchObject({ ok: false, problem: { code: 'unreadable_output' } })
  })
  test('info takes null for everything, and nothing that is no object', () => {
    expect(engineInfo.parse({ SecurityOptions: null, Swarm: null, Warnings: null, DefaultAddressPools: null })).toMatchObject({ ok: true, value: { containers: null, pools: [] } })
    expect(engineInfo.parse(null)).toMatchObject({ ok: false })
  })
  test('credentials in proxies are masked', () => {
    const raw = { ...process, commandLine: ['dockerd', '--http-proxy=http://me:secret@proxy:3128'], configText: '{"proxies":{"https-proxy":"http://me:secret@[fd00::1]:3128"}}' }
    const result = engineProcess.parse(raw)
    expect(JSON.stringify(result)).not.toContain('secret')
    expect(result).toMatchObject({ ok: true, value: { commandLine: ['dockerd', '--http-proxy=http://xxxxx:xxxxx@proxy:3128'] } })
  })
})

describe('capabilities', () => {
  const names = (v: EngineVersion) => Object.entries(capabilitiesOf(v)).filter(([, f]) => f.state === 'available').map(([name]) => name)
  test.each([
    ['1.41', 0], ['1.42', 1], ['1.43', 1], ['1.44', 2], ['1.46', 7], ['1.47', 7], ['1.48', 11], ['1.49', 11], ['1.50', 14], ['1.51', 14], ['1.52', 18], ['1.55', 19],
  ])('API %s has %i', (api, count) => expect(names(version(api))).toHaveLength(count))
  test('what is missing names the release that brings it', () => {
    expect(capabilitiesOf({ product: 'docker', version: '20.10.24', apiVersion: '1.41' }).gatewayModes).toEqual({ state: 'unavailable', reason: 'Gateway modes (routed instead of NAT): since Docker 27.0, this engine is 20.10.24.' })
  })
  test('Podman has neither gateway modes nor routed networks, whatever API it claims', () => expect(names(version('1.52', 'podman'))).toEqual(['autoUla', 'strictHostIp']))
  test('versions are compared as numbers', () => {
    expect(isApiAtLeast('1.41', '1.9')).toBe(true)
    expect(isApiAtLeast('', '1.41')).toBe(false)
    expect(isApiAtLeast('2.0', '1.52')).toBe(true)
  })
})

describe('settings', () => {
  test('defaults follow the version', () => {
    expect(setting(version('1.41'), {}, 'ip6tables')).toEqual({ key: 'ip6tables', value: 'false', from: 'default', pending: false, scope: 'daemon', defaultValue: 'false', source: null, conflict: null })
    expect(setting(version('1.51'), {}, 'ip6tables')).toMatchObject({ value: 'true' })
    expect(setting(version('1.41'), {}, 'bip6')).toBeUndefined()
    expect(setting(version('1.51'), {}, 'bip6')).toMatchObject({ value: 'null', defaultValue: null })
    expect(setting(version('1.47'), {}, 'host-gateway-ip')).toBeDefined()
    expect(setting(version('1.48'), {}, 'host-gateway-ip')).toBeUndefined()
  })
  test('flags in all spellings', () => {
    const commandLine = ['dockerd', '--ipv6', '--ip6tables=FALSE', '--mtu', '1400', '-b', 'br0', '--dns', 'fd00::1', '--dns=fd00::2', '--fixed-cidr-v6', 'fd00::/64', '-H', 'fd://']
    const value = (key: string) => setting(version('1.51'), { commandLine }, key)
    expect(value('ipv6')).toMatchObject({ value: 'true', from: 'flag' })
    expect(value('ip6tables')).toMatchObject({ value: 'false', from: 'flag' })
    expect(value('mtu')).toMatchObject({ value: '1400', from: 'flag' })
    expect(value('bridge')).toMatchObject({ value: '"br0"', from: 'flag' })
    expect(value('dns')).toMatchObject({ value: '["fd00::1","fd00::2"]', from: 'flag' })
    expect(value('fixed-cidr-v6')).toMatchObject({ value: '"fd00::/64"', from: 'flag' })
  })
  test('the file counts, a file written later is pending, broken files are nobody’s word', () => {
    const configText = '{"ip6tables": true, "default-address-pools": [{"base":"fd00::/48","size":64}], "mtu": null}'
    expect(setting(version('1.41'), { configText, configWrittenAt: 900 }, 'ip6tables')).toMatchObject({ value: 'true', from: 'file', pending: false })
    expect(setting(version('1.41'), { configText, configWrittenAt: 99_000 }, 'default-address-pools')).toMatchObject({ value: '[{"base":"fd00::/48","size":64}]', from: 'file', pending: true })
    expect(setting(version('1.41'), { configText }, 'mtu')).toMatchObject({ from: 'default', value: '1500' })
    for (const broken of ['{', '[]', '"x"', '﻿{}', '{"__proto__": {"ipv6": true}}']) expect(setting(version('1.51'), { configText: broken }, 'ipv6')).toMatchObject({ from: 'default' })
  })
})

describe('resources', () => {
  test('an engine alone is enough for a row; a broken config says why', () => {
    expect(engine.rows({ engineVersion: version('1.51') }, {})).toMatchObject([{ key: 'engine', pid: null, configPath: '/etc/docker/daemon.json', restartNeeded: false, capabilities: { gwPriority: { state: 'available' } } }])
    const rows = engine.rows({ engineVersion: version('1.51') }, { engineProcess: { ...process, configText: '{"a":', configWrittenAt: 99_000 } })
    expect(rows).toMatchObject([{ restartNeeded: true, configError: expect.stringContaining('/etc/docker/daemon.json is not valid JSON') }])
  })
  test('Podman has no daemon.json settings', () => expect(engineSettings.rows({ engineVersion: version('1.41', 'podman'), engineProcess: process }, {})).toEqual([]))
})
