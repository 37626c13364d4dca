import { applied, takenBack } from '../change/speak'
import { expect, test } from '../fixtures'
import { labInfo, routerExec } from '../lab/api.mjs'

const NAME = 'many-web'
const ECHO = 'many-echo'
const ADDRESSES = { modern: '2001:db8:23:42::d1', old: '2001:db8:23:42::d2' }
const SERVE = `mkdir /w; echo many > /w/index.html; for p in 80 9000 9001; do httpd -p "[::]:$p" -h /w; done; trap 'exit 0' TERM; while :; do sleep 1 & wait $!; done`
/** Says back what it hears, over IPv4 and IPv6; and one who asks it. */
const LISTEN = "const s = require('dgram').createSocket('udp6'); s.on('message', (said, from) => s.send('heard ' + said, from.port, from.address)); s.bind(53, '::')"
const ASK = "const [host, port] = process.argv.slice(1), s = require('dgram').createSocket('udp6'); s.on('message', (said) => { console.log(String(said)); process.exit() }); setInterval(() => s.send('udp', Number(port), host), 200); setTimeout(() => process.exit(1), 5000)"

test.describe('@publish many bindings at once', () => {
  const clean = (address: string) => `systemctl stop ${ECHO} 2>/dev/null; docker rm -fv ${NAME} 2>/dev/null; docker network rm many-net 2>/dev/null; ip addr del ${address}/64 dev eth0 2>/dev/null; true`
  test.afterEach(async ({ host, sh }) => void (await sh('sh', '-c', clean(ADDRESSES[host]))))

  test('a range, UDP, all IPv6 and all IPv4 addresses, and one beside what was there: open as asked, nowhere else; undone, closed', async ({ page, host, sh, json }) => {
    test.setTimeout(90_000)
    const address = ADDRESSES[host]
    await sh('sh', '-c', `${clean(address)}; ip addr add ${address}/64 dev eth0 nodad; docker network create --ipv6 --subnet 2001:db8:f4::/64 --subnet 10.234.0.0/24 many-net`)
    await sh('docker', 'run', '-d', '--name', NAME, '--network', 'many-net', '--stop-timeout', '1', '-p', '127.0.0.1:18082:80', 'busybox:lab', 'sh', '-c', SERVE)
    const ports = async () => {
      const [{ NetworkSettings }] = (await json('docker', 'inspect', NAME)) as [{ NetworkSettings: { Ports: Record<string, { HostIp: string; HostPort: string }[] | null> } }]
      return Object.entries(NetworkSettings.Ports).flatMap(([port, places]) => (places ?? []).map(({ HostIp, HostPort }) => `${port} ${HostIp} ${HostPort}`)).sort()
    }
    const listening = async () => (await sh('ss', '-Hltun', '( sport = :80 or sport = :5353 or sport = :18080 or sport = :19000 or sport = :19001 )')).trim().split('\n').filter(Boolean).length
    const [before, open] = [await ports(), await listening()]
    expect(before).toEqual(['80/tcp 127.0.0.1 18082'])

    const done = await applied(page, {
      kind: 'containers.publish',
      input: {
        container: NAME,
        bindings: [
          { containerPort: 9000, containerPortEnd: 9001, hostAddress: address, hostPort: 19000, hostPortEnd: 19001 },
          { proto: 'udp', containerPort: 53, hostAddress: address, hostPort: 5353 },
          { containerPort: 80, hostAddress: '::', hostPort: 18080 },
          { containerPort: 80, hostAddress: '0.0.0.0', hostPort: 18080 },
          { containerPort: 80, hostAddress: address, hostPort: 80 },
        ],
      },
    })
    expect(await ports()).toEqual([...before, `53/udp ${address} 5353`, '80/tcp 0.0.0.0 18080', '80/tcp :: 18080', `80/tcp ${address} 80`, `9000/tcp ${address} 19000`, `9001/tcp ${address} 19001`].sort())
    const { address: six } = labInfo().hosts.find(({ name }) => name === host)!
    const [eth0] = (await json('ip', '-j', '-4', 'addr', 'show', 'dev', 'eth0')) as { addr_info: { local: string }[] }[]
    for (const at of [`[${address}]`, `[${address}]:19000`, `[${address}]:19001`, `[${six}]:18080`, `${eth0!.addr_info[0]!.local}:18080`]) expect((await routerExec(['curl', '-gsS', '--max-time', '5', `http://${at}/`])).stdout, at).toBe('many\n')
    const pid = (await sh('docker', 'inspect', '-f', '{{.State.Pid}}', NAME)).trim()
    await sh('systemd-run', '--unit', ECHO, '--collect', 'nsenter', '-t', pid, '-n', 'node', '-e', LISTEN)
    expect((await routerExec(['node', '-e', ASK, address, '5353'])).stdout).toBe('heard udp\n')

    await takenBack(page, done.id)
    expect([await ports(), await listening()]).toEqual([before, open])
  })
})
