import { expect, test } from '../fixtures'

test('@change a network by clicking: form, plan, done, history, undone', async ({ signedIn: page, sh }) => {
  try {
    await page.goto('/hosts/local/networks')
    await page.getByRole('button', { name: 'New network' }).click()
    await page.getByLabel('Name', { exact: true }).fill('click-net')
    await page.getByRole('button', { name: 'Suggest' }).first().click()
    await expect(page.getByLabel('Subnet').first()).toHaveValue(/\/64$/)
    const subnet = await page.getByLabel('Subnet').first().inputValue()
    await page.getByRole('button', { name: 'See what changes' }).click()
    const dialog = page.getByRole('dialog').filter({ hasText: 'Create network click-net' })
    await expect(dialog).toContainText(`--subnet ${subnet}`)
    expect(await sh('docker', 'network', 'ls', '--format', '{{.Name}}'), 'a plan touches nothing').not.toContain('click-net')
    await dialog.getByRole('button', { name: 'Create network click-net' }).click()
    await expect(dialog).toContainText(/done and verified/i, { timeout: 20_000 })
    expect(JSON.parse(await sh('docker', 'network', 'inspect', 'click-net'))[0]).toMatchObject({ EnableIPv6: true, IPAM: { Config: expect.arrayContaining([expect.objectContaining({ Subnet: subnet })]) } })
    await dialog.getByRole('button', { name: /close|done/i }).first().click()
    await expect(page.getByRole('grid').getByRole('row').filter({ hasText: 'click-net' })).toBeVisible()
    await page.goto('/hosts/local/history')
    await expect(page.getByText('Create network click-net').first()).toBeVisible()
  } finally {
    await sh('sh', '-c', 'docker network rm click-net; true')
  }
})

test('@change wrong input is told at its field, and what was typed stays', async ({ signedIn: page, sh }) => {
  const before = await sh('docker', 'network', 'ls', '-q')
  await page.goto('/hosts/local/networks')
  await page.getByRole('button', { name: 'New network' }).click()
  await page.getByLabel('Name', { exact: true }).fill('click-bad')
  await page.getByLabel('Subnet').first().fill('2001:db8:23:42::/64')
  await page.getByRole('button', { name: 'See what changes' }).click()
  const subnet = page.getByLabel('Subnet').first()
  await expect(subnet).toHaveAttribute('aria-invalid', 'true')
  await expect(subnet).toHaveValue('2001:db8:23:42::/64')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('click-bad')
  await expect(page.locator('[id$="-error"]').filter({ hasText: '2001:db8:23:42' })).toBeVisible()
  expect(await sh('docker', 'network', 'ls', '-q')).toBe(before)
})
