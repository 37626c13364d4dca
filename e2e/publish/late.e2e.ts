import { rebootHost } from '../lab/api.mjs'
import { applied, takenBack } from '../change/speak'
import { expect, test } from '../fixtures'

const NAME = 'late-web'
const ADDRESSES = { modern: '2001:db8:23:42::a1', old: '2001:db8:23:42::a2' }

test.describe('@publish the boot race', () => {
  test.afterEach(async ({ host, sh }) => void (await sh('sh', '-c', `docker rm -f ${NAME} 2>/dev/null; ip addr del ${ADDRESSES[host]}/64 dev eth0 2>/dev/null; true`)))

  test('a container whose address comes after the engine is started by the rule, if it is on', async ({ host, page, read, sh, journal }) => {
    test.setTimeout(150_000)
    const { routerExec } = await import('../lab/api.mjs')
    const address = ADDRESSES[host]
    const state = () => sh('docker', 'inspect', '-f', '{{.State.Status}}', NAME).then((text) => text.trim())
    const rule = async () => (await read('container-rules')).rows[0] as { on: boolean; waiting: { name: string; missing: string[] }[] }
    expect((await rule()).on, 'off unless somebody turns it on').toBe(false)
    await sh('sh', '-c', `ip addr add ${address}/64 dev eth0 nodad; docker run -d --name ${NAME} --restart always -p '[${address}]:80:80' busybox:lab sh -c 'mkdir -p /w; echo late > /w/index.html; exec httpd -f -p "[::]:80" -h /w'`)
    const on = await applied(page, { kind: 'containers.start-late', input: { on: true } })
    try {
      // What the lab's hosts have from others than dock6 is gone after a reboot: this address is one.
      journal.allow.push(/./)
      await rebootHost(host)
      await page.goto('/api/v1/health')
      await expect.poll(rule, { timeout: 20_000 }).toMatchObject({ on: true, waiting: [{ name: NAME, missing: [address] }] })
      expect(await state()).toBe('exited')

      await sh('ip', 'addr', 'add', `${address}/64`, 'dev', 'eth0')
      await expect.poll(state, { timeout: 15_000 }).toBe('running')
      expect((await routerExec(['curl', '-gs', '--max-time', '5', '--retry', '5', '--retry-connrefused', '--retry-delay', '1', `http://[${address}]/`])).stdout).toBe('late\n')
      // It stands in the history under the name of the job.
      await expect.poll(async () => page.evaluate(async () => (await (await fetch('/api/v1/hosts/local/changes')).json()).rows[0]), { timeout: 10_000 }).toMatchObject({ state: 'done', actor: { type: 'system', job: 'start containers whose address came late' }, intents: [{ kind: 'containers.start' }] })
      expect((await rule()).waiting).toEqual([])
    } finally {
      await takenBack(page, on.id)
    }
    expect((await rule()).on).toBe(false)
  })

  test('where the address is still missing, one click adds it, kept, and starts the container', async ({ host, signedIn: page, sh }) => {
    test.setTimeout(90_000)
    const { routerExec } = await import('../lab/api.mjs')
    const address = ADDRESSES[host]
    await sh('sh', '-c', `docker run -d --name ${NAME} --stop-timeout 1 -p '[${address}]:80:80' busybox:lab sh -c 'mkdir -p /w; echo click > /w/index.html; exec httpd -f -p "[::]:80" -h /w' || true`)
    await page.goto('/hosts/local/ports')
    const race = page.getByRole('region', { name: /did not start/ })
    await race.getByRole('button', { name: 'Add the address and start it' }).click()
    const dialog = page.getByRole('dialog')
    // One plan for both.
    for (const command of [`ip -6 addr add ${address}/64 dev eth0`, `docker start ${NAME}`]) await expect(dialog).toContainText(command)
    await dialog.getByRole('button', { name: /^Add / }).last().click()
    await expect(dialog).toContainText('Done and verified', { timeout: 30_000 })
    expect((await routerExec(['curl', '-gs', '--max-time', '5', '--retry', '5', '--retry-connrefused', '--retry-delay', '1', `http://[${address}]/`])).stdout).toBe('click\n')
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    await expect(race).toHaveCount(0)
    const change = await page.evaluate(async () => (await (await fetch('/api/v1/hosts/local/changes')).json()).rows[0])
    expect(change.intents.map(({ kind }: { kind: string }) => kind)).toEqual(['addresses.add', 'containers.start'])
    expect(change.intents[0].input.keep).toBe(true)
    await takenBack(page, change.id)
    expect((await sh('docker', 'inspect', '-f', '{{.State.Running}}', NAME)).trim()).toBe('false')
  })
})
