import { expect, test } from '../fixtures'
import { resetHost, routerExec } from '../lab/api.mjs'
import { apply, choose, pick, toWays } from './clicks.mjs'
import { addressOf, begin, checked, firstContainer, line, LONG_MS, routerFetches, ROUTER, serve, whole } from './wizard'

const ROUTED = '2001:db8:77::/48'

test.describe('@setup from the first login to containers with IPv6', () => {
  test.use({ storageState: { cookies: [], origins: [] } })
  test.beforeEach(async ({ host, states, sh }) => {
    test.setTimeout(LONG_MS)
    states.delete(host)
    await resetHost(host)
    await firstContainer(sh)
  })

  test('an on-link /64, by NDP proxy', async ({ signedIn: page, sh, host }) => {
    await whole(host, sh, async (before) => {
      await begin(page, host)
      await toWays(page)
      await expect(page.getByRole('radio', { name: 'I have only an on-link prefix' })).toHaveAccessibleDescription(/2001:db8:23:42::\/64 is on-link on eth0/)
      await choose(page, 'I have only an on-link prefix')
      // Nobody decides for others that their containers are on the Internet.
      await page.getByRole('button', { name: 'See what changes' }).click()
      await expect(page.getByRole('radio', { name: 'Only published ports' })).toHaveAttribute('aria-invalid', 'true')
      await pick(page, 'Only published ports')
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
    let route: string[] = []
    try {
      await whole(host, sh, async (before) => {
        await begin(page, host)
        await toWays(page)
        await choose(page, 'A prefix is routed to me')
        await pick(page, 'Only published ports')
        const prefix = page.getByRole('textbox', { name: 'Prefix' })
        await prefix.fill('2001:db8:23:42:1::/80')
        await page.getByRole('button', { name: 'See what changes' }).click()
        await expect(prefix).toHaveAccessibleDescription(/lies in 2001:db8:23:42::\/64, which is on-link/)
        await expect(prefix).toBeFocused()
        await prefix.fill(ROUTED)
        // What only the host knows stands at its box too.
        const names = page.getByLabel('Names')
        await names.fill('bridge')
        await page.getByRole('button', { name: 'See what changes' }).click()
        await expect(names).toHaveAccessibleDescription(/“?bridge”?/)
        await expect(names).toBeFocused()
        await names.fill('wizard-a')
        await expect(names).not.toHaveAttribute('aria-invalid')
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
        // What no network has does not come back to the router, which would send it here again.
        const nowhere = () => routerExec(['ping', '-6', '-n', '-c', '1', '-W', '2', '2001:db8:77:ffff::1'])
        return { works: async () => { await routerFetches(await addressOf(sh)); expect((await nowhere()).stdout).toMatch(/From 2001:db8:23:42:\S+ .*unreachable: No route/) }, page }
      })
    } finally {
      if (route.length > 0) await routerExec(route.map((word) => (word === 'add' ? 'del' : word)))
    }
  })

  test('private addresses', async ({ signedIn: page, sh, host }) => {
    await whole(host, sh, async (before) => {
      await begin(page, host)
      await toWays(page)
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
      await begin(page, host)
      await toWays(page)
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

  test('members of the LAN', async ({ signedIn: page, sh, host }) => {
    await whole(host, sh, async (before) => {
      await begin(page, host)
      await toWays(page)
      await choose(page, 'Containers as members of the LAN')
      await pick(page, 'Every port of every container')
      await page.getByLabel('Router', { exact: true }).fill(ROUTER)
      const range = page.getByLabel('Range for containers')
      await range.fill('2001:db8:99::/80')
      await page.getByRole('button', { name: 'See what changes' }).click()
      await expect(range).toHaveAccessibleDescription(/2001:db8:99::\/80/)
      await expect(range).toBeFocused()
      await range.fill('2001:db8:23:42:99::/80')
      await before()
      await apply(page)
      await checked(page, [/^Its gateway 2001:db8:23:42::1/, /^The router/])
      // Where routers advertise on the link, an engine may find the default route there that it is about to set ("failed to set IPv6 gateway: file exists"); the next start succeeds.
      await expect(async () => {
        await sh('sh', '-c', 'docker rm -f wizard-web 2>/dev/null; true')
        await serve(sh, '--network', 'lan6')
      }).toPass({ timeout: 30_000 })
      const address = await addressOf(sh)
      expect(address).toMatch(/^2001:db8:23:42:99:/)
      return { works: () => routerFetches(address), page }
    }, { reboot: false })
  })
})
