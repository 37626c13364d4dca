import { expect, test } from '../fixtures'
import { rebootHost, routerExec } from '../lab/api.mjs'
import { applied, tidied } from './speak'

/** A second link of the host, with somebody behind it: made by the host itself at every start, as a network card would be there. */
const LINK = 'keepport0'
const UNIT = '/etc/systemd/system/second-link.service'
const BEHIND = '2001:db8:23:42:b::2'
const BEHIND_BEHIND = '2001:db8:b0::1'
const SECOND_LINK = `[Unit]
DefaultDependencies=no
After=local-fs.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -ec 'ip netns add far; ip link add ${LINK} type veth peer name far0 netns far; ip -n far link set lo up; ip -n far addr add ${BEHIND}/80 dev far0 nodad; ip -n far addr add ${BEHIND_BEHIND}/128 dev lo; ip -n far link set far0 up; ip -n far route add default via 2001:db8:23:42:b::1 dev far0; ip link set ${LINK} up'
ExecStop=/bin/sh -c 'ip link del ${LINK}; ip netns del far; true'
[Install]
WantedBy=multi-user.target
`
const NET = 'keep-net'
const WEB = '2001:db8:23:42:c::80'

/** One of every kind that dock6 keeps. */
const BRIDGE = { kind: 'bridges.create', input: { name: 'keepbr0', addresses: ['2001:db8:23:42:b::1/80'], keep: true } }
const ON_IT = [
  { kind: 'bridges.attach', input: { dev: LINK, bridge: 'keepbr0', keep: true } },
  { kind: 'addresses.add', input: { address: '2001:db8:23:42::ee/64', dev: 'eth0', keep: true } },
  { kind: 'routes.add', input: { dst: '2001:db8:b0::/64', via: BEHIND, dev: 'keepbr0', keep: true } },
  { kind: 'neighbors.add', input: { address: '2001:db8:23:42:b::3', dev: 'keepbr0', mac: '02:00:00:00:00:03', keep: true } },
  { kind: 'proxies.add', input: { address: BEHIND, dev: 'eth0', keep: true } },
  { kind: 'sysctls.set', input: { path: 'net/ipv6/conf/eth0/proxy_ndp', value: '1', keep: true } },
]
const RULE = { kind: 'proxies.rule-add', input: { network: NET, dev: 'eth0' } }

type Sh = (...argv: string[]) => Promise<string>

/** What the kernel has of it, one line for each kind. */
async function seen(sh: Sh): Promise<Record<string, boolean>> {
  const has = async (argv: string, words: string) => (await sh('sh', '-c', `${argv} 2>/dev/null || true`)).includes(words)
  return {
    bridge: await has('ip -d link show dev keepbr0 up', 'bridge '),
    port: await has(`ip link show dev ${LINK}`, 'master keepbr0'),
    'address of the bridge': await has('ip -6 addr show dev keepbr0', '2001:db8:23:42:b::1/80'),
    address: await has('ip -6 addr show dev eth0', '2001:db8:23:42::ee/64'),
    route: await has('ip -6 route show dev keepbr0', `2001:db8:b0::/64 via ${BEHIND}`),
    neighbor: await has('ip -6 neigh show dev keepbr0 nud permanent', '2001:db8:23:42:b::3 lladdr 02:00:00:00:00:03'),
    'proxy entry': await has('ip -6 neigh show proxy dev eth0', BEHIND),
    'entry of the rule': await has('ip -6 neigh show proxy dev eth0', WEB),
    sysctl: await has('sysctl -n net.ipv6.conf.eth0.proxy_ndp', '1'),
  }
}

/** Who can be reached by it: from the host over bridge, port and route, from the router by address, proxy entry and rule. */
async function reached(sh: Sh): Promise<Record<string, boolean>> {
  const ping = (address: string) => sh('sh', '-c', `ping -6 -c 1 -W 1 ${address} >/dev/null && echo yes || true`)
  const router = async (address: string) => (await routerExec(['sh', '-c', `ip -6 neigh flush to ${address} 2>/dev/null; ping -6 -c 1 -W 2 ${address}`])).code === 0
  // What lies behind the entry is forwarded only if the firewall of the engine lets it; that the host answers for it is seen in the router.
  await router(BEHIND)
  return {
    'behind the port': (await ping(BEHIND)) === 'yes\n',
    'by the route': (await ping(BEHIND_BEHIND)) === 'yes\n',
    'the address, by the router': await router('2001:db8:23:42::ee'),
    'the proxy entry, by the router': /lladdr/.test((await routerExec(['ip', '-6', 'neigh', 'show', BEHIND])).stdout),
    'the container, by the router': await router(WEB),
    'its page, by the router': (await routerExec(['curl', '-gs', '--max-time', '2', `http://[${WEB}]/`])).stdout === 'kept\n',
  }
}

const missing = async (what: Promise<Record<string, boolean>>) => Object.entries(await what).filter(([, there]) => !there).map(([name]) => name)

test('@change what is kept is there again, and works, after IPv6 was off on its link and after the host restarted', async ({ page, sh, host, journal }) => {
  test.setTimeout(180_000)
  const clean = async () => {
    await page.goto('/api/v1/health')
    await tidied(page, { kind: 'proxies.rule-remove', input: RULE.input })
    await tidied(page, { kind: 'sysctls.set', input: { path: 'net/ipv6/conf/eth0/proxy_ndp', value: '0', keep: false } })
    const kept = await page.evaluate(async () => (await (await fetch('/api/v1/hosts/local/kept?limit=100')).json()) as { rows: { key: string }[] })
    for (const { key } of kept.rows) await tidied(page, { kind: 'kept.forget', input: { key } })
    await sh('sh', '-c', `docker rm -f keep-web; docker network rm ${NET}; ip -6 neigh del proxy ${BEHIND} dev eth0; ip -6 addr del 2001:db8:23:42::ee/64 dev eth0; ip link del keepbr0; systemctl disable --now second-link; rm -f ${UNIT}; systemctl daemon-reload; true`)
  }
  await sh('sysctl', '-qw', 'net.ipv6.conf.eth0.proxy_ndp=0')
  await sh('sh', '-c', `printf '%s' "$0" > ${UNIT} && systemctl daemon-reload && systemctl enable --now second-link`, SECOND_LINK)
  try {
    await sh('docker', 'network', 'create', '--ipv6', '--subnet', '2001:db8:23:42:c::/80', ...(host === 'modern' ? ['-o', 'com.docker.network.bridge.gateway_mode_ipv6=routed'] : []), NET)
    await sh('docker', 'run', '-d', '--name', 'keep-web', '--restart', 'always', '--network', NET, '--ip6', WEB, '-p', '80', 'busybox:lab', 'sh', '-c', 'echo kept > index.html && exec httpd -f -p [::]:80')
    await applied(page, BRIDGE)
    await applied(page, ...ON_IT)
    await applied(page, RULE)
    expect(await missing(seen(sh))).toEqual([])
    await expect.poll(() => missing(reached(sh)), { timeout: 15_000 }).toEqual([])

    // Nothing tells of this switch but what the kernel gives a link with IPv6; here that is no link-local address.
    await sh('ip', 'link', 'set', 'keepbr0', 'addrgenmode', 'none')
    await sh('sysctl', '-qw', 'net.ipv6.conf.keepbr0.disable_ipv6=1', 'net.ipv6.conf.keepbr0.disable_ipv6=0')
    await expect.poll(() => missing(seen(sh)), { timeout: 10_000, message: 'IPv6 was off and is on again' }).toEqual([])

    journal.allow.push(/./)
    await rebootHost(host)
    await expect.poll(() => missing(seen(sh)), { timeout: 20_000, message: 'after the restart' }).toEqual([])
    await expect.poll(() => missing(reached(sh)), { timeout: 20_000, message: 'after the restart' }).toEqual([])
    // Addresses were there before the engine began: containers may publish on them.
    const began = async (unit: string) => Number(/=(\d+)/.exec(await sh('systemctl', 'show', '-p', 'ExecMainStartTimestampMonotonic', unit))?.[1])
    expect(await began('dock6-boot')).toBeLessThan(await began('docker'))
  } finally {
    await clean()
  }
})
