import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures'

const HERE = '2001:db8:23:42::5f1'
const clean = `docker rm -f form-web form-shop form-task; ip -6 addr del ${HERE}/64 dev eth0; true`

/** Applies what the dialog shows, and closes it. */
async function done(page: Page, name: RegExp): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name }).last().click()
  await expect(dialog).toContainText('Done and verified', { timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
}

test.describe('@publish the form', () => {
  test.beforeEach(async ({ sh }) => {
    await sh('sh', '-c', clean)
    await sh('sh', '-ec', `ip -6 addr add ${HERE}/64 dev eth0 nodad
      docker run -d --name form-web --stop-timeout 1 -p '[${HERE}]:8080:80' busybox:lab httpd -f -p '[::]:80'
      docker run -d --name form-shop --stop-timeout 1 --label com.docker.compose.project=shop --label com.docker.compose.service=front busybox:lab httpd -f -p '[::]:80'`)
  })
  test.afterEach(async ({ sh }) => void (await sh('sh', '-c', clean)))

  test('says at its box what is wrong, before anything is asked', async ({ signedIn: page }) => {
    test.setTimeout(90_000)
    await page.goto('/hosts/local/ports?new=publish&for=form-shop')
    const form = page.getByRole('complementary', { name: /^Publish ports/ })
    await form.getByLabel('Container port').fill('80')
    await form.getByLabel('At', { exact: true }).selectOption('typed')
    const address = form.getByLabel('Address', { exact: true })
    for (const [text, says] of [
      ['2001:db8:23:42::dead', /does not have 2001:db8:23:42::dead/], ['[2001:db8::5]', /bracket/], ['fe80::1%eth0', /zone/], ['fe80::1', /link-local/], ['::ffff:192.0.2.1', /Write 192\.0\.2\.1/], ['web.example.org', /no(t| ).*address/i],
    ] as const) {
      await address.fill(text)
      await expect(address).toHaveAttribute('aria-invalid', 'true')
      await expect(address, text).toHaveAccessibleDescription(says)
    }
    await address.fill('2001:db8:23:42::dead')
    await form.getByLabel(/^Add 2001:db8:23:42::dead\/64 to eth0/).check()
    await expect(address).not.toHaveAttribute('aria-invalid')
    await form.getByLabel('At', { exact: true }).selectOption(HERE)
    await form.getByLabel('Host port').fill('8080')
    await expect(form.getByLabel('Host port')).toHaveAccessibleDescription(/taken by the container form-web/)
    await form.getByLabel('At', { exact: true }).selectOption('::')
    await form.getByLabel('Host port').fill('8081')
    await expect(form).toContainText('everybody who reaches any IPv6 address of this host')
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 160)}`)).toEqual([])
  })

  test('a Compose service: the lines for its file first, past it only if that is said; unpublished the same way', async ({ signedIn: page, sh }) => {
    test.setTimeout(120_000)
    await page.goto('/hosts/local/ports?new=publish&for=form-shop')
    const form = page.getByRole('complementary', { name: /^Publish ports/ })
    await form.getByLabel('Container port').fill('80')
    await form.getByLabel('At', { exact: true }).selectOption(HERE)
    await expect(form.getByLabel('compose.yaml', { exact: true })).toContainText(`host_ip: "${HERE}"`)
    await page.getByRole('button', { name: 'See what changes' }).click()
    const anyway = form.getByLabel('Apply it here all the same')
    await expect(anyway).toHaveAccessibleDescription(/belongs to service front of the Compose project shop/)
    await anyway.check()
    await page.getByRole('button', { name: 'See what changes' }).click()
    await expect(page.getByRole('dialog')).toContainText('may make the container anew without this change')
    await done(page, /^Publish ports of form-shop/)
    expect(await sh('docker', 'port', 'form-shop')).toContain(HERE)

    await page.getByRole('complementary').getByRole('button', { name: 'Close', exact: true }).last().click()
    await page.getByRole('grid').getByRole('row').filter({ hasText: 'form-shop' }).getByText('serving').click()
    await page.getByRole('complementary', { name: /5f1/ }).getByRole('button', { name: 'Unpublish' }).click()
    const back = page.getByRole('complementary', { name: /^Unpublish/ })
    await expect(back.getByLabel('compose.yaml', { exact: true })).toContainText('ports: []')
    await back.getByLabel('Apply it here all the same').check()
    await page.getByRole('button', { name: 'See what changes' }).click()
    await done(page, /^Take back/)
    expect(await sh('docker', 'port', 'form-shop')).toBe('')

    // Nobody looks after the other one: no form is needed.
    await page.goto('/hosts/local/ports?q=form-web')
    await page.getByRole('grid').getByRole('row').filter({ hasText: 'form-web' }).getByText('serving').click()
    await page.getByRole('complementary', { name: /5f1/ }).getByRole('button', { name: 'Unpublish' }).click()
    await done(page, /^Take back/)
    expect(await sh('docker', 'port', 'form-web')).toBe('')
  })

  test('a task of a swarm service: the lines for its stack and the command, and that no address can be kept', async ({ signedIn: page, sh }) => {
    await sh('docker', 'create', '--name', 'form-task', '--label', 'com.docker.swarm.service.name=shop_front', '--label', 'com.docker.stack.namespace=shop', 'busybox:lab')
    await page.goto('/hosts/local/ports?new=publish&for=form-task')
    const form = page.getByRole('complementary', { name: /^Publish ports/ })
    await form.getByLabel('Container port').fill('80')
    await form.getByLabel('At', { exact: true }).selectOption(HERE)
    await expect(form.getByLabel('stack.yaml', { exact: true })).toContainText(/"front":[^]*target: 80[^]*mode: host/)
    await expect(form.getByLabel('A service without a file', { exact: true })).toContainText('docker service update --publish-add target=80,published=80,protocol=tcp,mode=host shop_front')
    await expect(form).toContainText('Swarm cannot publish at one address')
    await page.getByRole('button', { name: 'See what changes' }).click()
    await expect(form.getByLabel('Apply it here all the same')).toHaveAccessibleDescription(/task of the swarm service shop_front/)
  })
})
