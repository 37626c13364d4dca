import type { Page } from '@playwright/test'
import { ADMIN, expect, test, type HostName } from '../fixtures'
import { settledSnapshot, untilAsBefore } from '../snapshot'

const LAN = '2001:db8:23:42::/64'
const ROUTER = '2001:db8:23:42::1'
const ROUTED = '2001:db8:77::/48'
const PAGE = 'it works over IPv6'
/** Reading a whole host twice, restarts of engine and host, and a probe's patience. */
const LONG_MS = 240_000

type Sh = (...argv: string[]) => Promise<string>

/** A container on a network, or one that publishes on an address; it comes back with the host. */
const serve = (sh: Sh, ...place: string[]) => sh('docker', 'run', '-d', '--name', 'wizard-web', '--restart', 'unless-stopped', ...place, 'busybox:lab', 'sh', '-c', `echo '${PAGE}' > index.html && exec httpd -f -p '[::]:80'`)
const addressOf = async (sh: Sh) => (await sh('docker', 'inspect', '-f', '{{range .NetworkSettings.Networks}}{{.GlobalIPv6Address}}{{end}}', 'wizard-web')).trim()

/** The router fetches a page, as somebody outside would. */
async function routerFetches(address: string): Promise<void> {
  const { routerExec } = await import('../lab/api.mjs')
  await expect.poll(async () => (await routerExec(['curl', '-gs', '--max-time', '3', `http://[${address}]/`])).stdout, { timeout: 30_000, message: `the router fetches a page from ${address}` }).toBe(`${PAGE}\n`)
}

/** The engine makes tables and routes at its first container that it never takes away: they are no trace of the wizard. */
const firstContainer = (sh: Sh) => sh('docker', 'run', '--rm', '-p', '8099:80', 'busybox:lab', 'true')

test.describe('@setup from the first login to containers with IPv6', () => {
  test.use({ storageState: { cookies: [], origins: [] } })
  test.beforeEach(async ({ host, states, sh, journal }) => {
    // A host that goes down may end `ip monitor` before it tells the keeper to stop.
    journal.allow.push(/kernel-events-down/)
    const { resetHost } = await import('../lab/api.mjs')
    states.delete(host)
    await resetHost(host)
    await firstContainer(sh)
  })

  test('an on-link /64, by NDP proxy', async ({ signedIn: page, sh, host }) => {
    await whole(host, sh, async (before) => {
      await firstLogin(page, host)
      await page.getByRole('button', { name: 'Choose a way' }).click()
      await expect(page.getByRole('radio', { name: 'I have only an on-link prefix' })).toHaveAccessibleDescription(/2001:db8:23:42::\/64 is on-link on eth0/)
      await choose(page, 'I have only an on-link prefix')
      // Nobody decides for others that their containers are on the Internet.
      await page.getByRole('button', { name: 'See what changes' }).click()
      await expect(page.getByRole('radio', { name: 'Only published ports' })).toHaveAttribute('aria-invalid', 'true')
      await page.getByRole('radio', { name: 'Only published ports' }).click({ force: true })
      // Left here and taken up again, by whoever comes next.
      await expect(page).toHaveURL(/exposure=published/)
      await page.goto('/hosts/local/overview')
      await page.getByRole('link', { name: 'Go on' }).click()
      await expect(page.getByRole('radio', { name: 'Only published ports' })).toBeChecked()
      await before()
      await apply(page)
      await checked(page, [/^Its gateway 2001:db8:23:42:1::1/, /^This host at 2001:db8:23:42::/, /^The router/])
      await serve(sh, '--network', 'net1', '-p', '80')
      return { works: async () => routerFetches(await addressOf(sh)), page }
    })
  })

  test('a routed prefix, with the route that the router is told', async ({ signedIn: page, sh, host }) => {
    const { routerExec } = await import('../lab/api.mjs')
    let route: string[] = []
    try {
      await whole(host, sh, async (before) => {
        await firstLogin(page, host)
        await page.getByRole('button', { name: 'Choose a way' }).click()
        await choose(page, 'A prefix is routed to me')
        await page.getByRole('textbox', { name: 'Prefix' }).fill(ROUTED)
        await page.getByLabel('Names').fill('wizard-a')
        await page.getByRole('radio', { name: 'Only published ports' }).click({ force: true })
        await before()
        await apply(page)
        await checked(page, [/^Its gateway 2001:db8:77::1/, /^This host at/])
        // 20.10 sends what leaves from the host's address, and the check says what that proves.
        await expect(line(page, /^The router/)).toContainText(host === 'modern' ? 'fails' : 'does not show whether the router finds the containers')
        // The words of the page, as they stand, on the router.
        const told = (await page.getByLabel('the lines for Linux', { exact: true }).textContent())!.trim()
        expect(told).toMatch(/^ip -6 route add 2001:db8:77::\/48 via 2001:db8:23:42:[\da-f:]+$/)
        route = told.split(' ')
        expect((await routerExec(route)).code).toBe(0)
        await page.getByRole('button', { name: 'Run again' }).click()
        await checked(page, [/^The router/])
        await serve(sh, '--network', 'wizard-a', '-p', '80')
        return { works: async () => routerFetches(await addressOf(sh)), page }
      })
    } finally {
      if (route.length > 0) await routerExec(route.map((word) => (word === 'add' ? 'del' : word)))
    }
  })

  test('private addresses', async ({ signedIn: page, sh, host }) => {
    await whole(host, sh, async (before) => {
      await firstLogin(page, host)
      await page.getByRole('button', { name: 'Choose a way' }).click()
      await choose(page, 'Private addresses only')
      await expect(page).toHaveURL(/prefix=fd[\da-f]{2}%3A/)
      await before()
      await apply(page)
      await checked(page, [/^Its gateway fd/, /^This host at/, /^The router/])
      await serve(sh, '--network', 'net1')
      const works = async () => void await expect.poll(() => sh('docker', 'exec', 'wizard-web', 'ping', '-6', '-c', '1', '-W', '2', ROUTER).catch(String), { timeout: 30_000, message: 'the container reaches the router' }).toContain('1 packets received')
      return { works, page }
    })
  })

  test('services on the host’s own addresses', async ({ signedIn: page, sh, host }) => {
    await whole(host, sh, async (before) => {
      await firstLogin(page, host)
      await page.getByRole('button', { name: 'Choose a way' }).click()
      await choose(page, 'Services on the host’s own addresses')
      const box = page.getByLabel('Addresses to add')
      await box.fill('2001:db8:99::5')
      await page.getByRole('button', { name: 'See what changes' }).click()
      await expect(box).toHaveAccessibleDescription(/2001:db8:99::5 is not in 2001:db8:23:42::\/64/)
      await expect(box).toHaveValue('2001:db8:99::5')
      await box.fill('')
      await page.getByRole('button', { name: 'Suggest one' }).click()
      await expect(box).toHaveValue('2001:db8:23:42::201')
      await before()
      await apply(page)
      await checked(page, [/^2001:db8:23:42::201/])
      await serve(sh, '-p', '[2001:db8:23:42::201]:80:80')
      return { works: () => routerFetches('2001:db8:23:42::201'), page }
    })
  })
})

/** What every way is held to: it works, still works after a restart of the host, and undoing it leaves the host as it was before the change. `run` calls `before` right before it applies. */
async function whole(host: HostName, sh: Sh, run: (before: () => Promise<void>) => Promise<{ works: () => Promise<void>; page: Page }>): Promise<void> {
  test.setTimeout(LONG_MS)
  const { rebootHost } = await import('../lab/api.mjs')
  let before: Awaited<ReturnType<typeof settledSnapshot>> = {}
  const { works, page } = await run(async () => void (before = await settledSnapshot(host)))
  await works()
  await page.getByRole('button', { name: 'Finish', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Set up', exact: true })).toBeVisible()
  await rebootHost(host)
  await works()
  await sh('docker', 'rm', '-f', 'wizard-web')
  await firstContainer(sh)
  await page.reload()
  await page.getByRole('button', { name: 'Undo everything' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^(Undo|Take back)/ }).click()
  await expect(dialog).toContainText(/done and verified/i, { timeout: 60_000 })
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('heading', { name: 'Taken back', exact: true })).toBeVisible()
  await untilAsBefore(host, before, { withinMs: 30_000, without: ['starts'], message: 'the host is as it was before the wizard' })
}

/** Makes the first administrator by clicking and ends in the setup. */
async function firstLogin(page: Page, host: HostName): Promise<void> {
  const { setupToken } = await import('../lab/api.mjs')
  page.setDefaultTimeout(20_000)
  await page.goto('/')
  await page.getByLabel('Setup token').fill(await setupToken(host))
  await page.getByLabel('Name').fill(ADMIN.name)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByLabel('Password again').fill(ADMIN.password)
  await page.getByRole('button', { name: /create/i }).click()
  // A host that was just installed has its first look ahead.
  await expect(page.getByRole('heading', { name: 'What this host has' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(LAN.slice(0, -3)).first()).toBeVisible()
}

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name, exact: true }).click({ force: true })
  await page.getByRole('button', { name: 'Plan it' }).click()
}

/** Preview, Apply, and on to the check. */
async function apply(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'See what changes' }).click()
  await page.getByRole('button', { name: 'Set up IPv6 as shown' }).click()
  await expect(page.getByText('Done and verified')).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Check it with real packets' }).click()
}

const line = (page: Page, what: RegExp) => page.getByRole('listitem').filter({ hasText: what })

/** The check is over, and these lines are green. */
async function checked(page: Page, lines: RegExp[]): Promise<void> {
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 30_000 })
  for (const what of lines) await expect(line(page, what).first()).toContainText('works', { timeout: 30_000 })
}
