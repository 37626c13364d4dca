import { routerExec } from '../lab/api.mjs'
import { expect, test } from '../fixtures'

const PREFIX = '2001:db8:23:42:9::/80'
const HAND_WRITTEN = '# by hand\nroute-ttl 20000\nproxy eth0 {\n   router no  # not a router\n   rule 2001:db8:23:42:a::/80 {\n      auto\n   }\n   rul 2001:db8:23:42:b::/80 { auto }\n}\n'

test('@change a rule of ndppd by clicking: it answers, the kernel keeps off, the file stays as others wrote it', async ({ signedIn: page, sh, host }) => {
  await page.goto('/hosts/local/proxies?view=ndppd')
  if (host === 'modern') {
    await expect(page.getByText('ndppd is not installed here')).toBeVisible()
    return
  }
  try {
    await sh('sh', '-c', `printf '%b' '${HAND_WRITTEN.replaceAll('\n', '\\n')}' > /etc/ndppd.conf`)
    await sh('sh', '-c', 'ip link add nd0 type bridge && ip link set nd0 up && ip -6 addr add 2001:db8:23:42:9::1/80 dev nd0 nodad')
    await expect(page.getByText('1 line of its file does not do what it seems to')).toBeVisible()

    await page.getByRole('button', { name: 'New ndppd rule' }).click()
    await page.getByLabel('Answers on').fill('eth0')
    await page.getByLabel('Prefix', { exact: true }).fill(PREFIX)
    await page.getByLabel('How it knows that somebody is there').selectOption('static')
    await page.getByRole('button', { name: 'See what changes' }).click()
    const dialog = page.getByRole('dialog').filter({ hasText: `Let ndppd answer for ${PREFIX}` })
    await expect(dialog).toContainText('systemctl start ndppd.service')
    await dialog.getByRole('button', { name: /^Let ndppd answer/ }).click()
    await expect(dialog).toContainText(/done and verified/i, { timeout: 20_000 })
    await dialog.getByRole('button', { name: /close|done/i }).first().click()

    const file = await sh('cat', '/etc/ndppd.conf')
    expect(file).toBe(HAND_WRITTEN.replace(/\}\n$/, `   rule ${PREFIX} {\n      static\n   }\n}\n`))
    expect(await sh('pgrep', '-a', 'ndppd')).toContain('/usr/sbin/ndppd')
    // Somebody nobody has: only ndppd can have answered the router.
    await routerExec(['ping', '-6', '-c', '1', '-W', '2', '2001:db8:23:42:9::77'])
    await expect.poll(async () => (await routerExec(['ip', '-6', 'neigh', 'show', '2001:db8:23:42:9::77'])).stdout).toMatch(/lladdr/)

    // One prefix, one mechanism.
    await page.goto('/hosts/local/proxies?new=1&for=2001:db8:23:42:9::78')
    await page.getByLabel('Address').fill('2001:db8:23:42:9::78')
    await page.getByLabel(/^Answers? on/).fill('eth0')
    await page.getByRole('button', { name: 'See what changes' }).click()
    await expect(page.getByLabel('Address')).toHaveAttribute('aria-invalid', 'true')
    await expect(page.locator('[id$="-error"]').filter({ hasText: 'ndppd answers for' })).toBeVisible()

    await page.goto('/hosts/local/proxies?view=ndppd')
    await page.getByRole('row').filter({ hasText: '23:42:9::' }).click()
    await page.getByRole('button', { name: 'Remove rule' }).click()
    const removal = page.getByRole('dialog').filter({ hasText: 'Take the rule' })
    await removal.getByRole('button', { name: /^Take the rule/ }).click()
    await expect(removal).toContainText(/done and verified/i, { timeout: 20_000 })
    expect(await sh('cat', '/etc/ndppd.conf')).toBe(HAND_WRITTEN)
  } finally {
    await sh('sh', '-c', 'systemctl stop ndppd; systemctl disable ndppd; rm -f /etc/ndppd.conf; ip link del nd0; true')
  }
})
