import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures'
import { hostExec } from '../lab/api.mjs'

/** Rows of the table in view that hold all of these texts. */
const row = (page: Page, ...texts: (string | RegExp)[]) => texts.reduce((rows, text) => rows.filter({ hasText: text }), page.getByRole('grid').getByRole('row'))

/** Opens a page of the console and waits until its first rows are there. */
async function open(page: Page, feature: string): Promise<void> {
  await page.goto(`/hosts/local/${feature}`)
  await expect(page.getByRole('grid')).toHaveAttribute('aria-busy', 'false')
}

test.describe('@see what happens on the host appears in the open page', () => {
  test('an address, tentative at first, then without', async ({ signedIn: page, sh }) => {
    await open(page, 'addresses')
    await sh('ip', 'addr', 'add', '2001:db8:23:42::a11/64', 'dev', 'eth0')
    try {
      await expect(row(page, '2001:db8:23:42::a11', 'tentative')).toBeVisible({ timeout: 2000 })
      await expect(row(page, '2001:db8:23:42::a11')).not.toContainText('tentative')
    } finally {
      await sh('ip', 'addr', 'del', '2001:db8:23:42::a11/64', 'dev', 'eth0')
    }
    await expect(row(page, '2001:db8:23:42::a11')).toHaveCount(0, { timeout: 2000 })
  })

  test('a container that starts and stops', async ({ signedIn: page, sh }) => {
    await open(page, 'containers')
    await sh('docker', 'run', '-d', '--name', 'live-one', 'busybox:lab', 'sleep', '600')
    try {
      await expect(row(page, 'live-one', /running/i)).toBeVisible({ timeout: 3000 })
      await sh('docker', 'kill', 'live-one')
      await expect(row(page, 'live-one', /exited/i)).toBeVisible({ timeout: 3000 })
    } finally {
      await sh('docker', 'rm', '-f', 'live-one')
    }
    await expect(row(page, 'live-one')).toHaveCount(0)
  })

  test('a network made with the docker command, on its own page and in the routes', async ({ signedIn: page, sh, context }) => {
    await open(page, 'networks')
    const second = await context.newPage()
    await open(second, 'routes?q=2001:db8:11ee::')
    await sh('docker', 'network', 'create', '--ipv6', '--subnet', '2001:db8:11ee::/64', 'live-net')
    try {
      await expect(row(page, 'live-net', '2001:db8:11ee::/64')).toBeVisible({ timeout: 3000 })
      await expect(row(second, '2001:db8:11ee::/64', 'live-net').first()).toBeVisible({ timeout: 3000 })
    } finally {
      await sh('docker', 'network', 'rm', 'live-net')
    }
    await expect(row(page, 'live-net')).toHaveCount(0)
    await expect(row(second, '2001:db8:11ee::/64')).toHaveCount(0)
  })

  test('a neighbor that goes stale', async ({ signedIn: page, sh }) => {
    await sh('ip', 'neigh', 'replace', '2001:db8:23:42::77', 'lladdr', '02:00:00:00:00:77', 'dev', 'eth0', 'nud', 'reachable')
    try {
      await open(page, 'neighbors')
      await expect(row(page, '2001:db8:23:42::77', /reachable/i)).toBeVisible()
      await sh('ip', 'neigh', 'change', '2001:db8:23:42::77', 'lladdr', '02:00:00:00:00:77', 'dev', 'eth0', 'nud', 'stale')
      await expect(row(page, '2001:db8:23:42::77', /stale/i)).toBeVisible({ timeout: 2000 })
    } finally {
      await sh('ip', 'neigh', 'del', '2001:db8:23:42::77', 'dev', 'eth0')
    }
  })

  test('a proxy entry, which the kernel tells nobody about', async ({ signedIn: page, sh }) => {
    await open(page, 'proxies')
    await sh('ip', '-6', 'neigh', 'add', 'proxy', '2001:db8:23:42::c0de', 'dev', 'eth0')
    try {
      await expect(row(page, '2001:db8:23:42::c0de')).toBeVisible({ timeout: 4000 })
    } finally {
      await sh('ip', '-6', 'neigh', 'del', 'proxy', '2001:db8:23:42::c0de', 'dev', 'eth0')
    }
    await expect(row(page, '2001:db8:23:42::c0de')).toHaveCount(0)
  })

  test('the engine stops and starts while its pages are open', async ({ signedIn: page, sh, journal }) => {
    journal.allow.push(/engine/)
    await open(page, 'networks')
    await expect(row(page, 'bridge').first()).toBeVisible()
    await sh('systemctl', 'stop', 'docker.socket', 'docker.service')
    try {
      await expect(page.getByText(/does not answer|is not running|stopped|cannot be reached/i).first()).toBeVisible({ timeout: 5000 })
      // What the kernel tells goes on without the engine.
      const second = await page.context().newPage()
      await open(second, 'addresses')
      await expect(row(second, '2001:db8:23:42::').first()).toBeVisible()
      await expect(second.getByText(/containers are unknown|engine|docker/i).first()).toBeVisible()
    } finally {
      await sh('systemctl', 'start', 'docker.socket', 'docker.service')
    }
    await expect(row(page, 'bridge').first()).toBeVisible({ timeout: 20_000 })
  })

  test('a lost connection is said, and mended by itself', async ({ signedIn: page, sh, journal }) => {
    journal.allow.push(/keeper/)
    await open(page, 'addresses')
    await sh('systemctl', 'stop', 'dock6-keeper')
    try {
      await expect(page.getByRole('status').filter({ hasText: /keeper|reconnect|lost/i }).first()).toBeVisible({ timeout: 20_000 })
    } finally {
      await sh('systemctl', 'start', 'dock6-keeper')
    }
    await sh('ip', 'addr', 'add', '2001:db8:23:42::a12/64', 'dev', 'eth0', 'nodad')
    try {
      await expect(row(page, '2001:db8:23:42::a12')).toBeVisible({ timeout: 30_000 })
    } finally {
      await sh('ip', 'addr', 'del', '2001:db8:23:42::a12/64', 'dev', 'eth0')
    }
  })

  test('3,000 routes are filtered', async ({ signedIn: page, sh, host }) => {
    const routes = Array.from({ length: 3000 }, (_, i) => `route add blackhole 2001:db8:${(0x1000 + i).toString(16)}::/48 table 99`)
    await hostExec(host, ['ip', '-6', '-batch', '-'], { input: routes.join('\n') })
    try {
      await open(page, 'routes')
      await expect(page.getByText(/3,\d{3}/).first()).toBeVisible()
      await page.keyboard.press('/')
      await page.keyboard.type('table:99 2001:db8:1abc::/48')
      await expect(page.getByRole('grid').getByRole('row').filter({ hasText: '2001:db8:1abc::/48' })).toBeVisible({ timeout: 2000 })
      await expect(page.getByText(/1 of 3,\d{3}/)).toBeVisible()
      expect(new URL(page.url()).searchParams.get('q')).toBe('table:99 2001:db8:1abc::/48')
      await page.reload()
      await expect(page.getByText(/1 of 3,\d{3}/)).toBeVisible()
    } finally {
      await sh('ip', '-6', 'route', 'flush', 'table', '99')
    }
  })
})
