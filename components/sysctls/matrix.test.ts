import { expect, test } from 'vitest'
import type { Sysctl } from '../../lib/features/sysctls/schema'
import { arrange, ignoresRouters, narrow, type LineLink } from './matrix'

const setting = (key: string, value = '1'): Sysctl => {
  const dev = /(?:conf|neigh)\/([^/]+)/.exec(key)?.[1] ?? null
  return { key, path: `/proc/sys/${key}`, dev, name: key.slice(key.lastIndexOf('/') + 1), value, kept: null, setBy: [] }
}
const link = (name: string, more: Partial<LineLink> = {}): LineLink => ({ name, kind: 'ether', master: null, uplink: false, network: null, container: null, ...more })

const rows = [
  setting('net/ipv6/bindv6only', '0'), setting('net/ipv4/conf/all/forwarding'),
  ...['veth1', 'br-1', 'lo', 'eth0', 'default', 'all'].flatMap((dev) => [setting(`net/ipv6/conf/${dev}/forwarding`), setting(`net/ipv6/conf/${dev}/accept_ra`)]),
  setting('net/ipv6/neigh/eth0/proxy_delay', '80'),
]
const matrix = arrange(rows, [link('eth0'), link('lo', { kind: 'loopback' }), link('br-1', { kind: 'bridge', network: { id: 'n', name: 'shop' } }), link('veth1', { kind: 'veth', master: 'br-1', container: { id: 'c', name: 'web' } })])

test('links in order of interest, settings without a link aside', () => {
  expect(matrix.lines.map(({ dev }) => dev)).toEqual(['all', 'default', 'eth0', 'lo', 'br-1', 'veth1'])
  expect(matrix.names).toEqual(['forwarding', 'accept_ra', 'proxy_delay'])
  expect(matrix.whole.map(({ key }) => key)).toEqual(['net/ipv6/bindv6only', 'net/ipv4/conf/all/forwarding'])
})

test('words narrow lines by link, network and container, and columns by setting', () => {
  const found = narrow(matrix, 'web accept_ra')
  expect(found.lines.map(({ dev }) => dev)).toEqual(['veth1'])
  expect(found.names).toEqual(['accept_ra'])
  expect(narrow(matrix, 'bindv6').whole).toHaveLength(1)
  expect(narrow(matrix, 'nothing').lines).toEqual([])
})

test('a link of the host that forwards and has accept_ra 1 ignores routers; a bridge may', () => {
  expect(matrix.lines.filter(ignoresRouters).map(({ dev }) => dev)).toEqual(['eth0'])
})
