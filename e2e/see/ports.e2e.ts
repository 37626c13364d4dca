import { expect, test } from '../fixtures'

const ONE = '2001:db8:23:42::5e1'
const TWO = '2001:db8:23:42::5e2'
const RACE = '2001:db8:23:42::5e3'

test.describe('@see @publish ports', () => {
  test.beforeEach(async ({ sh }) => {
    await sh('sh', '-ec', `
      docker network create --ipv6 --subnet 2001:db8:9a70::/64 ports-net
      for a in ${ONE} ${TWO} ${RACE}; do ip -6 addr add $a/64 dev eth0 nodad; done
      docker run -d --name ports-one --network ports-net -p '[${ONE}]:80:80' busybox:lab httpd -f -p '[::]:80'
      docker run -d --name ports-all -p 8099:80 busybox:lab httpd -f -p 80
      docker run -d --name ports-race --network ports-net -p '[${RACE}]:80:80' busybox:lab httpd -f -p '[::]:80'
      docker stop -t 0 ports-race
      ip -6 addr del ${RACE}/64 dev eth0
      docker start ports-race || true`)
  })
  test.afterEach(async ({ sh }) => {
    await sh('sh', '-c', `docker rm -f ports-one ports-all ports-race; docker network rm ports-net; for a in ${ONE} ${TWO} ${RACE}; do ip -6 addr del $a/64 dev eth0; done; true`)
  })

  test('every binding of the engine is a row, with how it really travels', async ({ read, sh, host }) => {
    const wayOut = (await sh('ip', '-6', 'route', 'show', 'default')).includes('default')
    const of = async (name: string) => (await read('ports')).rows.filter((row) => (row['container'] as { name: string }).name === name)
    // Nothing tells of new sockets and rules of the firewall: they are read every few seconds.
    await expect.poll(() => of('ports-one'), { timeout: 20_000 }).toEqual([expect.objectContaining({ hostIp: ONE, hostPort: 80, proto: 'tcp', containerPort: 80, exposure: 'address', addressState: 'present', state: 'serving', travels: host === 'modern' ? 'dnat' : 'proxy', sourceKept: host === 'modern', reach: wayOut ? 'anywhere' : 'link', holder: expect.objectContaining({ name: 'docker-proxy' }) })])
    await expect.poll(async () => (await of('ports-all')).map((row) => [row['hostIp'], row['travels'], row['state']]), { timeout: 20_000 }).toEqual([['::', 'proxy', 'serving'], ['0.0.0.0', 'dnat', 'serving']])
    await expect.poll(() => of('ports-race'), { timeout: 20_000 }).toEqual([expect.objectContaining({ hostIp: RACE, state: 'boot_race', addressState: 'missing', reach: 'nobody', error: expect.stringContaining('cannot assign requested address') })])
  })

  test('an address that goes away takes its port with it, and back', async ({ read, sh }) => {
    const state = async () => (await read('ports')).rows.find((row) => row['hostIp'] === ONE)?.['state']
    await sh('ip', '-6', 'addr', 'del', `${ONE}/64`, 'dev', 'eth0')
    await expect.poll(state).toBe('address_missing')
    await sh('ip', '-6', 'addr', 'add', `${ONE}/64`, 'dev', 'eth0', 'nodad')
    await expect.poll(state).toBe('serving')
  })

  test('the boot race is a finding that leads to the port; the address is added from there, and the container started', async ({ signedIn: page, read }) => {
    test.setTimeout(120_000)
    await page.goto('/hosts/local/overview')
    const finding = page.getByRole('listitem').filter({ hasText: 'ports-race did not start' })
    await finding.getByRole('link').click()
    await expect(page).toHaveURL(/\/ports\?open=/)
    const drawer = page.getByRole('complementary', { name: /5e3/ })
    await expect(drawer).toContainText('It could not start because')
    await expect(drawer).toContainText(`curl -g 'http://[${RACE}]/'`)
    await drawer.getByRole('button', { name: `Add ${RACE}` }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: /^Add/ }).last().click()
    await expect(dialog).toContainText('Done and verified', { timeout: 20_000 })
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    const race = page.getByRole('region', { name: /did not start/ })
    await expect(race).toContainText('the address is there now', { timeout: 15_000 })
    const row = async () => (await read('ports')).rows.find(({ hostIp }) => hostIp === RACE)
    expect(await row()).toMatchObject({ state: 'boot_race', addressState: 'present' })
    await race.getByRole('button', { name: 'Start now' }).click()
    await dialog.getByRole('button', { name: 'Start ports-race' }).click()
    await expect(dialog).toContainText('Done and verified', { timeout: 20_000 })
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await expect.poll(async () => (await row())?.['state']).toBe('serving')
    await expect(race).toHaveCount(0)
    // The keeper is to forget it for restarts as well.
    await page.goto(`/hosts/local/addresses?open=${encodeURIComponent(`host/eth0/${RACE}/64`)}`)
    await page.getByRole('complementary', { name: /5e3/ }).getByRole('button', { name: /^Remove/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: /^Remove/ }).last().click()
    await expect(page.getByRole('dialog')).toContainText('Done and verified', { timeout: 20_000 })
  })

  test('by address: what serves, what is missing, what is free', async ({ signedIn: page }) => {
    await page.goto('/hosts/local/ports?view=addresses')
    const card = (text: string) => page.getByRole('region', { name: 'Addresses and what they serve' }).getByRole('listitem').filter({ hasText: text }).first()
    await expect(card(ONE)).toContainText('ports-one')
    await expect(card(TWO)).toContainText('free')
    await expect(card(RACE)).toContainText('not on this host')
    await card(ONE).getByRole('button', { name: /ports-one/ }).click()
    await expect(page.getByRole('complementary', { name: /5e1/ })).toContainText('docker run -d -p')
  })
})
