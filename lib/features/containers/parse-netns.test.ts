import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseDefaultRoute, parseIfInet6, parseSockets } from './parse-netns'
import { containerNetns } from './readings'

const fixture: unknown = JSON.parse(readFileSync(new URL('fixtures/docker-28-netns.json', import.meta.url), 'utf8'))

describe('container-netns', () => {
  test('reads a real container: address, router, listeners of both families', () => {
    const result = containerNetns.parse(fixture)
    if (!result.ok) throw new Error(result.problem.message)
    const web = result.value.find((one) => one.addresses.some((a) => a.address === '2001:db8:e:1::80'))
    expect(web?.addresses).toContainEqual({ dev: 'eth0', address: '2001:db8:e:1::80', length: 64, scope: 'global', flags: ['nodad'] })
    expect(web?.addresses).toContainEqual({ dev: 'lo', address: '::1', length: 128, scope: 'host', flags: [] })
    expect(web?.defaultRoute6).toEqual({ via: '2001:db8:e:1::1', dev: 'eth0' })
    expect(web?.listening).toContainEqual({ proto: 'tcp', family: 6, address: '::', port: 80 })
    expect(web?.listening).toContainEqual({ proto: 'tcp', family: 4, address: '0.0.0.0', port: 81 })
    expect(web?.links.find((link) => link.name === 'eth0')).toMatchObject({ index: 2, mac: expect.stringMatching(/^..:/), iflink: expect.any(Number) })
  })

  test('leaves out the container in the host namespace and tells twins of one namespace the same', () => {
    const result = containerNetns.parse(fixture)
    if (!result.ok) throw new Error(result.problem.message)
    const withAddress = result.value.filter((one) => one.addresses.some((a) => a.address === '2001:db8:e:1::80'))
    expect(withAddress).toHaveLength(2)
    expect(result.value).toHaveLength(4)
  })

  test.each([null, 5, 'x', [null], [{ id: 'a' }], [{ id: 'a', pid: 1, links: null, files: {} }], { length: 3 }])('refuses %j without throwing', (raw) => {
    expect(containerNetns.parse(raw)).toMatchObject({ ok: false, problem: { code: 'unreadable_output' } })
  })
})

describe('kernel files', () => {
  test('names the flags of addresses', () => {
    const lines = ['20010db8000000000000000000000001 02 40 00 40 eth0', '20010db8000000000000000000000002 02 40 00 88     eth0', '20010db8000000000000000000000003 02 40 00 21 eth0']
    expect(parseIfInet6(lines.join('\n')).map((a) => a.flags)).toEqual([['tentative', 'dynamic'], ['dadfailed'], ['temporary', 'deprecated', 'dynamic']])
  })

  test('takes the default route with the lowest metric that has a router', () => {
    const zero = '0'.repeat(32)
    const route = (via: string, metric: string, flags: string, dev: string) => `${zero} 00 ${zero} 00 ${via} ${metric} 00000001 00000000 ${flags}     ${dev}`
    const one = `fe80${'0'.repeat(27)}1`
    const two = `fe80${'0'.repeat(27)}2`
    expect(parseDefaultRoute([route(zero, 'ffffffff', '00200200', 'lo'), route(one, '00000400', '00000003', 'eth0'), route(two, '00000100', '00000003', 'eth1')].join('\n'))).toEqual({ via: 'fe80::2', dev: 'eth1' })
    expect(parseDefaultRoute(route(zero, 'ffffffff', '00200200', 'lo'))).toBeNull()
  })

  test('counts listeners once, skips connections, and reads mapped and loopback addresses', () => {
    const tcp6 = [
      '  sl  local_address                         remote_address                        st',
      '   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000',
      '   1: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000',
      '   2: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000',
      '   3: B80D0120000000000000000001000000:1F90 B80D0120000000000000000002000000:A000 01 00000000:00000000',
    ]
    expect(parseSockets(tcp6.join('\n'), 'tcp', 6)).toEqual([
      { proto: 'tcp', family: 6, address: '::', port: 80 },
      { proto: 'tcp', family: 6, address: '::1', port: 8080 },
    ])
    expect(parseSockets('  0: 0B00007F:9C41 00000000:0000 07', 'udp', 4)).toEqual([{ proto: 'udp', family: 4, address: '127.0.0.11', port: 40001 }])
  })

  test('survives lines that make no sense', () => {
    const junk = ['', 'zz', '20010db8', 'x'.repeat(1_000_000), '20010db8000000000000000000000001 zz zz zz zz eth0', '0: 00:zz 1 0A'].join('\n')
    expect(parseIfInet6(junk)).toEqual([])
    expect(parseDefaultRoute(junk)).toBeNull()
    expect(parseSockets(junk, 'tcp', 6)).toEqual([])
  })
})
