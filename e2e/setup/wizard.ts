import type { Page } from '@playwright/test'
import { ADMIN, expect, test, type HostName } from '../fixtures'
import { rebootHost, routerExec, setupToken } from '../lab/api.mjs'
import { settledSnapshot, untilAsBefore, type Snapshot } from '../snapshot'
import { finish, firstLogin, undoEverything } from './clicks.mjs'

const LAN = '2001:db8:23:42::/64'
export const ROUTER = '2001:db8:23:42::1'
const PAGE = 'it works over IPv6'
/** Reading a whole host twice, restarts of engine and host, and a probe's patience. */
export const LONG_MS = 240_000

type Sh = (...argv: string[]) => Promise<string>

/** A container on a network, or one that publishes on an address; it comes back with the host. */
export const serve = (sh: Sh, ...place: string[]) => sh('docker', 'run', '-d', '--name', 'wizard-web', '--restart', 'unless-stopped', ...place, 'busybox:lab', 'sh', '-c', `echo '${PAGE}' > index.html && exec httpd -f -p '[::]:80'`)
export const addressOf = async (sh: Sh) => (await sh('docker', 'inspect', '-f', '{{range .NetworkSettings.Networks}}{{.GlobalIPv6Address}}{{end}}', 'wizard-web')).trim()

/** The router fetches a page, as somebody outside would. */
export async function routerFetches(address: string): Promise<void> {
  await expect.poll(async () => (await routerExec(['curl', '-gs', '--max-time', '3', `http://[${address}]/`])).stdout, { timeout: 30_000, message: `the router fetches a page from ${address}` }).toBe(`${PAGE}\n`)
}

/** The engine makes tables and routes at its first container that it never takes away: they are no trace of the wizard. */
export const firstContainer = (sh: Sh) => sh('docker', 'run', '--rm', '-p', '8099:80', 'busybox:lab', 'true')

/** What every way is held to: it works, still works after a restart of the host (`reboot`), and undoing it leaves the host as it was before the change. `run` calls `before` right before it applies. */
export async function whole(host: HostName, sh: Sh, run: (before: () => Promise<void>) => Promise<{ works: () => Promise<void>; page: Page }>, { reboot = true } = {}): Promise<void> {
  test.setTimeout(LONG_MS)
  let before: Snapshot = {}
  const { works, page } = await run(async () => void (before = await settledSnapshot(host)))
  await works()
  await finish(page)
  if (reboot) {
    await rebootHost(host)
    await works()
  }
  await sh('docker', 'rm', '-f', 'wizard-web')
  await firstContainer(sh)
  await page.reload()
  await undoEverything(page)
  await untilAsBefore(host, before, { withinMs: 30_000, without: ['starts'], message: 'the host is as it was before the wizard' })
}

/** Makes the first administrator by clicking and ends in the setup. */
export async function begin(page: Page, host: HostName): Promise<void> {
  page.setDefaultTimeout(20_000)
  await page.goto('/')
  await firstLogin(page, await setupToken(host), ADMIN)
  await expect(page.getByText(LAN.slice(0, -3)).first()).toBeVisible()
}

export const line = (page: Page, what: RegExp) => page.getByRole('listitem').filter({ hasText: what })

/** The check is over, and these lines are green. */
export async function checked(page: Page, lines: RegExp[]): Promise<void> {
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 30_000 })
  for (const what of lines) await expect(line(page, what).first()).toContainText('works', { timeout: 30_000 })
}
