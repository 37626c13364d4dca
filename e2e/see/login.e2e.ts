import { expect, test } from '../fixtures'
import { setupToken } from '../lab/api.mjs'

const PERSON = { name: 'ada', password: 'a long walk over the bridge' }

test.describe.serial('@see the first visit', () => {
  test.use({ storageState: { cookies: [], origins: [] } })
  test.beforeAll(async ({}, info) => {
    // A console nobody has signed in to yet, without a new host: its own state is put aside.
    const { hostExec, consoleReady } = await import('../lab/api.mjs')
    const host = info.project.name as 'modern' | 'old'
    await hostExec(host, ['sh', '-c', 'systemctl stop dock6-console; cp -a /var/lib/dock6/console /run/console.aside; rm -f /var/lib/dock6/console/console.db*; systemctl start dock6-console'])
    await consoleReady(host)
  })
  test.afterAll(async ({}, info) => {
    const { hostExec, consoleReady } = await import('../lab/api.mjs')
    const host = info.project.name as 'modern' | 'old'
    await hostExec(host, ['sh', '-c', 'systemctl stop dock6-console; rm -rf /var/lib/dock6/console/*; cp -a /run/console.aside/. /var/lib/dock6/console/; rm -rf /run/console.aside; systemctl start dock6-console'])
    await consoleReady(host)
  })

  test('nothing is told before the login', async ({ page }) => {
    await page.goto('/hosts/local/networks')
    await expect(page).toHaveURL(/\/setup/)
    for (const path of ['hosts/local/networks', 'hosts/local/overview', 'live', 'hosts/local/search?q=a']) {
      const status = await page.evaluate(async (to) => (await fetch(`/api/v1/${to}`)).status, path)
      expect(status, path).toBe(401)
    }
  })

  test('a wrong token is refused at its field, the right one makes the first admin', async ({ page, host }) => {
    await page.goto('/setup')
    const token = await setupToken(host)
    await page.getByLabel('Setup token').fill('AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG')
    await page.getByLabel('Name').fill(PERSON.name)
    await page.getByLabel('Password', { exact: true }).fill(PERSON.password)
    await page.getByLabel('Password again').fill(PERSON.password)
    await page.getByRole('button', { name: /create/i }).click()
    await expect(page.getByLabel('Setup token')).toHaveAttribute('aria-invalid', 'true')
    await page.getByLabel('Setup token').fill(token)
    await page.getByLabel('Password again').fill('something else')
    await page.getByRole('button', { name: /create/i }).click()
    await expect(page.getByLabel('Password again')).toHaveAttribute('aria-invalid', 'true')
    await page.getByLabel('Password again').fill(PERSON.password)
    await page.getByRole('button', { name: /create/i }).click()
    // Who comes first is led through the setup.
    await expect(page).toHaveURL(/\/hosts\/local\/setup/)
    await expect(page.getByRole('heading', { name: 'What this host has' })).toBeVisible()
    const cookies = await page.context().cookies()
    expect(cookies.find((cookie) => cookie.name === '__Host-dock6')).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' })
  })

  test('the setup is closed from then on; sign in, sign out', async ({ page }) => {
    await page.goto('/setup')
    await expect(page).toHaveURL(/\/login/)
    await page.getByLabel('Name').fill(PERSON.name)
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: /sign in/i }).click()
    await expect(page.getByRole('alert').first()).toBeVisible()
    await page.getByLabel('Password').fill(PERSON.password)
    await page.getByRole('button', { name: /sign in/i }).click()
    await expect(page).toHaveURL(/\/hosts\/local\/overview/)
    const cookies = await page.context().cookies()
    await page.getByRole('button', { name: new RegExp(PERSON.name) }).click()
    await page.getByRole('menuitem', { name: /sign out/i }).click()
    await expect(page).toHaveURL(/\/login/)
    // The old cookie is worth nothing: the session ended on the server.
    await page.context().addCookies(cookies)
    expect(await page.evaluate(async () => (await fetch('/api/v1/hosts/local/networks')).status)).toBe(401)
  })

  test('a page has no inline script without the nonce, and asks no other host', async ({ page }) => {
    const foreign: string[] = []
    page.on('request', (request) => new URL(request.url()).host !== new URL(page.url() === 'about:blank' ? request.url() : page.url()).host && foreign.push(request.url()))
    const answer = await page.goto('/login')
    const policy = answer!.headers()['content-security-policy'] ?? ''
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=-]{16,}'/)
    expect(policy).toMatch(/object-src 'none'.*/)
    expect(policy).toMatch(/frame-ancestors 'none'/)
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
    await page.waitForLoadState('networkidle')
    expect(foreign).toEqual([])
  })

  test('a foreign Host name, which is how DNS rebinding looks, is refused', async ({ sh }) => {
    const ask = (host: string) => sh('/usr/local/bin/node', '-e', `require('https').get({host:'::1',port:8666,path:'/login',rejectUnauthorized:false,headers:{host:process.argv[1]}},r=>{console.log(r.statusCode);process.exit()})`, host)
    expect((await ask('evil.example:8666')).trim()).toBe('421')
    expect((await ask('localhost:8666')).trim()).not.toBe('421')
    expect((await ask('[2001:db8:23:42::10]:9')).trim()).toBe('421')
  })
})
