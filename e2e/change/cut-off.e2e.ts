import type { Page } from '@playwright/test'
import { expect, test, type HostName } from '../fixtures'
import { hosts, uplink } from '../lab/config.mjs'
import { settledSnapshot, untilAsBefore } from '../snapshot'
import type { Intent } from './speak'
import { advertised, shortWindow, usualWindow, WINDOW_S } from './window'

/** How often each kind is tried. */
const TIMES = Number(process.env['DOCK6_E2E_TIMES'] ?? 1)
const SLACK_S = 10
const ADDRESS = { modern: hosts.modern.address, old: hosts.old.address }
const LAN = '2001:db8:1a::/64'

type Kind = {
  name: string
  /** Shell lines before and after: what the host has to be like for the change to cut, and back. */
  prepare?: (host: HostName) => string
  restore?: (host: HostName) => string
  /** Opens the plan in the dialog. */
  wish: (page: Page, host: HostName) => Promise<void>
}

/** Where a person would click; the list is long, so the row is opened by its address. */
async function open(page: Page, resource: string, key: string, button: string): Promise<void> {
  await page.goto(`/hosts/local/${resource}?open=${encodeURIComponent(key)}`)
  await page.getByRole('button', { name: button, exact: true }).click()
}

/** What no button of a page asks for as a whole goes into the request of one that does. */
async function instead(page: Page, ...intents: Intent[]): Promise<void> {
  await page.route('**/api/v1/hosts/local/changes', (route) => (route.request().method() === 'POST' ? route.continue({ postData: JSON.stringify({ intents }) }) : route.continue()))
  await open(page, 'addresses', 'host/eth0/2001:db8:23:42::a1/64', 'Remove address')
}

const KINDS: Kind[] = [
  {
    name: 'the address that the browser uses',
    wish: (page, host) => open(page, 'addresses', `host/eth0/${ADDRESS[host]}/64`, 'Remove address'),
  },
  {
    name: 'the route back to the LAN',
    // The advertised default route would carry the answers all the same.
    prepare: () => 'sysctl -qw net.ipv6.conf.eth0.accept_ra_defrtr=0; ip -6 route del default dev eth0 proto ra',
    restore: () => 'sysctl -qw net.ipv6.conf.eth0.accept_ra_defrtr=1',
    wish: async (page) => {
      await page.goto('/hosts/local/routes')
      await page.getByRole('grid').getByRole('row').filter({ hasText: LAN }).first().click()
      await page.getByRole('button', { name: 'Remove route', exact: true }).click()
    },
  },
  {
    name: 'the port of the bridge that carries the address',
    prepare: (host) => `ip link add name brup address ${hosts[host].mac} type bridge mcast_snooping 0; ip -6 addr flush dev eth0 scope global; ip -6 route flush dev eth0 root 2000::/3; ip -6 route flush dev eth0 table 300; ip -6 route flush dev eth0 proto ra; ip -6 neigh flush dev eth0 nud permanent; ip -6 neigh del proxy 2001:db8:23:42::a4 dev eth0; ip link set eth0 master brup; ip link set brup up
      ip -6 addr add ${ADDRESS[host]}/64 dev brup nodad; ip -6 route replace ${LAN} via ${uplink.router} dev brup; sleep 3`,
    restore: (host) => `ip link del brup; sysctl -qw net.ipv6.conf.eth0.disable_ipv6=1 net.ipv6.conf.eth0.disable_ipv6=0; ip -6 addr add ${ADDRESS[host]}/64 dev eth0 nodad; ip -6 route replace ${LAN} via ${uplink.router} dev eth0`,
    wish: (page) => open(page, 'bridges', 'brup', 'Unplug eth0'),
  },
  {
    name: 'an MTU below 1280 on the uplink',
    wish: (page) => instead(page, { kind: 'links.set-mtu', input: { dev: 'eth0', mtu: 1279 } }),
  },
  {
    name: 'forwarding that drops the advertised default route',
    prepare: () => `ip -6 route del ${LAN}; sysctl -qw net.ipv6.conf.eth0.accept_ra=2`,
    restore: () => `ip -6 route replace ${LAN} via ${uplink.router} dev eth0; sysctl -qw net.ipv6.conf.eth0.accept_ra=1`,
    wish: (page) =>
      instead(page, { kind: 'sysctls.set', input: { path: 'net/ipv6/conf/eth0/accept_ra', value: '1' } }, { kind: 'sysctls.set', input: { path: 'net/ipv6/conf/all/forwarding', value: '1', protectRa: false } }),
  },
  {
    name: 'no advertisements where the default route is advertised',
    // Left alone it would be there for half an hour more, and every confirmation would come through.
    prepare: () => `ip -6 route del ${LAN}`,
    restore: () => `ip -6 route replace ${LAN} via ${uplink.router} dev eth0`,
    wish: (page) => instead(page, { kind: 'sysctls.set', input: { path: 'net/ipv6/conf/eth0/accept_ra', value: '0' } }),
  },
  {
    name: 'no IPv6 on the uplink',
    wish: (page) => instead(page, { kind: 'sysctls.set', input: { path: 'net/ipv6/conf/eth0/disable_ipv6', value: '1' } }),
  },
]

/** Things that go with an address or with IPv6 on a link and that nobody but dock6 would bring back. */
const LADEN = `ip -6 addr add 2001:db8:23:42::a1/64 dev eth0 nodad preferred_lft 0; ip -6 addr add fd00:c0:ffee::1/64 dev eth0 nodad
  ip -6 route add 2001:db8:a2::/48 via ${uplink.router} dev eth0 metric 77 mtu 1400; ip -6 route add 2001:db8:a3::/48 via fd00:c0:ffee::9 dev eth0 table 300
  ip -6 neigh add proxy 2001:db8:23:42::a4 dev eth0; ip -6 neigh add to 2001:db8:23:42::a5 lladdr 02:00:00:00:00:a5 dev eth0 nud permanent
  sysctl -qw net.ipv6.conf.eth0.proxy_ndp=1 net.ipv6.conf.eth0.use_tempaddr=0 net.ipv6.conf.eth0.accept_dad=1 net.ipv6.conf.eth0.mtu=1480 net.ipv6.neigh.eth0.proxy_delay=20`
const UNLADEN = `ip -6 addr del 2001:db8:23:42::a1/64 dev eth0; ip -6 addr del fd00:c0:ffee::1/64 dev eth0; ip -6 route del 2001:db8:a2::/48; ip -6 route flush table 300
  ip -6 neigh del proxy 2001:db8:23:42::a4 dev eth0; ip -6 neigh del to 2001:db8:23:42::a5 dev eth0
  sysctl -qw net.ipv6.conf.eth0.proxy_ndp=0 net.ipv6.conf.eth0.mtu=1500 net.ipv6.neigh.eth0.proxy_delay=80; true`

test.describe('@change who cuts themself off is let in again', () => {
  let putBack: () => Promise<void>
  test.beforeEach(async ({ host, sh }) => {
    await shortWindow(host)
    putBack = await advertised(host)
    await sh('sh', '-c', LADEN)
  })
  test.afterEach(async ({ host, sh }) => {
    await sh('sh', '-c', UNLADEN)
    await putBack()
    await usualWindow(host)
  })

  for (const { name, prepare, restore, wish } of KINDS) {
    test(name, async ({ signedIn: page, host, sh, journal }) => {
      test.setTimeout(30_000 + TIMES * 45_000)
      journal.allow.push(/engine|kernel-events/)
      const times: { host: number; page: number }[] = []
      if (prepare) await sh('sh', '-c', prepare(host))
      try {
        for (let n = 1; n <= TIMES; n++) {
          const before = await settledSnapshot(host)
          await wish(page, host)
          const dialog = page.getByRole('dialog').filter({ hasText: 'May cut you off' })
          await expect(dialog, 'the plan says that it may cut off').toBeVisible()
          const said = page.getByRole('dialog').getByText('Nobody confirmed this change in time.')
          const began = Date.now()
          await dialog.getByRole('button').last().click()
          const [onHost, onPage] = await Promise.all([
            changedAndBack(host, before, `${name}, try ${n}`),
            said.waitFor({ timeout: (WINDOW_S + SLACK_S + 15) * 1000 }).then(() => Date.now() - began),
          ])
          await expect(page.getByRole('dialog').getByText('Taken back', { exact: true })).toBeVisible()
          await page.unroute('**/api/v1/hosts/local/changes')
          times.push({ host: onHost, page: onPage })
        }
      } finally {
        if (restore) await sh('sh', '-c', restore(host))
      }
      const longest = (of: 'host' | 'page') => (Math.max(...times.map((one) => one[of])) / 1000).toFixed(1)
      process.stdout.write(`cut-off ${host}: ${name}: ${times.length} of ${TIMES}; longest until the host was as before ${longest('host')} s, until the page said so ${longest('page')} s, of it the window ${WINDOW_S} s\n`)
    })
  }

  test('a risky change that does not cut is kept without a click', async ({ signedIn: page, sh, host }) => {
    await page.goto('/hosts/local/routes')
    await page.getByRole('grid').getByRole('row').filter({ hasText: LAN }).first().click()
    await page.getByRole('button', { name: 'Remove route', exact: true }).click()
    const dialog = page.getByRole('dialog').filter({ hasText: 'May cut you off' })
    await dialog.getByRole('button').last().click()
    await expect(page.getByRole('dialog').getByText('Done and verified')).toBeVisible({ timeout: WINDOW_S * 1000 })
    await new Promise((resolve) => setTimeout(resolve, (WINDOW_S + 2) * 1000))
    expect(await sh('ip', '-6', 'route', 'show', LAN), 'no timer took it back').toBe('')
    await sh('ip', '-6', 'route', 'add', LAN, 'via', uplink.router, 'dev', 'eth0')
    expect(host).toBeTruthy()
  })
})

/** Waits until the change is seen on the host, then until the host is as before; answers the time from the beginning, in ms. */
async function changedAndBack(host: HostName, before: Awaited<ReturnType<typeof settledSnapshot>>, message: string): Promise<number> {
  const began = Date.now()
  await expect.poll(async () => JSON.stringify(await settledSnapshot(host, 0)) !== JSON.stringify(before), { timeout: 10_000, message: `${message}: the change is there` }).toBe(true)
  await untilAsBefore(host, before, { withinMs: (WINDOW_S + SLACK_S) * 1000 - (Date.now() - began), message })
  return Date.now() - began
}
