import type { Page } from '@playwright/test'
import type { CheckReport } from '../../lib/features/setup/schema'
import { applied, takenBack } from '../change/speak'
import { expect, test } from '../fixtures'
import { routerExec } from '../lab/api.mjs'

const NET = 'check-net'
const ROUTER = '2001:db8:23:42::1'
const ROUTED = '2001:db8:c4ec::/48'
const HOSTS = { modern: '2001:db8:23:42::10', old: '2001:db8:23:42::20' } as const

type Answer = { status: number; body: CheckReport & { problem?: { message: string; field?: string } } }

/** Asks as the page does. */
async function check(page: Page, wish: object): Promise<Answer> {
  if (page.url() === 'about:blank') await page.goto('/api/v1/health')
  return page.evaluate(async (data) => {
    const answer = await fetch('/api/v1/hosts/local/check', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(data) })
    return { status: answer.status, body: await answer.json() }
  }, wish)
}

const lineOf = ({ body }: Answer, id: string) => (body.lines ?? []).find((line) => line.id === id)
const states = ({ body }: Answer) => Object.fromEntries((body.lines ?? []).map(({ id, state }) => [id, state]))
/** What a probe could leave behind: its link, its process, its proxy entry, an address on lo. */
const LEFT = "ip -o link | grep d6p; pgrep -fx 'sleep 60'; ip -6 neigh show proxy; ip -6 -o addr show dev lo scope global; true"

/** While `run` runs, the router answers DNS, and says of names that do not exist that they do not. */
async function resolving(run: () => Promise<void>): Promise<void> {
  const pid = '/run/dock6-lab-check-dns.pid'
  const started = await routerExec(['dnsmasq', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--user=root', `--pid-file=${pid}`, '--bind-interfaces', '--interface=up0', '--local=/invalid/'])
  expect(started.code, started.stderr).toBe(0)
  try {
    await run()
  } finally {
    await routerExec(['sh', '-c', `kill $(cat ${pid}); rm -f ${pid}`])
  }
}

test.beforeEach(async ({ sh }) => {
  // An engine that made an IPv6 network turned forwarding on; only with this does the host still listen to its router (Linux ip-sysctl, accept_ra).
  await sh('sysctl', '-qw', 'net.ipv6.conf.eth0.accept_ra=2')
  await expect.poll(() => sh('ip', '-6', 'route', 'show', 'default'), { timeout: 20_000, message: 'the router advertises' }).toContain('default')
})
test.afterEach(async ({ sh }) => void (await sh('sysctl', '-qw', 'net.ipv6.conf.eth0.accept_ra=1')))

test('@setup a probe finds out what works, by packets, and leaves nothing behind, not even killed', async ({ signedIn: page, sh, host, journal }) => {
  test.setTimeout(120_000)
  journal.allow.push(/keeper|check/i)
  await sh('sh', '-c', `docker network rm ${NET} 2>/dev/null; docker network create --ipv6 --subnet 2001:db8:23:42:c::/80 ${host === 'modern' ? '-o com.docker.network.bridge.gateway_mode_ipv6=routed' : ''} ${NET}`)
  try {
    // Nobody answers for the probe on the link yet.
    expect(states(await check(page, { network: NET }))).toMatchObject({ gateway: 'ok', host: 'ok', router: 'failed' })
    const { id } = await applied(page, { kind: 'proxies.rule-add', input: { network: NET, dev: 'eth0', enable: true, probes: true } })
    const report = await check(page, { network: NET })
    // Nobody resolves names at the router, and no container serves.
    expect(states(report), JSON.stringify(report.body.lines)).toMatchObject({ gateway: 'ok', host: 'ok', router: 'ok', name: 'failed', 'tcp-host': 'ok', 'tcp-container': 'skipped' })
    expect(report.body.lines.find((line) => line.id === 'name')).toMatchObject({ what: `The resolver ${ROUTER}`, why: expect.stringContaining('no resolver runs') })
    expect(report.body.from).toMatch(/^2001:db8:23:42:c:/)
    expect((await sh('sh', '-c', LEFT)).trim()).toBe('')

    // A chain of the admin's own, for which the engine's accept is not final: the packets do not come as far as the router.
    await sh('sh', '-c', 'nft add table inet own && nft "add chain inet own forward { type filter hook forward priority 0; policy drop; }"')
    try {
      await expect.poll(async () => (await check(page, { network: NET })).body.lines.find(({ id: line }) => line === 'router'), { timeout: 30_000 }).toMatchObject({ state: 'failed', why: expect.stringContaining('nft insert rule inet own forward ip6 daddr 2001:db8:23:42:c::/80 accept') })
      await sh('sh', '-c', 'for way in daddr saddr; do nft insert rule inet own forward ip6 $way 2001:db8:23:42:c::/80 accept; done')
      expect(states(await check(page, { network: NET }))).toMatchObject({ router: 'ok' })
    } finally {
      await sh('nft', 'delete', 'table', 'inet', 'own')
    }

    await resolving(async () => {
      await sh('docker', 'run', '-d', '--name', NET, '--network', NET, '-p', '80', 'busybox:lab', 'httpd', '-f', '-p', '[::]:80')
      const served = await check(page, { network: NET })
      expect(states(served), JSON.stringify(served.body.lines)).toMatchObject({ gateway: 'ok', name: 'ok', 'tcp-host': 'ok', 'tcp-inside-0': 'ok', 'tcp-outside-0': 'ok' })
      // The program goes, its container and its port stay.
      await sh('docker', 'rm', '-f', NET)
      await sh('docker', 'run', '-d', '--name', NET, '--stop-timeout', '1', '--network', NET, '-p', '80', 'busybox:lab', 'sleep', '600')
      expect(states(await check(page, { network: NET }))).toMatchObject({ gateway: 'ok', 'tcp-inside-0': 'failed', 'tcp-outside-0': 'failed' })
      // As systemd-resolved leaves it, then a host whose resolver has IPv4 only.
      await sh('sh', '-c', `cp /etc/resolv.conf /root/resolv.conf; mkdir -p /run/systemd/resolve; echo nameserver ${ROUTER} > /run/systemd/resolve/resolv.conf; echo nameserver 127.0.0.53 > /etc/resolv.conf`)
      try {
        expect(lineOf(await check(page, { network: NET }), 'name')).toMatchObject({ what: `The resolver ${ROUTER}`, state: 'ok' })
        await sh('sh', '-c', 'echo nameserver 192.0.2.1 > /etc/resolv.conf')
        expect(lineOf(await check(page, { network: NET }), 'name')).toMatchObject({ what: 'The resolver 192.0.2.1', state: 'ok', why: expect.stringContaining('asked from this host') })
      } finally {
        await sh('sh', '-c', 'cat /root/resolv.conf > /etc/resolv.conf; rm -r /root/resolv.conf /run/systemd/resolve')
      }
      await sh('docker', 'rm', '-f', NET)
    })

    const cut = check(page, { network: NET }).catch(() => null)
    await expect.poll(() => sh('sh', '-c', 'ip -o link | grep d6p; true'), { intervals: [20] }).toContain('d6p')
    await sh('systemctl', 'kill', '-s', 'KILL', 'dock6-keeper')
    await cut
    await expect.poll(async () => (await sh('sh', '-c', LEFT)).trim(), { timeout: 20_000 }).toBe('')
    await expect.poll(async () => (await check(page, { network: NET })).status, { timeout: 20_000 }).toBe(200)
    await takenBack(page, id)
  } finally {
    await sh('sh', '-c', `docker rm -f ${NET} 2>/dev/null; docker network rm ${NET}`)
  }
})

test('@setup whether a prefix is routed here, and whether an address of the host’s own is found', async ({ signedIn: page, sh, host }) => {
  const onLink = await check(page, { prefix: '2001:db8:23:42::/64' })
  expect(onLink.body, JSON.stringify(onLink.body)).toMatchObject({ routed: false, lines: [{ id: 'control', state: 'ok' }, { id: 'reach', state: 'failed' }] })
  expect((await check(page, { prefix: ROUTED })).body).toMatchObject({ routed: false })
  const route = (verb: string) => routerExec(['ip', '-6', 'route', verb, ROUTED, 'via', HOSTS[host]])
  await route('add')
  try {
    expect((await check(page, { prefix: ROUTED })).body).toMatchObject({ routed: true, lines: [{ id: 'control', state: 'ok' }, { id: 'reach', state: 'ok' }] })
  } finally {
    await route('del')
  }

  // The same by clicking, in the wizard's plan, where the answer makes the way certain.
  await page.goto(`/hosts/local/setup?step=plan&choice=routed&from=typed&situation=routed&networks=1&prefix=${encodeURIComponent(ROUTED)}`)
  const ask = page.getByRole('button', { name: 'Find out whether it is routed here' })
  const answer = page.getByRole('listitem').filter({ hasText: `What is for ${ROUTED}` })
  await ask.click()
  await expect(answer).toContainText('The router does not send it here', { timeout: 20_000 })
  await expect(page).toHaveURL(/tested=[^&]*no/)
  await route('add')
  try {
    await ask.click()
    await expect(answer).toContainText('The router sends it here', { timeout: 20_000 })
    await expect(page).toHaveURL(/tested=[^&]*yes/)
    await page.goto(page.url().replace('step=plan', 'step=choose'))
    await expect(page.getByRole('radio', { name: 'A prefix is routed to me' })).toHaveAccessibleDescription(/2001:db8:c4ec::\/48 is routed to this host/)
    await page.getByRole('button', { name: 'Not now' }).click()
    await expect(page).toHaveURL(/overview/)
  } finally {
    await route('del')
  }
  const own = await check(page, { addresses: [HOSTS[host], '2001:db8:23:42::dead'] })
  expect(own.body.lines.map(({ state }) => state)).toEqual(['ok', 'skipped', 'failed'])
  expect((await sh('sh', '-c', LEFT)).trim()).toBe('')
  expect(await check(page, { prefix: 'nonsense' })).toMatchObject({ status: 400, body: { problem: { field: 'prefix' } } })
  expect(await check(page, { network: 'no-such' })).toMatchObject({ status: 404, body: { problem: { field: 'network' } } })
  expect((await check(page, { network: 7 })).status).toBe(400)
})

test('@setup a host that went deaf to its router hears it again by a click, and the facts show it by themselves', async ({ signedIn: page, sh, read }) => {
  const before = (await sh('sysctl', '-n', 'net.ipv6.conf.all.forwarding')).trim()
  // Forwarding with accept_ra 1 ends the routes of advertisements: at once, or, where they outlived it before, with their lifetime.
  await sh('sysctl', '-qw', 'net.ipv6.conf.all.forwarding=0', 'net.ipv6.conf.eth0.accept_ra=1', 'net.ipv6.conf.all.forwarding=1')
  await sh('sh', '-c', 'ip -6 route del default dev eth0 proto ra; true')
  try {
    await page.goto('/hosts/local/setup?step=look')
    await expect(page.getByText('The router on eth0 is not heard any more')).toBeVisible()
    await page.getByRole('button', { name: 'Hear the router on eth0 again' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: /^Set .*accept_ra to 2/ }).click()
    await expect(dialog).toContainText(/done and verified/i, { timeout: 30_000 })
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await expect(page.getByText('The default route comes from router advertisements.')).toBeVisible({ timeout: 20_000 })
    await takenBack(page, String((await read('changes', { limit: '1' })).rows[0]!['id']))
  } finally {
    await sh('sysctl', '-qw', `net.ipv6.conf.all.forwarding=${before}`)
  }
})
