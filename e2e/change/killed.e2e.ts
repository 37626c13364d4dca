import { expect, test } from '../fixtures'
import { settledSnapshot, untilAsBefore } from '../snapshot'
import { askKeeper, endOf, fallsOf, plannedByKeeper, queueFalls, startWithFalls, usualKeeper } from './falls'
import type { Intent } from './speak'

/** Every point of the write path, or five of them. */
const ALL = process.env['DOCK6_E2E_ALL'] === '1'
const SAMPLE = 5
const LATER_MS = 20_000

/** Where the keeper falls while it applies, and where the one after it falls while it recovers. */
type Fall = { apply: string; recovery: string | null }

/** For a plan of `count` steps: the fall at each point of each step, each with another fall in the recovery; and of a change that ran whole, the fall at each point of its recovery. */
function fallsFor(count: number): Fall[] {
  const points = (kind: string, parts: string[], upTo: number) => Array.from({ length: upTo }, (_, n) => parts.map((part) => `${kind}-${part}:${n + 1}`)).flat()
  const back = (upTo: number) => ['recover:1', 'take-back-begin:1', ...points('undo', ['begin', 'performed', 'journaled'], upTo), 'take-back-verified:1', 'take-back-end:1']
  const during = Array.from({ length: count }, (_, n) => ['begin', 'performed', 'journaled'].map((part, m): Fall => ({ apply: `step-${part}:${n + 1}`, recovery: back(n + 1)[(3 * n + m) % back(n + 1).length]! }))).flat()
  return [{ apply: 'begun:1', recovery: 'take-back-end:1' }, ...during, ...back(count).map((recovery) => ({ apply: 'verified:1', recovery })), { apply: 'finished:1', recovery: null }]
}

const BATCH: Intent[] = [
  { kind: 'addresses.add', input: { address: '2001:db8:23:42::d2/64', dev: 'eth0', nodad: true, keep: true } },
  { kind: 'routes.add', input: { dst: '2001:db8:d3::/48', via: '2001:db8:23:42::1', dev: 'eth0' } },
  { kind: 'networks.create', input: { name: 'fall-new', driver: 'bridge', ipv6: true, ipv4: true, pools: [{ subnet: '2001:db8:d4::/64' }] } },
  { kind: 'proxies.add', input: { address: '2001:db8:23:42::d1', dev: 'eth0', keep: true } },
  { kind: 'sysctls.set', input: { path: 'net/ipv6/conf/eth0/proxy_ndp', value: '1', keep: true } },
]
const RECREATE: Intent[] = [{ kind: 'networks.recreate', input: { name: 'fall-net', changes: { mtu: 1400 } } }]
// Everything is given: what the engine has chosen itself has to be asked for when it is to stay, and then counts as given.
const SETUP = `docker network create --ipv6 --subnet 2001:db8:fa11::/64 --gateway 2001:db8:fa11::1 --subnet 172.29.6.0/24 --gateway 172.29.6.1 --label why=test fall-net
  docker run -d --name fall-a --network fall-net --ip6 2001:db8:fa11::a --ip 172.29.6.10 --network-alias first busybox:lab sleep 100000
  docker run -d --name fall-b --network fall-net --ip6 2001:db8:fa11::b --ip 172.29.6.11 busybox:lab sleep 100000`
const CLEAN = 'docker rm -f fall-a fall-b; docker network rm fall-net fall-new; ip -6 neigh del proxy 2001:db8:23:42::d1 dev eth0; ip -6 addr del 2001:db8:23:42::d2/64 dev eth0; ip -6 route del 2001:db8:d3::/48; sysctl -qw net.ipv6.conf.eth0.proxy_ndp=0; true'

test.describe('@change the keeper is killed', () => {
  test.beforeEach(async ({ sh, host }) => {
    await sh('sh', '-c', `${CLEAN}; ${SETUP}`)
    await queueFalls(host)
  })
  test.afterEach(async ({ sh, host }) => {
    await usualKeeper(host)
    await sh('sh', '-c', CLEAN)
  })

  for (const { name, intents, least } of [{ name: 'while it makes a network anew', intents: RECREATE, least: 6 }, { name: 'in a batch of five', intents: BATCH, least: 5 }]) {
    test(`${name}, at a step and again while it recovers: the host is as before, and the page says so`, async ({ signedIn: page, host, journal }) => {
      test.setTimeout(ALL ? 1_800_000 : 180_000)
      journal.allow.push(/keeper|recover|change|ECONN/)
      const before = await settledSnapshot(host)
      await startWithFalls(host, [])
      const { plan } = await plannedByKeeper(host, intents)
      expect(plan.steps.length).toBeGreaterThanOrEqual(least)
      const all = fallsFor(plan.steps.length)
      const falls = ALL ? all : all.filter((_, n) => n % Math.ceil(all.length / (SAMPLE - 1)) === 0 || n === all.length - 1)
      let [slowest, last] = [0, '']
      for (const { apply, recovery } of falls) {
        const what = `killed at ${apply}${recovery ? `, then at ${recovery}` : ''}`
        await startWithFalls(host, recovery ? [apply, recovery] : [apply])
        const { id } = await plannedByKeeper(host, intents)
        expect(await askKeeper(host, id, 'apply'), `${what}: no answer`).toBeNull()
        const fell = Date.now()
        const ended = await endOf(host, id, what)
        if (apply === 'finished:1') {
          expect(ended.state, what).toBe('done')
          const undo = await askKeeper(host, id, 'undo')
          expect((await askKeeper(host, undo!.id, 'apply'))?.state, what).toBe('done')
        } else {
          expect(ended, what).toMatchObject({ state: 'undone', problem: { message: expect.stringContaining('interrupted') } })
          last = id
        }
        await expect.poll(() => fallsOf(host), { message: `${what}: as often as meant` }).toBe(recovery ? 2 : 1)
        await untilAsBefore(host, before, { withinMs: LATER_MS, message: what })
        slowest = Math.max(slowest, Date.now() - fell)
      }
      await page.goto(`/hosts/local/history?open=${last}`)
      const drawer = page.getByRole('complementary').filter({ has: page.getByRole('heading', { name: plan.title, exact: true }) })
      await expect(drawer).toContainText('dock6 was interrupted in the middle of this change.')
      await expect(drawer).toContainText('taken back')
      process.stdout.write(`killed ${host}: ${name}: ${falls.length} of ${all.length} falls over ${plan.steps.length} steps; longest until the host was as before ${(slowest / 1000).toFixed(1)} s\n`)
    })
  }
})
