import { expect, test, type HostName } from '../fixtures'
import { hostExec, powerCut } from '../lab/api.mjs'
import { settledSnapshot, untilAsBefore, type Snapshot } from '../snapshot'
import { askKeeper, endOf, plannedByKeeper, queueFalls, startWithFalls, usualKeeper } from './falls'
import { act, planned, recorded } from './speak'

const AFTER_BOOT_MS = 60_000
const BATCH = [
  { kind: 'networks.recreate', input: { name: 'cut-old', changes: { mtu: 1400 } } },
  // The first network with IPv6: the engine turns forwarding on for it, also when it meets it at its start.
  { kind: 'networks.create', input: { name: 'cut-net', driver: 'bridge', ipv6: true, ipv4: true, pools: [{ subnet: '2001:db8:c7::/64' }] } },
  { kind: 'addresses.add', input: { address: '2001:db8:23:42::c7/64', dev: 'eth0', nodad: true, keep: true } },
  { kind: 'sysctls.set', input: { path: 'net/ipv6/conf/eth0/proxy_ndp', value: '1', keep: true } },
  { kind: 'proxies.add', input: { address: '2001:db8:23:42::c8', dev: 'eth0', keep: true } },
]
const SETUP = `docker network create --subnet 172.29.9.0/24 --gateway 172.29.9.1 cut-old
  docker run -d --restart always --name cut-web --network cut-old --ip 172.29.9.10 --network-alias cut busybox:lab sleep 100000`
const CLEAN = 'docker rm -f cut-web; docker network rm cut-net cut-old; true'

/** The host as it is after a power cut: it lives on router advertisements, and forwards nothing. */
async function afterPowerCut(host: HostName): Promise<Snapshot> {
  await powerCut(host)
  await expect.poll(async () => (await hostExec(host, ['sh', '-c', 'sysctl -n net.ipv6.conf.all.forwarding; ip -6 route show default dev eth0 proto ra'])).stdout, { timeout: 30_000, message: 'the router advertises' }).toMatch(/^0\ndefault /)
  return settledSnapshot(host)
}

test.describe('@change the power goes', () => {
  test.beforeEach(async ({ sh }) => void (await sh('sh', '-c', `${CLEAN}; ${SETUP}`)))
  test.afterEach(async ({ host, sh }) => {
    await usualKeeper(host)
    await sh('sh', '-c', CLEAN)
  })

  test('while a change runs: after the boot all of it is gone, and the page says so', async ({ signedIn: page, host, journal }) => {
    test.setTimeout(180_000)
    journal.allow.push(/./)
    await queueFalls(host)
    const before = await afterPowerCut(host)
    await startWithFalls(host, [])
    const { plan } = await plannedByKeeper(host, BATCH)
    // All but the last step is done; the keepers that follow fall before they can do anything about it, until the power is gone.
    await startWithFalls(host, [`step-journaled:${plan.steps.length - 1}`, ...Array.from({ length: 100 }, () => 'recover:1')])
    const { id } = await plannedByKeeper(host, BATCH)
    expect(await askKeeper(host, id, 'apply')).toBeNull()
    expect((await hostExec(host, ['sysctl', '-n', 'net.ipv6.conf.all.forwarding'])).stdout, 'the engine has turned it on').toBe('1\n')
    await powerCut(host)
    expect(await endOf(host, id, 'after the boot')).toMatchObject({ state: 'undone', problem: { message: expect.stringContaining('interrupted') } })
    await untilAsBefore(host, before, { withinMs: AFTER_BOOT_MS, without: ['starts'], message: 'after the boot' })
    await page.goto(`/hosts/local/history?open=${id}`)
    await expect(page.getByRole('complementary').filter({ hasText: plan.title })).toContainText('dock6 was interrupted in the middle of this change.')
  })

  test('while a change waits for its confirmation: after the boot it is taken back, and the page says so', async ({ signedIn: page, host, journal }) => {
    test.setTimeout(180_000)
    journal.allow.push(/./)
    const before = await afterPowerCut(host)
    const { id, plan } = await planned(page, ...BATCH, { kind: 'routes.remove', input: { dst: '2001:db8:1a::/64', dev: 'eth0' } })
    expect(plan.risk).toBe('may-disconnect')
    await act(page, id, 'apply')
    await expect.poll(async () => (await recorded(page, id)).state, { timeout: 30_000 }).toBe('waiting')
    await powerCut(host)
    await untilAsBefore(host, before, { withinMs: AFTER_BOOT_MS, without: ['starts'], message: 'after the boot' })
    await expect.poll(async () => (await recorded(page, id)).state, { timeout: 30_000 }).toBe('undone')
    await page.goto(`/hosts/local/history?open=${id}`)
    await expect(page.getByRole('complementary').filter({ hasText: plan.title })).toContainText('The host restarted before this change was confirmed.')
  })
})
