import { expect, test } from '../fixtures'

const LAN = '2001:db8:23:42::/64'

test('@setup a plan by clicking: questions, picture, a free part becomes a network', async ({ signedIn: page, sh }) => {
  await sh('docker', 'network', 'create', '--ipv6', '--subnet', '2001:db8:23:42:2::/80', 'planned-around')
  try {
    await page.goto('/hosts/local/overview')
    await page.getByRole('link', { name: 'Planner' }).click()
    await expect(page).toHaveURL(/\/planner/)
    // The host's own prefix is offered and taken, with what the host knows of it.
    await expect(page.getByRole('radio', { name: LAN })).toBeChecked()
    await expect(page.getByRole('radio', { name: 'On-link' })).toBeChecked()
    await page.getByLabel('Networks', { exact: true }).fill('2')
    await page.getByLabel('Names').fill('web, db')
    await expect(page).toHaveURL(/networks=2/)

    const picture = page.getByRole('group', { name: `Picture of ${LAN}` })
    const part = (name: RegExp) => picture.getByRole('button', { name })
    await expect(part(/^kept for hosts, 2001:db8:23:42::\/80/)).toBeVisible()
    await expect(part(/^web, 2001:db8:23:42:1::\/80, planned/)).toBeVisible()
    await expect(part(/^planned-around, 2001:db8:23:42:2::\/80, used/)).toBeVisible()
    await expect(part(/^db, 2001:db8:23:42:3::\/80, planned/)).toBeVisible()

    // The exports say the same.
    await expect(page.getByLabel('the commands', { exact: true })).toContainText('--subnet 2001:db8:23:42:1::/80')
    await expect(page.getByLabel('the commands', { exact: true })).toContainText('--subnet 2001:db8:23:42:3::/80')

    await part(/2001:db8:23:42:4::\/78, free/).click()
    await expect(page).toHaveURL(/\/networks\?/)
    await expect(page.getByLabel('Subnet').first()).toHaveValue('2001:db8:23:42:4::/80')
    await page.getByLabel('Name', { exact: true }).fill('from-plan')
    await page.getByRole('button', { name: 'See what changes' }).click()
    const dialog = page.getByRole('dialog').filter({ hasText: 'Create network from-plan' })
    await dialog.getByRole('button', { name: 'Create network from-plan' }).click()
    await expect(dialog).toContainText(/done and verified/i, { timeout: 30_000 })
    expect(JSON.parse(await sh('docker', 'network', 'inspect', 'from-plan'))[0].IPAM.Config).toContainEqual(expect.objectContaining({ Subnet: '2001:db8:23:42:4::/80' }))
    await dialog.getByRole('button', { name: /close|done/i }).first().click()

    // The plan is a link, and the new network is in the picture.
    await page.goto(`/hosts/local/planner?prefix=${encodeURIComponent(LAN)}&situation=on-link&networks=2`)
    await expect(part(/^from-plan, 2001:db8:23:42:4::\/80, used/)).toBeVisible()
  } finally {
    await sh('sh', '-c', 'docker network rm planned-around from-plan; true')
  }
})

test('@setup a planned network is made as the plan says', async ({ signedIn: page, sh }) => {
  try {
    await page.goto('/hosts/local/planner?from=typed&prefix=2001:db8:77::/48&networks=1&names=plan-row')
    await page.getByRole('button', { name: 'Create network plan-row' }).click()
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('plan-row')
    await expect(page.getByLabel('Subnet').first()).toHaveValue('2001:db8:77::/64')
    await page.getByRole('button', { name: 'See what changes' }).click()
    const dialog = page.getByRole('dialog').filter({ hasText: 'Create network plan-row' })
    await dialog.getByRole('button', { name: 'Create network plan-row' }).click()
    await expect(dialog).toContainText(/done and verified/i, { timeout: 30_000 })
  } finally {
    await sh('sh', '-c', 'docker network rm plan-row; true')
  }
})

test('@setup what cannot be is said at its question, with a way out', async ({ signedIn: page }) => {
  await page.goto('/hosts/local/planner?from=typed')
  const prefix = page.getByRole('textbox', { name: 'Prefix' })
  await prefix.fill('2001:db8:1/64')
  await expect(prefix).toHaveAttribute('aria-invalid', 'true')
  await expect(prefix).toHaveValue('2001:db8:1/64')
  await prefix.fill('2001:db8:1::/63')
  await expect(prefix).not.toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Networks', { exact: true }).fill('3')
  await page.getByLabel('Networks', { exact: true }).fill('5')
  await expect(page.getByText('2001:db8:1::/63 has room for 2 networks of /64; 5 were asked for.')).toBeVisible()
  await page.getByRole('button', { name: 'Use /80 per network' }).click()
  await expect(page.getByRole('cell', { name: 'net5', exact: true })).toBeVisible()
  await page.getByRole('radio', { name: '6to4' }).click({ force: true })
  await page.getByLabel('IPv4 address').fill('172.20.0.0')
  await expect(page.getByText('Gives 2002:ac14::/48.')).toBeVisible()
  await expect(page.getByText(/6to4 is deprecated \(RFC 7526\)/)).toBeVisible()
  await expect(page.getByText(/172\.20\.0\.0 is not a public IPv4 address/)).toBeVisible()
  await page.getByRole('radio', { name: 'Private' }).click({ force: true })
  await expect(page).toHaveURL(/prefix=fd[\da-f]{2}%3A/)
})

test('@setup the picture by keyboard: move, zoom in, zoom out', async ({ signedIn: page }) => {
  await page.goto('/hosts/local/planner?from=typed&prefix=2001:db8:77::/48&networks=3')
  const picture = page.getByRole('group', { name: 'Picture of 2001:db8:77::/48' })
  const parts = picture.locator('[data-part]')
  await expect(parts.first()).toBeVisible()
  await parts.first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(parts.nth(1)).toBeFocused()
  await page.keyboard.press('-')
  await expect(picture.getByRole('navigation')).toContainText('2001:db8:77::/48')
  await expect(parts.first()).toHaveAccessibleName(/holds 3 planned/)
  // The focus came along.
  await expect(parts.first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(parts.first()).toBeFocused()
  await expect(parts.first()).toHaveAccessibleName(/^net1, 2001:db8:77::\/64, planned/)
  await picture.getByRole('button', { name: 'Show all of 2001:db8:77::/48' }).click()
  await expect(parts.first()).toHaveAccessibleName(/holds 3 planned/)
})

test('@setup in the setup: only the networks of this Docker host, around the default bridge, and what no network takes is held', async ({ signedIn: page, sh }) => {
  // An engine that made an IPv6 network before turned forwarding on: the setup would first have the host hear its router again.
  await sh('sysctl', '-qw', 'net.ipv6.conf.eth0.accept_ra=2')
  await expect.poll(() => sh('ip', '-6', 'route', 'show', 'default'), { timeout: 20_000, message: 'the router advertises' }).toContain('default')
  await page.goto('/hosts/local/setup?step=plan&choice=routed&exposure=published&from=typed&situation=routed&prefix=2001:db8:70::/44&networks=1&hosts=2')
  const here = page.getByLabel('This host is')
  const on = page.getByRole('button', { name: 'See what changes' })
  await on.click()
  await expect(here).toHaveAccessibleDescription(/Say which of the Docker hosts this one is/)
  await expect(here).toBeFocused()
  await here.selectOption('host2')
  await on.click()
  const plan = page.getByRole('region', { name: 'What will be changed' })
  await expect(plan).toContainText(/--subnet 2001:db8:72::\/64 .*host2-net1/)
  await expect(plan).toContainText('unreachable 2001:db8:72::/48')
  await expect(plan).not.toContainText('host1-net1')

  await page.goto('/hosts/local/setup?step=plan&choice=routed&exposure=published&from=typed&situation=routed&prefix=2001:db8:77::/48&networks=1&bridge=2001:db8:77::/64')
  await on.click()
  await expect(plan).toContainText(/--subnet 2001:db8:77:1::\/64 .*net1/)
  // Nothing was applied, and nobody goes on from here: the next visit begins anew.
  await page.getByRole('button', { name: 'Not now' }).click()
  await expect(page).toHaveURL(/overview/)
  await sh('sysctl', '-qw', 'net.ipv6.conf.eth0.accept_ra=1')
})
