import type { Page } from '@playwright/test'
import { applied } from '../change/speak'
import { expect, test } from '../fixtures'
import { rebootHost, routerExec } from '../lab/api.mjs'

const NAMES = ['own-one', 'own-two', 'own-three'] as const
const NET = 'own-net'
const clean = `docker rm -f ${NAMES.join(' ')}; docker network rm ${NET}; true`

/** Fills in the form that is open, looks at the plan, applies it, and answers the address that the container got. */
async function publish(page: Page, name: string): Promise<string> {
  const form = page.getByRole('complementary', { name: /^Publish ports/ })
  await expect(form.getByLabel('At', { exact: true })).toHaveValue(/^next 2001:db8:23:42::\/64$/)
  await form.getByLabel('Container port').fill('80')
  await expect(form).toContainText('is added to eth0 as /64')
  await page.getByRole('button', { name: 'See what changes' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(`docker create --name ${name}.dock6-new -p`)
  await expect(dialog).toContainText('ip -6 addr add 2001:db8:23:42::')
  await dialog.getByRole('button', { name: `Publish ports of ${name}` }).click()
  await expect(dialog).toContainText('Done and verified', { timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  const result = page.getByRole('complementary', { name: `Ports of ${name} are published` })
  await expect(result).toContainText('A connection from this host to')
  await expect(result).toContainText(/As a client beyond this host, a probe connected to .* It was answered/)
  const url = await result.getByRole('link', { name: /^http:/ }).first().textContent()
  const address = /^http:\/\/\[([\da-f:]+)\]\/$/.exec(url ?? '')?.[1] ?? ''
  expect(address).not.toBe('')
  await expect(result).toContainText(`curl -g 'http://[${address}]/'`)
  await expect(result).toContainText(`IN AAAA ${address}`)
  await expect(result).toContainText('.ip6.arpa. IN PTR')
  await expect(result).toContainText(`-p '[${address}]:80:80'`)
  await expect(result).toContainText(`host_ip: "${address}"`)
  await result.getByRole('button', { name: 'Close', exact: true }).last().click()
  return address
}

/** What the router gets from each address. */
const fetched = (addresses: readonly string[]) => Promise.all(addresses.map(async (address) => (await routerExec(['curl', '-gsf', '--max-time', '3', `http://[${address}]/`])).stdout.trim()))

test.describe('@publish three services, each with port 80 of an address of its own', () => {
  test.beforeEach(async ({ sh }) => {
    await sh('sh', '-c', clean)
    await sh('sh', '-ec', `docker network create --ipv6 --subnet 2001:db8:9a71::/64 ${NET}
      for n in ${NAMES.join(' ')}; do docker run -d --name $n --network ${NET} --restart unless-stopped --stop-timeout 1 busybox:lab sh -c "mkdir -p /www; echo $n > /www/index.html; exec httpd -f -p '[::]:80' -h /www"; done`)
  })
  test.afterEach(async ({ sh, page, read }) => {
    await sh('sh', '-c', clean)
    const mine = (await read('kept')).rows.map(({ key }) => /^addresses\/eth0\/(2001:db8:23:42::1[\da-f]{2}\/64)$/.exec(String(key))?.[1]).filter((one) => one !== undefined)
    if (mine.length > 0) await applied(page, ...mine.map((address) => ({ kind: 'addresses.remove', input: { dev: 'eth0', address } })))
  })

  test('by the next free address, and again after a reboot', async ({ signedIn: page, host, sh, journal }) => {
    test.setTimeout(240_000)
    await page.goto('/hosts/local/ports')
    await page.getByRole('button', { name: 'Publish a port' }).click()
    await page.getByLabel('Container', { exact: true }).fill(NAMES[0])
    const one = await publish(page, NAMES[0])

    await page.goto(`/hosts/local/containers?q=name:${NAMES[1]}`)
    await page.getByRole('grid').getByRole('row').getByText(NAMES[1], { exact: true }).first().click()
    await page.getByRole('complementary', { name: NAMES[1] }).getByRole('button', { name: 'Publish a port' }).click()
    const two = await publish(page, NAMES[1])

    await page.goto(`/hosts/local/ports?new=publish&for=${NAMES[2]}`)
    const three = await publish(page, NAMES[2])

    const addresses = [one, two, three]
    expect(new Set(addresses).size).toBe(3)
    expect(await fetched(addresses)).toEqual([...NAMES])

    journal.allow.push(/./)
    await page.goto('about:blank')
    await rebootHost(host)
    await expect.poll(() => fetched(addresses), { timeout: 30_000 }).toEqual([...NAMES])
    expect((await sh('docker', 'ps', '--format', '{{.Names}}')).split('\n').filter((name) => name.startsWith('own-')).sort()).toEqual([...NAMES].sort())
  })
})
