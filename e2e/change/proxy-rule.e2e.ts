import type { Page } from '@playwright/test'
import { expect, test, type HostName } from '../fixtures'
import { done, openNetwork, planOf } from './dialog'
import { rebootHost, routerExec } from '../lab/api.mjs'
import { tidied } from './speak'

const DUAL = 'rule-dual'
const SIX = 'rule-six'
const WEB = 'rule-web'
const PORT = 80
/** Parts of the prefix that is on-link at eth0, so that the router asks for their addresses. */
const DUAL_SUBNET = '2001:db8:23:42:d::/80'
const SIX_SUBNET = '2001:db8:23:42:e::/80'
const at = (host: string) => `2001:db8:23:42:d::${host}`
const SECOND_MS = 1000

type Sh = (...argv: string[]) => Promise<string>

/** The router asks anew who has the address, then sends: 0 if an answer comes. */
const pinged = async (address: string) => (await routerExec(['sh', '-c', `ip -6 neigh flush to ${address} 2>/dev/null; exec ping -6 -c 1 -W 0.3 ${address}`])).code
const fetched = async (address: string) => (await routerExec(['curl', '-gs', '--max-time', '2', `http://[${address}]:${PORT}/`])).stdout
const proxied = async (sh: Sh, address: string) => (await sh('ip', '-6', 'neigh', 'show', 'proxy')).includes(`${address} dev eth0`)

/** Polls without pause until something is so; fails after a second. Answers how long it took, in ms. */
async function within(isSo: () => Promise<boolean>, message: string, withinMs = SECOND_MS): Promise<number> {
  const began = Date.now()
  let asked = began
  while (!(await isSo())) {
    // The last look has to have begun in time; looking takes a while itself.
    expect(asked - began, message).toBeLessThan(withinMs)
    asked = Date.now()
  }
  return asked - began
}

const reached = (address: string, why: string, withinMs?: number) => within(async () => (await pinged(address)) === 0, `${address} answers the router ${why}`, withinMs)
const hasEntry = (sh: Sh, address: string, why: string) => within(() => proxied(sh, address), `an entry for ${address} ${why}`)
const hasNone = (sh: Sh, address: string, why: string) => within(async () => !(await proxied(sh, address)), `no entry for ${address} ${why}`)

async function createNetwork(page: Page, host: HostName, name: string, subnet: string, ipv4: 'auto' | 'none'): Promise<void> {
  await page.goto('/hosts/local/networks?new=1')
  const six = page.getByRole('group', { name: 'IPv6', exact: true })
  await page.getByLabel('Name', { exact: true }).fill(name)
  await six.getByLabel('Subnet').fill(subnet)
  if (host === 'modern') await six.getByLabel('Gateway mode').selectOption('routed')
  await page.getByRole('group', { name: 'IPv4', exact: true }).getByLabel('IPv4 on this network').selectOption(ipv4)
  await done(await planOf(page, `Create network ${name}`), `Create network ${name}`)
}

async function connect(page: Page, network: string, address: string): Promise<void> {
  await (await openNetwork(page, network)).getByRole('button', { name: 'Connect a container' }).click()
  await page.getByLabel('Container', { exact: true }).fill(WEB)
  await page.getByLabel('IPv6 address').fill(address)
  await done(await planOf(page, `Connect ${WEB} to ${network}`), `Connect ${WEB} to ${network}`)
}

/** Fills in the form of a rule that is open, and applies it. */
async function answerFor(page: Page, network: string, { enable }: { enable: boolean }): Promise<void> {
  const form = page.getByRole('complementary', { name: 'Answer for the containers of a network' })
  const name = form.getByRole('combobox', { name: 'Containers of' })
  if ((await name.inputValue()) === '') await name.fill(network)
  await expect(name).toHaveValue(network)
  await form.getByLabel('Answer on').fill('eth0')
  if (!enable) for (const box of ['Switch proxy_ndp on as well', 'Answer probes too']) await form.getByLabel(box).uncheck()
  const title = `Answer for the containers of ${network} on eth0`
  await done(await planOf(page, title), title)
}

const webOn = (sh: Sh, network: string, ...more: string[]) => sh('docker', 'run', '-d', '--name', WEB, '--restart', 'unless-stopped', '-p', String(PORT), '--network', network, ...more, 'busybox:lab', 'sh', '-c', 'echo it works > index.html && exec httpd -f -p [::]:80')

test.describe('@change rules for proxy entries', () => {
  test.beforeEach(async ({ sh }) => {
    // The kernel answers for others after up to 0.8 s (proxy_delay): that would be measured instead of the rule.
    await sh('sysctl', '-qw', 'net.ipv6.neigh.eth0.proxy_delay=0', 'net.ipv6.conf.all.proxy_ndp=0', 'net.ipv6.conf.eth0.proxy_ndp=0')
  })

  test.afterEach(async ({ page, sh }) => {
    for (const network of [DUAL, SIX]) await tidied(page, { kind: 'proxies.rule-remove', input: { network, dev: 'eth0' } })
    for (const of of ['all', 'eth0']) await tidied(page, { kind: 'sysctls.set', input: { path: `net/ipv6/conf/${of}/proxy_ndp`, value: '0', keep: false } })
    await sh('sh', '-c', `docker rm -f ${WEB} rule-other rule-next; docker network rm ${DUAL} ${SIX}; ip -6 neigh del proxy ${at('99')} dev eth0; ip -6 neigh del proxy ${at('90')} dev eth0; sysctl -qw net.ipv6.neigh.eth0.proxy_delay=80; true`)
  })

  test('containers of a network are found by the router, whatever becomes of them', async ({ signedIn: page, sh, host, journal }) => {
    test.setTimeout(240_000)
    await createNetwork(page, host, DUAL, DUAL_SUBNET, 'auto')
    await sh('docker', 'run', '-d', '--name', WEB, '--restart', 'unless-stopped', '-p', String(PORT), 'busybox:lab', 'sh', '-c', 'echo it works > index.html && exec httpd -f -p [::]:80')
    await connect(page, DUAL, at('80'))
    // Somebody else's: one in the middle of the subnet, one for a container that comes later.
    for (const other of ['99', '90']) await sh('ip', '-6', 'neigh', 'add', 'proxy', at(other), 'dev', 'eth0')
    expect(await pinged(at('80')), 'nobody answers before there is a rule').not.toBe(0)

    await test.step('a rule by clicking, and what silences it switched on by its button', async () => {
      const drawer = await openNetwork(page, DUAL)
      await drawer.getByRole('button', { name: 'Answer for its containers' }).click()
      await answerFor(page, DUAL, { enable: false })
      expect(await proxied(sh, at('80'))).toBe(true)
      await page.goto('/hosts/local/proxies?view=rules')
      await expect(page.getByRole('row').filter({ hasText: DUAL })).toContainText('silent: proxy_ndp is 0 on eth0')
      const note = page.getByRole('region', { name: 'What keeps the kernel from answering' })
      await expect(note).toContainText('One rule answers nothing because proxy_ndp is 0 on eth0.')
      await note.getByRole('button', { name: 'Switch proxy_ndp on for eth0' }).click()
      const dialog = page.getByRole('dialog').filter({ hasText: 'proxy_ndp' })
      await dialog.getByRole('button', { name: /proxy_ndp/ }).click()
      await expect(dialog).toContainText(/done and verified/i, { timeout: 20_000 })
      await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
      await expect(page.getByRole('row').filter({ hasText: DUAL })).toContainText('This host answers on eth0 for the one address of its containers.')
      await expect(note).toHaveCount(0)
      await reached(at('80'), 'at once')
      expect(await fetched(at('80'))).toBe('it works\n')
    })

    await test.step('the table tells whose an entry is', async () => {
      await page.goto('/hosts/local/proxies')
      await expect(page.getByRole('row').filter({ hasText: at('80') })).toContainText(`containers of ${DUAL}`)
      await expect(page.getByRole('row').filter({ hasText: at('99') })).not.toContainText('containers of')
    })

    await test.step('restarted 20 times: reachable within a second after each start', async () => {
      const took: number[] = []
      for (let i = 0; i < 20; i++) {
        await sh('docker', 'restart', '-t', '0', WEB)
        took.push(await reached(at('80'), `after start ${i + 1}`))
      }
      test.info().annotations.push({ type: 'ms from start to the first answer', description: took.toSorted((a, b) => a - b).join(' ') })
      await expect.poll(() => fetched(at('80'))).toBe('it works\n')
    })

    await test.step('it crashes, leaves, comes back with another address', async () => {
      await sh('docker', 'kill', WEB)
      await hasNone(sh, at('80'), 'after a crash')
      await sh('docker', 'start', WEB)
      await reached(at('80'), 'after the crash')
      await sh('docker', 'network', 'disconnect', DUAL, WEB)
      await hasNone(sh, at('80'), 'after leaving')
      await sh('docker', 'network', 'connect', '--ip6', at('81'), DUAL, WEB)
      await reached(at('81'), 'with its new address')
      expect(await proxied(sh, at('80'))).toBe(false)
    })

    await test.step('what others added is never touched', async () => {
      await sh('docker', 'run', '-d', '--name', 'rule-other', '--network', DUAL, '--ip6', at('90'), 'busybox:lab', 'sleep', '1000')
      await sh('docker', 'run', '-d', '--rm', '--name', 'rule-next', '--network', DUAL, '--ip6', at('91'), 'busybox:lab', 'sleep', '1000')
      await hasEntry(sh, at('91'), 'after its start')
      await sh('docker', 'rm', '-f', 'rule-other', 'rule-next')
      await hasNone(sh, at('91'), 'after its end')
      expect(await proxied(sh, at('90'))).toBe(true)
      expect(await proxied(sh, at('99'))).toBe(true)
    })

    await test.step('the link goes down and comes up', async () => {
      // Down takes along what is on the link; the test wants its own way to the host back.
      await sh('sh', '-c', 'four=$(ip -4 route show default); six=$(ip -6 route show dev eth0 proto boot; ip -6 route show dev eth0 proto static); sysctl -qw net.ipv6.conf.eth0.keep_addr_on_down=1; ip link set eth0 down; ip link set eth0 up; sysctl -qw net.ipv6.conf.eth0.keep_addr_on_down=0; [ -z "$four" ] || ip -4 route replace $four; echo "$six" | while read -r route; do [ -z "$route" ] || ip -6 route replace $route dev eth0; done')
      await hasEntry(sh, at('81'), 'after the link came up')
      await reached(at('81'), 'after the link came up', 5 * SECOND_MS)
    })

    journal.allow.push(/engine|docker\.sock|ECONN/)
    await test.step('the engine restarts', async () => {
      await sh('systemctl', 'restart', 'docker')
      await expect.poll(() => sh('sh', '-c', `docker inspect --format '{{.State.Running}}' ${WEB}`), { timeout: 20_000, intervals: [100] }).toContain('true')
      await reached(at('81'), 'after the engine restarted', 2 * SECOND_MS)
    })

    await test.step('the host restarts', async () => {
      journal.allow.push(/./)
      await rebootHost(host)
      await expect.poll(() => sh('sh', '-c', `docker inspect --format '{{.State.Running}}' ${WEB}`), { timeout: 20_000, intervals: [100] }).toContain('true')
      await hasEntry(sh, at('81'), 'after the start of the host')
      // The host has started with the usual delay, which is longer than a ping waits here.
      await sh('sysctl', '-qw', 'net.ipv6.neigh.eth0.proxy_delay=0')
      await expect.poll(() => pinged(at('81')), { timeout: 10_000 }).toBe(0)
      expect(await fetched(at('81'))).toBe('it works\n')
    })

    await test.step('the rule goes, its entries go with it, others stay', async () => {
      await sh('ip', '-6', 'neigh', 'add', 'proxy', at('99'), 'dev', 'eth0')
      await page.goto('/hosts/local/proxies?view=rules')
      await page.getByRole('row').filter({ hasText: DUAL }).click()
      await page.getByRole('button', { name: 'Remove rule' }).click()
      const title = `Stop answering for the containers of ${DUAL} on eth0`
      const dialog = page.getByRole('dialog').filter({ hasText: title })
      await expect(dialog).toContainText(`No longer found by their neighbors on eth0: ${WEB}.`)
      await done(dialog, title)
      expect(await proxied(sh, at('81'))).toBe(false)
      expect(await proxied(sh, at('99'))).toBe(true)
    })
  })

  test('a network with IPv6 alone', async ({ signedIn: page, sh, host }) => {
    test.setTimeout(60_000)
    if (host === 'old') {
      await page.goto('/hosts/local/networks?new=1')
      await expect(page.getByLabel('IPv4 on this network').locator('option', { hasText: 'None' })).toBeDisabled()
      return
    }
    await createNetwork(page, host, SIX, SIX_SUBNET, 'none')
    await webOn(sh, SIX, '--ip6', '2001:db8:23:42:e::80')
    await page.goto('/hosts/local/proxies?view=rules')
    await page.getByRole('button', { name: 'New rule' }).click()
    await answerFor(page, SIX, { enable: true })
    await reached('2001:db8:23:42:e::80', 'at once')
    expect(await fetched('2001:db8:23:42:e::80')).toBe('it works\n')
    await sh('docker', 'restart', '-t', '0', WEB)
    await reached('2001:db8:23:42:e::80', 'after its start')
  })
})
