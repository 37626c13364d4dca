import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures'

const PAGES = ['overview', 'networks', 'containers', 'ports', 'ports?view=addresses', 'ports?new=create', 'addresses', 'bridges', 'routes', 'neighbors', 'proxies', 'firewall', 'sockets', 'links', 'sysctls', 'engine', 'kept', 'history', 'planner', 'setup?step=look', 'setup?step=choose', 'setup?step=plan&choice=own-addresses', 'setup?step=preview&choice=private&from=ula&prefix=fd12:3456:789a::/48&networks=1']
const WIDTHS = [1440, 1024, 390]

/** Waits until the page shows facts instead of the shapes it shows while loading. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
}

/** What axe finds of WCAG 2.1 AA, or of some rules of it. */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  const found = await (rules ? axe.withRules(rules) : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])).analyze()
  return found.violations.map(({ id, nodes }) => `${page.url()} ${page.viewportSize()?.width}: ${id} ${nodes[0]?.html.slice(0, 160)}`)
}

test.describe('@see every page, in every width and theme', () => {
  test.beforeEach(async ({ sh }) => {
    await sh('sh', '-c', 'docker network create --ipv6 --subnet 2001:db8:9a6e::/64 page-net && docker run -d --name page-container-with-a-name-of-forty-chars --network page-net --ip6 2001:db8:9a6e::80 -p [::]:8081:80 busybox:lab httpd -f -p 80')
    await sh('ip', '-6', 'neigh', 'add', 'proxy', '2001:db8:9a6e::80', 'dev', 'eth0')
  })
  test.afterEach(async ({ sh }) => {
    await sh('sh', '-c', 'docker rm -f page-container-with-a-name-of-forty-chars; docker network rm page-net; ip -6 neigh del proxy 2001:db8:9a6e::80 dev eth0; true')
  })

  test('light: accessible, and nothing wider than the window', async ({ signedIn: page }) => {
    test.setTimeout(300_000)
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    for (const feature of PAGES) {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        if (width === WIDTHS[0]) await page.goto(`/hosts/local/${feature}`)
        await settled(page)
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        expect(overflow, `${feature} at ${width} px`).toBeLessThanOrEqual(0)
        if (width !== 1024) expect(await violations(page)).toEqual([])
      }
    }
  })

  // A theme changes colors and nothing else.
  test('dark: everything stands out from what is behind it', async ({ signedIn: page }) => {
    test.setTimeout(300_000)
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    for (const feature of PAGES) {
      await page.setViewportSize({ width: WIDTHS[0]!, height: 900 })
      await page.goto(`/hosts/local/${feature}`)
      await settled(page)
      expect(await violations(page, ['color-contrast'])).toEqual([])
    }
  })

  test('the way from a container to its proxy entry, link by link', async ({ signedIn: page }) => {
    await page.goto('/hosts/local/containers?q=page-container')
    await page.getByRole('grid').getByRole('row').filter({ hasText: 'page-container' }).click()
    const drawer = page.getByRole('complementary').or(page.getByRole('dialog')).filter({ hasText: 'page-container' }).last()
    await expect(drawer).toContainText('2001:db8:9a6e::80')
    expect(new URL(page.url()).searchParams.get('open')).toBeTruthy()
    await drawer.getByRole('link', { name: /page-net/ }).first().click()
    await expect(page).toHaveURL(/\/networks\?.*open=/)
    await expect(page.getByText('2001:db8:9a6e::/64').first()).toBeVisible()
    await page.goBack()
    await expect(page).toHaveURL(/\/containers/)
  })

  test('keyboard alone: filter, move, open, close', async ({ signedIn: page }) => {
    await page.goto('/hosts/local/addresses')
    await settled(page)
    await page.keyboard.press('/')
    await page.keyboard.type('dev:eth0')
    await expect(page).toHaveURL(/q=dev%3Aeth0/)
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/open=/)
    await page.keyboard.press('Escape')
    await expect(page).not.toHaveURL(/open=/)
  })

  test('the box above finds an address wherever it is', async ({ signedIn: page }) => {
    await page.goto('/hosts/local/overview')
    await settled(page)
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox')).toBeFocused()
    await page.keyboard.type('2001:db8:9a6e:0::80')
    const options = page.getByRole('option')
    await expect(options.filter({ hasText: '2001:db8:9a6e::80' }).first()).toBeVisible()
    await expect(options.filter({ hasText: 'page-container' }).first()).toBeVisible()
  })
})

test.describe('@see what is missing is said', () => {
  test('a filter that hides everything, a page that does not exist, and a resource that does not', async ({ signedIn: page }) => {
    await page.goto('/hosts/local/links?q=there-is-no-such-link')
    await expect(page.getByRole('button', { name: /clear/i }).first()).toBeVisible()
    await page.goto('/hosts/local/nothing')
    await expect(page.getByText(/not|no/i).first()).toBeVisible()
    const status = await page.evaluate(async () => (await fetch('/api/v1/hosts/local/nothing')).status)
    expect(status).toBe(404)
  })

  test('no nft and no ip6tables on the host', async ({ signedIn: page, sh, journal }) => {
    journal.allow.push(/nft|ip6tables/)
    const tools = (await sh('sh', '-c', 'command -v nft ip6tables-save')).trim().split('\n')
    for (const tool of tools) await sh('mv', tool, `${tool}.away`)
    try {
      await page.goto('/hosts/local/firewall')
      await expect(page.getByText(/nft.*is not installed/i).first()).toBeVisible()
      await page.goto('/hosts/local/routes')
      await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible()
    } finally {
      for (const tool of tools) await sh('mv', `${tool}.away`, tool)
    }
  })

  test('IPv6 disabled in the kernel', async ({ browser, sh, host, storageState, journal }) => {
    expect(storageState, 'an administrator, made over IPv6 while it is there').toBeDefined()
    journal.allow.push(/./)
    // The way there over IPv6 is what is switched off, so this person comes over IPv4.
    const address = host === 'modern' ? '192.0.2.10' : '192.0.2.20'
    const context = await browser.newContext({ baseURL: `https://${address}:8666`, ignoreHTTPSErrors: true })
    const page = await context.newPage()
    await sh('sh', '-c', 'ip -6 route show > /run/routes6; sysctl -qw net.ipv6.conf.all.disable_ipv6=1')
    try {
      await page.goto('/login')
      await page.getByLabel('Name').fill('admin')
      await page.getByLabel('Password').fill('correct horse battery staple')
      await page.getByRole('button', { name: /sign in/i }).click()
      await expect(page).toHaveURL(/overview/)
      await expect(page.getByText(/IPv6 is (disabled|switched off|off)/i).first()).toBeVisible()
      await page.goto('/hosts/local/links')
      await expect(page.getByRole('grid').getByRole('row').filter({ hasText: 'eth0' }).first()).toBeVisible()
    } finally {
      await context.close()
      await sh('sh', '-c', 'sysctl -qw net.ipv6.conf.all.disable_ipv6=0; systemctl restart lab-net; true')
    }
  })
})
