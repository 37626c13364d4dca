import { expect, test } from 'vitest'
import { orphansAmong } from './orphans'

const MADE = { subnets: ['172.29.5.0/24', '2001:db8:fa12::/64'], bridge: null }
const link = (ifname: string, ...all: string[]) => ({ ifname, addr_info: all.map((local) => ({ local })) })

test('a bridge with addresses of the network that is no network’s', () => {
  const links = [
    link('br-81b87aaf55d3', '172.29.5.1', '2001:db8:fa12::1', 'fe80::1'),
    link('br-943dfe429508', '172.29.5.1'),
    link('br-000000000001', '172.30.0.1'),
    link('br-000000000002'),
    link('docker0', '172.29.5.9'),
    link('br-lan', '2001:db8:fa12::5'),
    link('virbr0', '2001:db8:fa12::5'),
    // What `ip` prints of links that it leaves out.
    {},
  ]
  const networks = [{ Id: '943dfe42950800000000' }, { Id: 'ffffffffffff', Options: { 'com.docker.network.bridge.name': 'docker0' } }]
  expect(orphansAmong(links, MADE, networks)).toEqual(['br-81b87aaf55d3'])
  expect(orphansAmong(links, { ...MADE, bridge: 'br-lan' }, networks)).toEqual(['br-81b87aaf55d3', 'br-lan'])
  expect(orphansAmong(links, { ...MADE, bridge: 'br-lan' }, [...networks, { Id: 'x', Options: { 'com.docker.network.bridge.name': 'br-lan' } }])).toEqual(['br-81b87aaf55d3'])
})
