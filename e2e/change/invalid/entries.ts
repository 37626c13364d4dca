import type { HostName } from '../../fixtures'
import { at, type Case } from './schema-cases'
import { NO_LINK, NO_MAC, NO_NETWORK_NAME, NOT_PREFIX6, NOT_UNICAST6 } from './values'

/** `base` is right on the host that `setup` made; each of `wrong` is right but for one value. `only`: hosts that have what it takes. */
export type Entry = { base: Record<string, unknown>; only?: HostName; wrong: [path: string, values: readonly unknown[], field?: string][] }

/** What the tests need on the host, and how it goes again. */
export const SETUP = [
  // An engine that makes an IPv6 network turns forwarding on, and the host no longer listens to its router: an advertised route that is still there would end sometime in between.
  'docker network create --ipv6 --subnet 2001:db8:bad::/64 --gateway 2001:db8:bad::1 --aux-address spare=2001:db8:bad::a --subnet 172.29.8.0/24 -o com.docker.network.bridge.name=br-badnet bad-net',
  'docker run -d --name bad-c --network bad-net --ip6 2001:db8:bad::80 --ip 172.29.8.80 -p [::]:8998:80 busybox:lab sleep 100000',
  'docker network create --ipv6 --subnet 2001:db8:23:42:6::/80 bad-ruled',
  'ip -6 route flush dev eth0 proto ra',
  'docker run -d --name bad-free busybox:lab sleep 100000',
  'docker create --name bad-stopped busybox:lab true',
  'docker run -d --name bad-alone --network none busybox:lab sleep 100000',
  'ip -6 neigh add proxy 2001:db8:23:42::b1 dev eth0',
  'ip -6 addr add 2001:db8:23:42::b2/64 dev eth0 nodad',
  'ip -6 route add 2001:db8:b0::/64 via 2001:db8:23:42::1 dev eth0 proto static',
  'ip -6 neigh replace 2001:db8:23:42::b3 dev eth0 lladdr 02:42:ac:11:00:b3 nud permanent',
  'ip link add bad-br type bridge',
  'ip link add bad-v0 type veth peer name bad-v1',
  'ip link add bad-v2 type veth peer name bad-v3',
  'ip link set bad-v1 master bad-br',
  'if test -d /etc/ndppd.conf.d -o -x /usr/sbin/ndppd; then cp -a /etc/ndppd.conf /run/ndppd.conf.was; printf "proxy eth0 {\\n  rule 2001:db8:23:42:8::/80 {\\n    static\\n  }\\n}\\n" > /etc/ndppd.conf; fi',
].join(' && ')
export const CLEAN = [
  'docker rm -f bad-c bad-free bad-alone bad-stopped', 'docker network rm bad-net bad-ruled', 'ip -6 neigh del proxy 2001:db8:23:42::b1 dev eth0', 'ip -6 addr del 2001:db8:23:42::b2/64 dev eth0', 'ip -6 route del 2001:db8:b0::/64',
  'ip -6 neigh del 2001:db8:23:42::b3 dev eth0', 'ip link del bad-br', 'ip link del bad-v0', 'ip link del bad-v2', 'if test -x /usr/sbin/ndppd; then rm -f /etc/ndppd.conf; test -e /run/ndppd.conf.was && mv /run/ndppd.conf.was /etc/ndppd.conf; fi', 'true',
].join('; ')

/** A row that is kept, made by the test itself. */
export const KEPT_ADDRESS = '2001:db8:23:42::b5'
const KEPT = `proxies/eth0/${KEPT_ADDRESS}`
/** What only the product itself can set up. */
export const KEEPS = { rule: { network: 'bad-ruled', dev: 'eth0' }, entry: { address: KEPT_ADDRESS, dev: 'eth0' } }

const inPool = (subnet: string) => ['2001:db8:bad:9::1', '192.0.2.1', 'nonsense', subnet, '2001:db8:bad:1::1%eth0']
const SUBNETS = [...NOT_PREFIX6, '2001:db8:bad:1::1/64', 'fe80::/64', 'ff02::/64', '::/0', '::1/128', '2001:db8:bad:1::/127', '2000::/3', '2001:db8:bad::/64', '2001:db8:bad::/80', '2001:db8:bad::/48', '2001:db8:23:42::/64', '2001:db8:b0::/64', '64:ff9b::/96']
const NETWORK_OPTIONS: Entry['wrong'] = [
  ['mtu', [0, -1, 67, 1279, 65_536]],
  ['bridgeName', ['docker0', 'eth0', 'br-badnet-too-long', 'a/b', 'a b', '.', '..', 'a:b']],
  ['hostBinding', ['203.0.113.9', 'nonsense', '2001:db8:dead::1', '192.0.2.10/24']],
  ['hostIpv6', ['192.0.2.10', '2001:db8:dead::1', 'nonsense', '::1']],
  ['trustedHostInterfaces', [['no-such-link'], ['']]],
  ['parent', ['eth0']],
  ['mode', ['l3']],
  ['gatewayMode6', ['isolated']],
  ['gatewayMode4', ['isolated']],
  ['driver', ['overlay', 'host', 'vxlan']],
  ['options', [{ 'com.docker.network.driver.mtu': '1400' }, { 'com.docker.network.enable_ipv6': 'false' }, { 'a b': 'x' }, { '': 'x' }, { 'a=b': 'x' }]],
  ['labels', [{ 'a b': 'x' }, { '': 'x' }, { 'a=b': 'x' }, { a: 'x'.repeat(5000) }]],
]
const ROUTE_WAY: Entry['wrong'] = [
  ['via', [...NOT_UNICAST6, '192.0.2.1', '2001:db8:dead::1', '2001:db8:23:42::b2']],
  ['dev', NO_LINK],
  ['type', ['local', 'throw', 'multicast', 'Unicast']],
  ['mtu', [0, -1, 1279, 65_536]],
  ['src', [...NOT_UNICAST6, '2001:db8:dead::1', '192.0.2.10']],
]

/** Per kind of change. A kind that is not here fails the test: whoever adds one says what is wrong input for it. */
export const ENTRIES: Record<string, Entry> = {
  'networks.create': {
    base: { name: 'bad-new', driver: 'bridge', ipv6: true, ipv4: true, pools: [{ subnet: '2001:db8:bad:1::/64' }, { subnet: '172.29.9.0/24' }] },
    wrong: [
      ['name', [...NO_NETWORK_NAME, 'bad-net', 'bridge', 'host', 'none']],
      ['pools.0.subnet', SUBNETS],
      ['pools.1.subnet', ['172.29.9.1/24', '172.29.8.0/24', '172.29.0.0/16', '169.254.0.0/16', '224.0.0.0/24', '0.0.0.0/0', '172.29.9.0/31', '192.0.2.0/24', '2001:db8:bad:2::/64', '172.29.9/24']],
      ['pools.0.gateway', [...inPool('2001:db8:bad:1::/64'), '2001:db8:bad:1::']],
      ['pools.1.gateway', ['172.29.9.0', '172.29.9.255', '172.29.8.1', '172.29.9.256']],
      ['pools.0.range', ['2001:db8:bad:9::/80', '2001:db8:bad:1::1/80', '172.29.9.0/25', '2001:db8:bad::/48', 'nonsense']],
      ['pools.0.aux', [{ a: '2001:db8:bad:9::1' }, { a: 'nonsense' }, { a: '2001:db8:bad:1::5', b: '2001:db8:bad:1::5' }, { a: '192.0.2.1' }, { 'a b': '2001:db8:bad:1::5' }]],
      ['pools.0', [{ subnet: '2001:db8:bad:1::/64', strange: 1 }, {}, 'x', null]],
      ...NETWORK_OPTIONS,
    ],
  },
  'networks.recreate': {
    base: { name: 'bad-net', changes: { mtu: 1400 } },
    wrong: [
      ['name', ['bridge', 'host', 'none', 'no-such-network', '']],
      ['changes', [{}]],
      ['changes.pools', [[{ subnet: '2001:db8:bad::1/64' }], [{ subnet: '2001:db8:23:42::/64' }], [{ subnet: '2001:db8:bad::/64', gateway: '2001:db8:1::1' }], [{ subnet: 'nonsense' }]]],
      ...NETWORK_OPTIONS.filter(([path]) => path !== 'labels').map(([path, values]): Entry['wrong'][number] => [`changes.${path}`, values]),
    ],
  },
  'networks.remove': { base: { name: 'bad-net', disconnect: true }, wrong: [['name', ['bridge', 'host', 'none', 'no-such-network', '', 'bad-ne']], ['disconnect', [false]]] },
  'networks.connect': {
    base: { network: 'bad-net', container: 'bad-free', ipv6: '2001:db8:bad::90', ipv4: '172.29.8.90' },
    wrong: [
      ['network', ['no-such-network', '', 'host', 'none']],
      ['container', ['no-such-container', '', 'bad-c', 'bad-alone']],
      ['ipv6', [...NOT_UNICAST6, '2001:db8:bad:1::5', '2001:db8:bad::', '2001:db8:bad::1', '2001:db8:bad::80', '2001:db8:bad::a', '172.29.8.91']],
      ['ipv4', ['172.29.8.0', '172.29.8.255', '172.29.8.80', '172.29.8.1', '172.29.9.1', '172.29.8.256', '172.29.8', '2001:db8:bad::90', '172.29.8.90/24']],
      ['mac', NO_MAC.filter(Boolean)],
      ['aliases', [['a b'], [''], ['a', 'b/c'], ['-x'], ['a'.repeat(300)]]],
      ['gwPriority', [1e10, -1e10]],
    ],
  },
  'networks.disconnect': { base: { network: 'bad-net', container: 'bad-c' }, wrong: [['network', ['no-such-network', '']], ['container', ['no-such-container', '', 'bad-free']]] },
  'proxies.add': { base: { address: '2001:db8:23:42::b9', dev: 'eth0' }, wrong: [['address', ['', ...NOT_UNICAST6, '192.0.2.9', '2001:db8:23:42::b1', '2001:db8:23:42::b2']], ['dev', NO_LINK]] },
  'proxies.remove': { base: { address: '2001:db8:23:42::b1', dev: 'eth0' }, wrong: [['address', ['', ...NOT_UNICAST6, '2001:db8:23:42::b9', '192.0.2.9']]] },
  'addresses.add': { base: { address: '2001:db8:23:42::b8/64', dev: 'eth0' }, wrong: [['address', ['', ...NOT_PREFIX6, '2001:db8:23:42::b2/64', '2001:db8:23:42::b2/128', '::/64', '::1/128', 'ff02::5/64', 'fe80::5/10', '2001:db8::5/16', '192.0.2.77/24', '2001:db8:bad::80/64']], ['dev', NO_LINK]] },
  'addresses.remove': { base: { address: '2001:db8:23:42::b2/64', dev: 'eth0' }, wrong: [['address', ['', ...NOT_PREFIX6, '2001:db8:23:42::b2/80', '2001:db8:23:42::b8/64', '192.0.2.10/24']], ['dev', NO_LINK]] },
  'routes.add': {
    base: { dst: '2001:db8:b9::/64', via: '2001:db8:23:42::1', dev: 'eth0' },
    wrong: [['dst', ['', ...NOT_PREFIX6, '2001:db8:b9::1/64', 'ff00::/8', '::1/128', '192.0.2.0/24', 'Default']], ['table', ['', 'local', '255', '0', '-1', '4294967296', 'no such table', '1.5']], ['metric', [0, -1, 4_294_967_296]], ...ROUTE_WAY],
  },
  'routes.replace': {
    base: { dst: '2001:db8:b0::/64', metric: 1024, via: '2001:db8:23:42::1', dev: 'eth0', mtu: 1400 },
    wrong: [['dst', ['', ...NOT_PREFIX6, '2001:db8:b9::/64', '2001:db8:b0::1/64']], ['table', ['', 'local', '0']], ['metric', [0, -1]], ...ROUTE_WAY],
  },
  'routes.remove': { base: { dst: '2001:db8:b0::/64' }, wrong: [['dst', ['', ...NOT_PREFIX6, '2001:db8:b9::/64', '2001:db8:b0::1/64']], ['table', ['', 'local', '0']], ['from', ['', ...NOT_PREFIX6, '2001:db8:b9::/64', '2001:db8:b0::1/64']], ['via', NOT_UNICAST6], ['metric', [0, -1]]] },
  'neighbors.add': { base: { address: '2001:db8:23:42::b7', dev: 'eth0', mac: '02:42:ac:11:00:b7' }, wrong: [['address', ['', ...NOT_UNICAST6, '2001:db8:23:42::b2']], ['dev', NO_LINK], ['mac', NO_MAC]] },
  'neighbors.remove': { base: { address: '2001:db8:23:42::b3', dev: 'eth0' }, wrong: [['address', ['', ...NOT_UNICAST6, '2001:db8:23:42::b7']], ['dev', NO_LINK]] },
  'neighbors.flush': { base: { dev: 'eth0' }, wrong: [['dev', NO_LINK], ['state', ['', 'Permanent', 'noarp', 'none']]] },
  'bridges.create': { base: { name: 'bad-new', addresses: ['fd00:bad::1/64'] }, wrong: [['name', ['', 'a b', 'a/b', '.', 'eth0', 'docker0', 'bad-br', 'a'.repeat(16), 'br-0123456789ab', '-x', 'ä']], ['addresses', [...NOT_PREFIX6.map((one) => [one]), ['2001:db8:23:42::b2/64'], ['ff02::1/64'], ['fd00:bad::1/64', 'fd00:bad::1/64'], ['192.0.2.1/24']]]] },
  'bridges.remove': { base: { name: 'bad-br', detach: ['bad-v1'] }, wrong: [['name', ['', 'eth0', 'docker0', 'br-badnet', 'no-such-bridge']], ['detach', [[], ['bad-v2']]]] },
  'bridges.attach': { base: { dev: 'bad-v2', bridge: 'bad-br' }, wrong: [['dev', [...NO_LINK, 'lo', 'docker0', 'bad-v1']], ['bridge', ['', 'eth0', 'no-such-bridge']]] },
  'bridges.detach': { base: { dev: 'bad-v1', bridge: 'bad-br' }, wrong: [['dev', [...NO_LINK, 'bad-v2', 'eth0']], ['bridge', ['', 'eth0', 'no-such-bridge']]] },
  'sysctls.set': { base: { path: 'net/ipv6/conf/eth0/accept_dad', value: '2' }, wrong: [['path', ['', 'net/ipv6/conf/eth0', 'net/ipv6/conf/no-such-link/forwarding', 'kernel/sysrq', '/proc/sys/net/ipv6/conf/eth0/forwarding', 'net/ipv6/conf/../../../kernel/sysrq', 'net.ipv6.conf.eth0.accept_dad']], ['value', ['', '3', '-1', '1.5', '0x1', 'one', '1\n1', '1; reboot', '01', '99999999999']]] },
  'links.set-mtu': { base: { dev: 'bad-v2', mtu: 1400 }, wrong: [['dev', [...NO_LINK, 'lo']], ['mtu', [0, -1, 67, 65_536, 1500]]] },
  'ndppd.rule-add': { only: 'old', base: { dev: 'eth0', prefix: '2001:db8:23:42:9::/80', method: 'static' }, wrong: [['prefix', ['', ...NOT_PREFIX6, '2001:db8:23:42:8::/80', '192.0.2.0/24', 'ff00::/8']], ['dev', NO_LINK], ['method', ['Static', 'none']]] },
  'ndppd.rule-remove': { only: 'old', base: { dev: 'eth0', prefix: '2001:db8:23:42:8::/80' }, wrong: [['prefix', ['', ...NOT_PREFIX6, '2001:db8:23:42:9::/80']]] },
  'proxies.rule-add': { base: { network: 'bad-net', dev: 'eth0' }, wrong: [['network', ['', 'no-such-network', 'host', 'none']], ['dev', [...NO_LINK, 'lo']]] },
  'proxies.rule-remove': { base: { network: 'bad-ruled', dev: 'eth0' }, wrong: [['network', ['', 'no-such-network', 'bad-net']], ['dev', NO_LINK]] },
  'kept.forget': { base: { key: KEPT }, wrong: [['key', ['', 'proxies/eth0', 'nonsense', '../../etc/passwd', `${KEPT}0`]]] },
  'containers.publish': {
    base: { container: 'bad-c', bindings: [{ containerPort: 80, hostAddress: '::', hostPort: 8999 }] },
    wrong: [
      ['container', ['', 'no-such-container']],
      ['bindings', [[]]],
      ['bindings.0.containerPort', [0, -1, 65_536]],
      ['bindings.0.containerPortEnd', [0, 79, 65_536]],
      ['bindings.0.hostAddress', [...NOT_UNICAST6.filter((one) => one !== '::' && one !== '::1'), '2001:db8:dead::1', '203.0.113.9', '2001:db8:bad::80']],
      ['bindings.0.hostPort', [-1, 65_536, 8998, 8666]],
      ['bindings.0.hostPortEnd', [-1, 8998, 65_536]],
    ],
  },
  'containers.create': {
    base: { name: 'bad-made', image: 'busybox:lab', network: 'bad-net', ipv6: '2001:db8:bad::90', ipv4: '172.29.8.90', bindings: [{ containerPort: 80, hostAddress: '::', hostPort: 8999 }] },
    wrong: [
      ['name', ['', 'a', '-x', 'a b', 'a/b', 'ä1', 'bad-c', 'a'.repeat(201)]],
      ['image', ['', 'no-such-image', 'busybox:none', 'sha256:00']],
      ['network', ['', 'no-such-network']],
      ['ipv6', [...NOT_UNICAST6, '2001:db8:bad:1::5', '2001:db8:bad::', '2001:db8:bad::1', '2001:db8:bad::80', '172.29.8.91']],
      ['ipv4', ['172.29.8.0', '172.29.8.255', '172.29.8.80', '172.29.9.1', '172.29.8.256', '2001:db8:bad::90']],
      ['restart', ['', 'Always', 'never']],
      ['retries', [-1, 1001, 3]],
      ['command', [['a\0b'], [7]]],
      ['env', [[{ name: 'a b', value: '' }], [{ name: '', value: '' }], [{ name: 'A=B', value: '' }], [{ name: 'A', value: 'x\0' }], [{ name: 'A' }], [{ name: 'A', value: '1' }, { name: 'A', value: '2' }]]],
      ['mounts', [
        [{ type: 'bind', source: 'relative', target: '/x' }], [{ type: 'bind', source: '/tmp/../etc', target: '/x' }], [{ type: 'bind', source: '/tmp', target: 'x' }], [{ type: 'tmpfs', source: '/x', target: '/y' }],
        [{ type: 'volume', source: 'a/b', target: '/y' }], [{ type: 'volume', source: 'bad-v', target: '/' }], [{ type: 'nfs', source: 'x', target: '/y' }], [{ type: 'volume', source: 'bad-v', target: '/y' }, { type: 'tmpfs', target: '/y/' }],
      ]],
      ['bindings.0.hostAddress', [...NOT_UNICAST6.filter((one) => one !== '::' && one !== '::1'), '2001:db8:dead::1', '203.0.113.9']],
      ['bindings.0.hostPort', [-1, 65_536, 8998, 8666]],
    ],
  },
  'containers.start': { base: { container: 'bad-stopped' }, wrong: [['container', ['', 'no-such-container', 'bad-c']]] },
  'containers.stop': { base: { container: 'bad-free' }, wrong: [['container', ['', 'no-such-container', 'bad-stopped']]] },
  'containers.start-late': { base: { on: true }, wrong: [['on', [false]]] },
  'containers.unpublish': { base: { container: 'bad-c', bindings: [{ containerPort: 80, hostAddress: '::', hostPort: 8998 }] }, wrong: [['container', ['', 'no-such-container']], ['bindings', [[]]], ['bindings.0', [{ containerPort: 81, hostAddress: '::', hostPort: 8998 }, { containerPort: 80, hostAddress: '::', hostPort: 8997 }]]] },
  'engine.configure': { base: { set: { 'log-level': 'debug' } }, wrong: [['set', [{}, { 'no-such-key': 1 }, { ipv6: 'yes' }, { 'fixed-cidr-v6': 'nonsense' }, { 'default-address-pools': 'x' }, { mtu: -1 }, { bip: '300.0.0.1/24' }, { hosts: 7 }]], ['unset', [['log-level']]]] },
  'engine.write-file': { base: { text: '{\n  "log-level": "debug"\n}\n' }, wrong: [['text', ['', ' ', '{', '[]', 'null', '"x"', '{"log-level":"debug",}', '{"ipv6":"yes"}', '{"no-such-key":1}', '{"mtu":1,"mtu":2}']]] },
  'ndppd.service': { only: 'old', base: { run: true, boot: true }, wrong: [] },
}

/** The cases of one kind out of its table. */
export function valueCases(kind: string, { base, wrong }: Entry): Case[] {
  return wrong.flatMap(([path, values, field]) => values.map((value) => ({ kind, input: at(base, path.split('.'), value), field: field ?? path, why: JSON.stringify(value).slice(0, 80) })))
}
