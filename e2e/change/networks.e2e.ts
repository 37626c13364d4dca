import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures'
import { done, openNetwork, planOf } from './dialog'

const NET = 'forms-dual'
const SUBNET6 = '2001:db8:f0:1::/64'
const ADDRESS6 = '2001:db8:f0:1::80'
const ADDRESS4 = '172.29.7.80'

type Inspected = { EnableIPv6: boolean; EnableIPv4?: boolean; Options: Record<string, string>; Labels: Record<string, string>; IPAM: { Config: { Subnet: string; Gateway?: string; IPRange?: string; AuxiliaryAddresses?: Record<string, string> }[] } }

const part = (page: Page, title: string) => page.getByRole('group', { name: title, exact: true })

test.describe('@change networks by clicking', () => {
  const inspect = async (sh: (...argv: string[]) => Promise<string>, name: string) => (JSON.parse(await sh('docker', 'network', 'inspect', name)) as Inspected[])[0]!
  const inside = async (sh: (...argv: string[]) => Promise<string>, ...argv: string[]) => sh('docker', 'exec', 'forms-c', ...argv)
  const clean = 'docker rm -f forms-c forms-peer; docker network rm forms-dual forms-six forms-vlan; true'

  test.beforeEach(async ({ sh }) => void (await sh('sh', '-c', clean)))
  test.afterEach(async ({ sh }) => void (await sh('sh', '-c', clean)))

  test('dual stack, with all that can be said of it', async ({ signedIn: page, sh, host }) => {
    await page.goto('/hosts/local/networks?new=1')
    await page.getByLabel('Name', { exact: true }).fill(NET)
    const [six, four] = [part(page, 'IPv6'), part(page, 'IPv4')]
    await six.getByLabel('Subnet').fill(SUBNET6)
    await six.getByLabel('Gateway', { exact: true }).fill('fe')
    await six.getByLabel('Range for containers').fill('2001:db8:f0:1:1::/80')
    await six.getByRole('button', { name: 'Reserve addresses' }).click()
    await six.getByLabel('Reserved addresses').fill('printer=2001:db8:f0:1::9')
    await four.getByLabel('IPv4 on this network').selectOption('custom')
    await four.getByLabel('Subnet').fill('172.29.7.0/24')
    const mode = six.getByLabel('Gateway mode')
    if (host === 'modern') await mode.selectOption('routed')
    else {
      await expect(mode).toBeDisabled()
      await expect(six.getByText(/since Docker 27\.0, this engine is 20\.10/).first()).toBeVisible()
    }
    await page.getByLabel('MTU').fill('1400')
    await page.getByLabel('Name of the bridge').fill('br-forms')
    await page.getByLabel('Containers reach each other').uncheck()
    await page.getByLabel('Labels').fill('team=net\nwhy=test')
    const title = `Create network ${NET}`
    const dialog = await planOf(page, title)
    await expect(dialog).toContainText(`--subnet ${SUBNET6}`)
    expect(await sh('docker', 'network', 'ls', '--format', '{{.Name}}'), 'a plan touches nothing').not.toContain(NET)
    await done(dialog, title)
    const made = await inspect(sh, NET)
    expect(made).toMatchObject({ EnableIPv6: true, Labels: { team: 'net', why: 'test' } })
    expect(made.IPAM.Config).toEqual(expect.arrayContaining([
      { Subnet: SUBNET6, Gateway: '2001:db8:f0:1::fe', IPRange: '2001:db8:f0:1:1::/80', AuxiliaryAddresses: { printer: '2001:db8:f0:1::9' } },
      expect.objectContaining({ Subnet: '172.29.7.0/24' }),
    ]))
    expect(made.Options).toMatchObject({ 'com.docker.network.driver.mtu': '1400', 'com.docker.network.bridge.name': 'br-forms', 'com.docker.network.bridge.enable_icc': 'false', ...(host === 'modern' ? { 'com.docker.network.bridge.gateway_mode_ipv6': 'routed' } : {}) })
    expect(await sh('ip', '-6', '-o', 'addr', 'show', 'dev', 'br-forms')).toContain('2001:db8:f0:1::fe/64')
    await expect(page.getByRole('grid').getByRole('row').filter({ hasText: NET })).toBeVisible()
  })

  test('IPv6 alone, or why not', async ({ signedIn: page, sh, host, json }) => {
    await page.goto('/hosts/local/networks?new=1')
    await page.getByLabel('Name', { exact: true }).fill('forms-six')
    const four = part(page, 'IPv4')
    const choice = four.getByLabel('IPv4 on this network')
    if (host === 'old') {
      await expect(choice.locator('option[value=none]')).toBeDisabled()
      await expect(four.getByText(/Networks with IPv6 alone: since Docker 28\.0, this engine is 20\.10/)).toBeVisible()
      await expect(choice).toHaveAccessibleDescription(/since Docker 28\.0/)
      return
    }
    await choice.selectOption('none')
    // Out of the sources one by one: each fills in something else.
    const six = part(page, 'IPv6')
    const subnet = six.getByLabel('Subnet')
    for (const [source, shape] of [[/of this host/, /^2001:db8:23:42:.*\/80$/], [/ULA/, /^fd.*\/64$/]] as const) {
      await six.getByRole('button', { name: 'Suggest out of' }).click()
      await page.getByRole('menuitem', { name: source }).first().click()
      await expect(subnet).toHaveValue(shape)
    }
    const chosen = await subnet.inputValue()
    await done(await planOf(page, 'Create network forms-six'), 'Create network forms-six')
    const made = await inspect(sh, 'forms-six')
    expect(made).toMatchObject({ EnableIPv6: true, EnableIPv4: false })
    expect(made.IPAM.Config.map(({ Subnet }) => Subnet)).toEqual([chosen])
    const routes = (await json('ip', '-j', '-6', 'route', 'show', chosen)) as unknown[]
    expect(routes).toHaveLength(1)
  })

  test('a container joins with addresses and a name of its own, and leaves', async ({ signedIn: page, sh }) => {
    await sh('docker', 'network', 'create', '--ipv6', '--subnet', SUBNET6, '--subnet', '172.29.7.0/24', NET)
    await sh('docker', 'run', '-d', '--name', 'forms-c', 'busybox:lab', 'sleep', '1000')
    const drawer = await openNetwork(page, NET)
    // Somebody types quicker than the networks come.
    let typed = () => {}
    const waits = new Promise<void>((resolve) => { typed = resolve })
    await page.route(/\/networks\?.*limit=500/, async (route) => (await waits, route.continue()))
    await drawer.getByRole('button', { name: 'Connect a container' }).click()
    await page.getByLabel('Container', { exact: true }).fill('forms-c')
    await expect(page.getByLabel('Network', { exact: true })).toHaveValue(NET)
    await page.getByLabel('IPv6 address').fill('80')
    await page.getByLabel('IPv4 address').fill(ADDRESS4)
    typed()
    await page.getByLabel('Aliases').fill('forms-web')
    await expect(page.getByLabel('MAC address')).toBeDisabled()
    await expect(page.getByLabel('MAC address')).toHaveAccessibleDescription(/since Docker 29\.3/)
    const title = `Connect forms-c to ${NET}`
    const dialog = await planOf(page, title)
    await expect(dialog).toContainText(`docker network connect --ip ${ADDRESS4} --ip6 ${ADDRESS6} --alias forms-web ${NET} forms-c`)
    await done(dialog, title)
    const addresses = await inside(sh, 'ip', 'addr')
    expect(addresses).toContain(`${ADDRESS6}/64`)
    expect(addresses).toContain(`${ADDRESS4}/24`)
    await sh('docker', 'run', '--rm', '--name', 'forms-peer', '--network', NET, 'busybox:lab', 'ping', '-c', '1', '-W', '2', 'forms-web')

    const again = await openNetwork(page, NET)
    await again.getByRole('button', { name: `Disconnect forms-c from ${NET}` }).click()
    const leave = `Disconnect forms-c from ${NET}`
    const plan = page.getByRole('dialog').filter({ hasText: leave })
    await expect(plan).toContainText(ADDRESS6)
    await done(plan, leave)
    expect(await inside(sh, 'ip', 'addr')).not.toContain(ADDRESS6)
  })

  test('made anew with other options: the container keeps its addresses and names', async ({ signedIn: page, sh }) => {
    await sh('docker', 'network', 'create', '--ipv6', '--subnet', SUBNET6, '--subnet', '172.29.7.0/24', '--label', 'team=net', '-o', 'com.docker.network.driver.mtu=1400', '-o', 'com.docker.network.bridge.name=br-forms', NET)
    await sh('docker', 'run', '-d', '--name', 'forms-c', '--network', NET, '--ip6', ADDRESS6, '--ip', ADDRESS4, '--network-alias', 'forms-web', 'busybox:lab', 'sleep', '1000')
    const before = await inspect(sh, NET)
    // As a container that is a router for others would have it.
    const others = ['ip', '-6', 'route', 'show', '2001:db8:f0:77::/64']
    await sh('ip', '-6', 'route', 'add', '2001:db8:f0:77::/64', 'via', ADDRESS6, 'dev', 'br-forms', 'proto', 'static')
    const route = await sh(...others)
    const drawer = await openNetwork(page, NET)
    await drawer.getByRole('button', { name: 'Change options' }).click()
    await expect(page).toHaveURL(/new=recreate&for=forms-dual/)
    await expect(page.getByLabel('MTU')).toHaveValue('1400')
    await expect(part(page, 'IPv6').getByLabel('Subnet')).toHaveValue(SUBNET6)
    await page.getByRole('button', { name: 'See what changes' }).click()
    await expect(page.getByRole('complementary').getByRole('alert').filter({ hasText: /\w/ }), 'nothing is different yet').toBeVisible()
    await page.getByLabel('MTU').fill('1380')
    await page.getByLabel('Masquerade outgoing packets').uncheck()
    const title = `Make network ${NET} anew`
    const dialog = await planOf(page, title)
    for (const words of ['forms-c', 'ip -6 route add 2001:db8:f0:77::/64', `docker network disconnect ${NET} forms-c`, `docker network rm ${NET}`, `--ip6 ${ADDRESS6}`, '--alias forms-web']) await expect(dialog).toContainText(words)
    expect((await inspect(sh, NET)).Options, 'a plan touches nothing').toEqual(before.Options)
    await done(dialog, title)
    const now = await inspect(sh, NET)
    expect(now.Options).toEqual({ ...before.Options, 'com.docker.network.driver.mtu': '1380', 'com.docker.network.bridge.enable_ip_masquerade': 'false' })
    expect(now.Labels).toEqual(before.Labels)
    expect(await sh(...others), 'what others put on the bridge').toBe(route)
    const link = await inside(sh, 'ip', 'addr')
    expect(link).toContain(`${ADDRESS6}/64`)
    expect(link).toContain(`${ADDRESS4}/24`)
    expect(link).toContain('mtu 1380')
    expect(await sh('docker', 'inspect', '--format', '{{.State.Running}}', 'forms-c')).toContain('true')
    await sh('docker', 'run', '--rm', '--name', 'forms-peer', '--network', NET, 'busybox:lab', 'ping', '-c', '1', '-W', '2', 'forms-web')
  })

  test('removed, with who is on it taken off first', async ({ signedIn: page, sh }) => {
    await sh('docker', 'network', 'create', '--ipv6', '--subnet', SUBNET6, NET)
    await sh('docker', 'run', '-d', '--name', 'forms-c', '--network', NET, '--ip6', ADDRESS6, 'busybox:lab', 'sleep', '1000')
    const drawer = await openNetwork(page, NET)
    await drawer.getByRole('button', { name: 'Remove network' }).click()
    const title = `Remove network ${NET}`
    const dialog = page.getByRole('dialog').filter({ hasText: title })
    await expect(dialog).toContainText(`docker network disconnect ${NET} forms-c`)
    await expect(dialog.getByRole('button', { name: title })).toHaveAttribute('aria-disabled', 'true')
    await dialog.getByRole('textbox').fill(NET)
    await done(dialog, title)
    expect(await sh('docker', 'network', 'ls', '--format', '{{.Name}}')).not.toContain(NET)
    expect(await inside(sh, 'ip', 'addr')).not.toContain(ADDRESS6)
    expect(await sh('ip', '-6', 'route', 'show', SUBNET6)).toBe('')
  })
})
