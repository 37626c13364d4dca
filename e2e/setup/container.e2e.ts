import { expect, test } from '../fixtures'
import { consoleReady, hostExec, resetHost, type HostName } from '../lab/api.mjs'
import { putCompose } from '../lab/compose.mjs'
import { NODE_IMAGE, putNodeImage } from '../lab/node-image.mjs'
import { settledSnapshot, untilAsBefore } from '../snapshot'
import { applied, preview, takenBack } from '../change/speak'
import { CHECKOUT, copyCheckout } from './checkout'
import { apply, choose, pick, toWays } from './clicks.mjs'
import { addressOf, begin, checked, firstContainer, routerFetches, serve, whole } from './wizard'

const KEPT = '2001:db8:23:42::c8'

/** Docker Compose on the checkout; the classic builder, which both engines have. */
const compose = (host: HostName, ...argv: string[]) => hostExec(host, ['sh', '-c', `cd ${CHECKOUT} && DOCKER_BUILDKIT=0 DOCK6_BASE=${NODE_IMAGE} exec docker-compose "$@"`, 'docker-compose', ...argv], { timeoutMs: 120_000 })

test.describe.serial('@setup in containers of the host', () => {
  test.beforeAll(async ({ states }, info) => {
    test.setTimeout(240_000)
    const host = info.project.name as HostName
    // Clean, with the data of units that nobody has set up yet.
    states.delete(host)
    await resetHost(host)
    const { code, stderr } = await hostExec(host, ['systemctl', 'disable', '--now', '--quiet', 'dock6-console', 'dock6-keeper', 'dock6-boot'])
    expect(code, stderr).toBe(0)
    await Promise.all([copyCheckout(host), putCompose(host), putNodeImage(host)])
    const up = await compose(host, 'up', '--build', '--detach')
    expect(up.code, up.stderr).toBe(0)
    await consoleReady(host)
  })
  test.afterAll(async ({}, info) => {
    const host = info.project.name as HostName
    await compose(host, 'down', '--timeout', '5')
    await hostExec(host, ['sh', '-c', `docker rmi --force dock6 ${NODE_IMAGE}; rm -rf ${CHECKOUT} /usr/local/bin/docker-compose; ip addr del ${KEPT}/64 dev eth0; systemctl enable --now --quiet dock6-keeper dock6-console dock6-boot`])
    await consoleReady(host)
  })

  test.describe('from the first login', () => {
    test.use({ storageState: { cookies: [], origins: [] } })

    test('to containers with IPv6 by NDP proxy: by clicking, after a restart of the host, and back', async ({ signedIn: page, host, sh }) => {
      await firstContainer(sh)
      await whole(host, sh, async (before) => {
        await begin(page, host)
        await toWays(page)
        await choose(page, 'I have only an on-link prefix')
        const published = page.getByRole('radio', { name: 'Only published ports' })
        if (host === 'old') {
          // 20.10 needs a setting and a restart for that, and a restart would end dock6 itself.
          await expect(published).toBeDisabled()
          await expect(published).toHaveAccessibleDescription(/^Not possible: .*dock6 itself runs in one of its containers/)
        }
        await pick(page, host === 'old' ? 'Every port of every container' : 'Only published ports')
        await before()
        await apply(page)
        await checked(page, [/^Its gateway 2001:db8:23:42:1::1/, /^This host at 2001:db8:23:42::/, /^The router/])
        await serve(sh, '--network', 'net1', '-p', '80')
        return { works: async () => routerFetches(await addressOf(sh)), page }
      })
      const logs = await compose(host, 'logs', '--no-log-prefix')
      expect(logs.stdout.split('\n').filter((line) => /"level":"error"/.test(line)), 'errors in the log, the restart included').toEqual([])
    })
  })

  test('both are up with no more rights than compose.yaml names', async ({ host, sh, page }) => {
    expect((await page.goto('/api/v1/ready'))?.status()).toBe(200)
    expect((await compose(host, 'exec', '-T', 'console', 'node', '/opt/dock6/container/ready.mjs')).code).toBe(0)
    const status = async (name: string) => sh('sh', '-c', `cat /proc/$(docker inspect --format '{{.State.Pid}}' dock6-${name}-1)/status`)
    const console = await status('console')
    expect(console).toMatch(/^Uid:\t8666\t8666\t8666\t8666$/m)
    expect(console).toMatch(/^CapBnd:\t0{16}$/m)
    const keeper = await status('keeper')
    // CHOWN 0, DAC_OVERRIDE 1, FOWNER 3, NET_ADMIN 12, NET_RAW 13, SYS_PTRACE 19, SYS_ADMIN 21 (linux/capability.h).
    expect(keeper).toMatch(new RegExp(`^CapEff:\\t${[0, 1, 3, 12, 13, 19, 21].reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n).toString(16).padStart(16, '0')}$`, 'm'))
    for (const one of [console, keeper]) expect(one).toMatch(/^NoNewPrivs:\t1$/m)
    expect(await sh('sh', '-c', 'docker inspect --format "{{.HostConfig.Privileged}} {{.HostConfig.ReadonlyRootfs}}" dock6-keeper-1 dock6-console-1')).toBe('false true\nfalse true\n')
  })

  test('it sees the host: its addresses, whose sockets, the inside of containers, the engine', async ({ read, sh }) => {
    await sh('docker', 'run', '--detach', '--name', 'seen', 'busybox:lab', 'sleep', '1000')
    try {
      expect(JSON.stringify((await read('addresses')).rows)).toContain('"dev":"eth0"')
      const sockets = await read('sockets')
      expect(sockets.problems).toEqual([])
      expect(JSON.stringify(sockets.rows.filter((row) => row['port'] === 8666))).toMatch(/"node"/)
      const pid = (await sh('docker', 'inspect', '--format', '{{.State.Pid}}', 'seen')).trim()
      await expect.poll(async () => JSON.stringify((await read('containers')).rows)).toContain('seen')
      expect(Number(pid)).toBeGreaterThan(1)
      const [engine] = (await read('engine')).rows
      expect(engine).toMatchObject({ configPath: '/etc/docker/daemon.json', unit: null })
      expect(JSON.stringify(engine)).toContain('dockerd')
    } finally {
      await sh('docker', 'rm', '--force', 'seen')
    }
  })

  test('it changes the host, and takes it back: address, sysctl that lasts, proxy entry, network', async ({ page, host, sh }) => {
    test.setTimeout(180_000)
    const before = await settledSnapshot(host)
    const { id } = await applied(
      page,
      { kind: 'addresses.add', input: { address: '2001:db8:23:42::c7/64', dev: 'eth0', nodad: true } },
      { kind: 'sysctls.set', input: { path: 'net/ipv6/conf/eth0/proxy_ndp', value: '1', keep: true } },
      { kind: 'proxies.add', input: { address: '2001:db8:23:42:9::9', dev: 'eth0' } },
    )
    expect(await sh('ip', '-6', 'addr', 'show', 'dev', 'eth0')).toContain('2001:db8:23:42::c7/64')
    expect(await sh('cat', '/proc/sys/net/ipv6/conf/eth0/proxy_ndp', '/etc/sysctl.d/90-dock6.conf')).toMatch(/^1\n[^]*proxy_ndp/)
    expect(await sh('ip', '-6', 'neigh', 'show', 'proxy')).toContain('2001:db8:23:42:9::9')
    await takenBack(page, id)
    await untilAsBefore(host, before, { withinMs: 15_000, message: 'taken back' })
    const network = await applied(page, { kind: 'networks.create', input: { name: 'boxed-net', driver: 'bridge', ipv6: true, ipv4: true, pools: [{ subnet: '2001:db8:23:42:9::/80' }] } })
    expect(JSON.parse(await sh('docker', 'network', 'inspect', 'boxed-net'))[0]).toMatchObject({ EnableIPv6: true })
    await takenBack(page, network.id)
    expect(await sh('docker', 'network', 'ls')).not.toContain('boxed-net')
  })

  test('what it cannot do from there it says before it tries', async ({ page, sh }) => {
    const { body } = await preview(page, { kind: 'engine.configure', input: { set: { ipv6: true } } })
    expect(body.problem).toMatchObject({ code: 'not_available', message: expect.stringContaining('dock6 itself runs in one of its containers') })
    expect(await sh('sh', '-c', 'ls /etc/docker')).not.toContain('daemon.json')
  })

  test('it comes back with the engine and brings back what is kept; backup and the data of the units are the same', async ({ page, host, sh, journal }) => {
    test.setTimeout(180_000)
    journal.allow.push(/./)
    const kept = await applied(page, { kind: 'addresses.add', input: { address: `${KEPT}/64`, dev: 'eth0', nodad: true, keep: true } })
    await sh('sh', '-c', `ip addr del ${KEPT}/64 dev eth0; systemctl restart docker`)
    await expect.poll(() => page.goto('/api/v1/ready').then((answer) => answer?.status(), () => 0), { timeout: 40_000 }).toBe(200)
    await expect.poll(() => sh('ip', '-6', 'addr', 'show', 'dev', 'eth0'), { timeout: 10_000 }).toContain(KEPT)
    await takenBack(page, kept.id)
    const backup = await compose(host, 'exec', '-T', 'keeper', 'node', '/opt/dock6/backup.js', 'backup', '/var/lib/dock6/boxed.backup')
    expect(backup, backup.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('It holds secrets') })
    await sh('rm', '/var/lib/dock6/boxed.backup')
    const logs = await compose(host, 'logs', '--no-log-prefix')
    const lines = logs.stdout.trim().split('\n')
    expect(lines.length).toBeGreaterThan(4)
    expect(lines.filter((line) => !/^\{.*\}$/.test(line)), 'every line is JSON').toEqual([])
  })
})
