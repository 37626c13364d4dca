import { describe, expect, test } from 'vitest'
import { gatherSysctls } from '../../hosts/gather/sysctls'
import { must } from '../fixtures/lab-engine'
import { conf6, sysctlValues } from './readings'
import { sysctls } from './resource'

describe('reading sysctls', () => {
  test.each([['a list', [1]], ['text', 'x'], ['numbers', { 'net/x': 1 }], ['nothing', null], ['undefined', undefined]])('%s is a Problem', (_name, raw) => {
    expect(sysctlValues.parse(raw)).toMatchObject({ ok: false, problem: { code: 'unreadable_output' } })
  })
  test('names of links are data', () => {
    const values = must(sysctlValues.parse({ 'net/ipv6/conf/__proto__/mtu': '1500' }))
    expect([conf6(values, '__proto__', 'mtu'), conf6(values, 'constructor', 'mtu'), conf6(undefined, 'all', 'mtu')]).toEqual(['1500', undefined, undefined])
  })
})

test('rows: the host first, then all and default, then links', () => {
  const values = { 'net/ipv6/conf/br.100/mtu': '1500', 'net/ipv6/conf/default/mtu': '1280', 'net/ipv6/conf/all/forwarding': '1', 'net/ipv4/conf/all/forwarding': '0', 'net/ipv6/neigh/br.100/proxy_delay': '80', 'net/ipv4/ip_forward': '1' }
  const rows = sysctls.rows({ sysctls: values }, {})
  expect(rows.map((row) => [row.dev, row.name, row.value])).toEqual([[null, 'ip_forward', '1'], ['all', 'forwarding', '0'], ['all', 'forwarding', '1'], ['default', 'mtu', '1280'], ['br.100', 'mtu', '1500'], ['br.100', 'proxy_delay', '80']])
  expect(rows[4]?.path).toBe('/proc/sys/net/ipv6/conf/br.100/mtu')
  // sysctl(8) spells a dot in a name as a slash.
  expect(sysctls.search(rows[4]!)).toContain('net.ipv6.conf.br/100.mtu')
})

test('the gatherer reads this machine’s settings and leaves out what does not exist', async () => {
  const values = must(sysctlValues.parse(await gatherSysctls()))
  expect(conf6(values, 'all', 'forwarding')).toMatch(/^[01]$/)
  expect(conf6(values, 'lo', 'mtu')).toMatch(/^\d+$/)
  expect(values['net/ipv6/neigh/default/proxy_delay']).toMatch(/^\d+$/)
  expect(Object.values(values).every((value) => value !== '' && value === value.trim())).toBe(true)
  expect(Object.keys(values).every((path) => !path.startsWith('/'))).toBe(true)
})
