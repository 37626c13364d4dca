import type { HostName } from '../../fixtures'

/** One form of the product: where it opens, how it is filled in rightly, and what is wrong then in one box (`in`: the part of the form it stands in). */
export type FormEntry = {
  name: string
  kind: string
  only?: HostName
  /** `route`: the key of the row of 2001:db8:b0::/64. */
  url(route: string): string
  right: Box[]
  wrong: Box[]
}
type Box = { label: string; in?: string; value: string }

const box = (label: string, value: string, part?: string): Box => ({ label, value, ...(part ? { in: part } : {}) })
const address = (label: string) => ['2001:db8::1::2', '2001:db8::g', '[2001:db8::1]'].map((value) => box(label, value))

/** Forms without a box that could be filled in wrongly. */
export const BOXLESS = ['containers.unpublish']

/** Every form; that none is missing is tested against the source. They stand on the host that `SETUP` makes. */
export const FORMS: FormEntry[] = [
  {
    name: 'a new network', kind: 'networks.create', url: () => 'networks?new=1',
    right: [box('Name', 'bad-new'), box('Subnet', '2001:db8:bad:1::/64', 'IPv6')],
    wrong: [box('Name', 'x y'), box('Name', ''), box('Subnet', '2001:db8:bad:1::1/64', 'IPv6'), box('Subnet', '2001:db8:23:42::/64', 'IPv6'), box('Gateway', '2001:db8:9::1', 'IPv6'), box('Range for containers', '2001:db8:9::/80', 'IPv6'), box('MTU', '1279'), box('MTU', 'many'), box('Name of the bridge', 'docker0'), box('Published ports bind to', '203.0.113.9'), box('Labels', 'no pair'), box('Driver options', 'com.docker.network.driver.mtu=1400')],
  },
  {
    name: 'options of a network', kind: 'networks.recreate', url: () => 'networks?new=recreate&for=bad-net', right: [],
    wrong: [box('MTU', '67'), box('Subnet', '2001:db8:bad::1/64', 'IPv6'), box('Reserved addresses', 'spare=2001:db8:9::1', 'IPv6'), box('Name of the bridge', 'eth0')],
  },
  {
    name: 'a container for a network', kind: 'networks.connect', url: () => 'networks?new=connect&for=bad-net', right: [box('Container', 'bad-free')],
    wrong: [box('Container', 'no-such-container'), box('Container', 'bad-c'), box('IPv6 address', '2001:db8:bad::80'), box('IPv6 address', 'gg'), box('IPv4 address', '172.29.8.255'), box('Aliases', 'a/b')],
  },
  {
    name: 'a network for a container', kind: 'networks.connect', url: () => 'containers?new=connect&for=bad-free', right: [box('Network', 'bad-net')],
    wrong: [box('Network', 'no-such-network'), box('Network', ''), box('IPv6 address', '2001:db8:bad::1')],
  },
  { name: 'an address', kind: 'addresses.add', url: () => 'addresses?new=1', right: [box('Address and length', '2001:db8:23:42::b8/64'), box('Link', 'eth0')], wrong: [...address('Address and length'), box('Address and length', 'ff02::5/64'), box('Link', 'no-such-link'), box('Link', '')] },
  { name: 'a route', kind: 'routes.add', url: () => 'routes?new=1', right: [box('Destination', '2001:db8:b9::/64'), box('Next hop', '2001:db8:23:42::1'), box('Link', 'eth0')], wrong: [box('Destination', '2001:db8:b9::1/64'), ...address('Next hop'), box('Link', 'no-such-link'), box('Table', 'local'), box('Metric', 'low'), box('MTU', '1279'), box('Source address', '2001:db8:dead::1')] },
  { name: 'another way for a route', kind: 'routes.replace', url: (route) => `routes?new=change&for=${encodeURIComponent(route)}`, right: [], wrong: [box('Next hop', '2001:db8:dead::1'), box('Link', 'no-such-link'), box('MTU', '1279')] },
  { name: 'a neighbor', kind: 'neighbors.add', url: () => 'neighbors?new=1', right: [box('Address', '2001:db8:23:42::b7'), box('Link', 'eth0'), box('MAC address', '02:42:ac:11:00:b7')], wrong: [...address('Address'), box('Link', 'no-such-link'), box('MAC address', '02:42'), box('MAC address', '33:33:00:00:00:01')] },
  { name: 'a proxy entry', kind: 'proxies.add', url: () => 'proxies?new=1', right: [box('Address', '2001:db8:23:42::b9'), box('Answers on', 'eth0')], wrong: [...address('Address'), box('Address', '2001:db8:23:42::b1'), box('Answers on', 'no-such-link')] },
  { name: 'a bridge', kind: 'bridges.create', url: () => 'bridges?new=1', right: [box('Name', 'bad-new')], wrong: [box('Name', 'a b'), box('Name', 'eth0'), box('Addresses and lengths', '2001:db8::1'), box('Addresses and lengths', 'ff02::1/64')] },
  { name: 'a link for a bridge', kind: 'bridges.attach', url: () => 'bridges?new=attach&for=bad-br', right: [box('Link', 'bad-v2')], wrong: [box('Link', 'no-such-link'), box('Link', 'bad-v1'), box('Link', 'lo'), box('Bridge', 'eth0')] },
  { name: 'a setting', kind: 'sysctls.set', url: () => `sysctls?open=${encodeURIComponent('net/ipv6/conf/eth0/mtu')}`, right: [], wrong: [box('New value', '1279'), box('New value', '99999'), box('New value', 'much')] },
  { name: 'settings of the engine', kind: 'engine.configure', url: () => 'engine?new=configure', right: [], wrong: [box('fixed-cidr-v6', 'fd00::'), box('mtu', 'many'), box('default-gateway-v6', '2001:db8::g'), box('dns', '2001:db8::1::2'), box('default-address-pools', 'fd00:9::/48')] },
  { name: 'the file of the engine', kind: 'engine.write-file', url: () => 'engine?new=file', right: [], wrong: [box('Text of the file', '{'), box('Text of the file', '[]'), box('Text of the file', '{ "mtu": "many" }'), box('Text of the file', '{ "no-such-key": 1 }')] },
  { name: 'a rule for proxy entries', kind: 'proxies.rule-add', url: () => 'proxies?view=rules&new=rule', right: [box('Containers of', 'bad-net'), box('Answer on', 'eth0')], wrong: [box('Containers of', ''), box('Containers of', 'no-such-network'), box('Answer on', 'no-such-link'), box('Answer on', '')] },
  {
    name: 'ports of a container', kind: 'containers.publish', url: () => 'ports?new=publish&for=bad-free',
    right: [box('Container port', '80'), box('At', 'typed'), box('Address', '2001:db8:23:42::b2'), box('Host port', '8991')],
    wrong: [box('Container port', 'many'), box('Container port', '70000'), box('Container', 'no-such-container'), ...address('Address'), box('Address', 'fe80::5'), box('Address', '2001:db8:23:42::dead'), box('Host port', '0'), box('Host port', '65536')],
  },
  {
    name: 'a new container', kind: 'containers.create', url: () => 'containers?new=create',
    right: [box('Name', 'bad-made'), box('Image', 'busybox:lab'), box('Network', 'bad-net'), box('Container port', '80'), box('At', '::'), box('Host port', '8992')],
    wrong: [box('Name', ''), box('Name', 'a b'), box('Name', 'bad-c'), box('Image', 'no-such-image'), box('Command', 'sh -c "open'), box('Variables', 'no pair'), box('Network', 'no-such-network'), box('Its IPv6 address there', '2001:db8:bad::80'), box('Its IPv4 address there', '172.29.8.255')],
  },
  { name: 'a rule of ndppd', kind: 'ndppd.rule-add', only: 'old', url: () => 'proxies?view=ndppd&new=ndppd', right: [box('Answers on', 'eth0'), box('Prefix', '2001:db8:23:42:9::/80'), box('Asks on', 'br-badnet')], wrong: [box('Answers on', 'no-such-link'), box('Prefix', '2001:db8:23:42:9::'), box('Prefix', '192.0.2.0/24')] },
]
