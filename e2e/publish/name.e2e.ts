import type { Resolved } from '../../lib/features/resolve/schema'
import { applied } from '../change/speak'
import { expect, test } from '../fixtures'

/** The router shares the machine's files with those of other labs. */
const PID = `/run/${process.env['DOCK6_LAB_NAME'] || 'dock6'}-lab-dnsmasq.pid`
const NAME = 'name-web'
const ADDRESSES = { modern: '2001:db8:23:42::e1', old: '2001:db8:23:42::e2' }

test.describe('@publish a name in DNS', () => {
  test.beforeEach(async ({ host, sh }) => {
    const { labInfo, routerExec } = await import('../lab/api.mjs')
    expect(labInfo().hosts.length).toBeGreaterThan(0)
    await routerExec(['sh', '-c', `[ -e ${PID} ] && kill $(cat ${PID}); true`])
    // The lab's hosts have the router as their resolver.
    const started = await routerExec([
      'dnsmasq', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--user=root', `--pid-file=${PID}`, '--bind-interfaces', '--interface=up0', '--local=/lab.example/',
      `--host-record=web2.lab.example,${ADDRESSES[host]}`, '--host-record=four.lab.example,192.0.2.99', '--host-record=far.lab.example,2001:db8:99::1', '--host-record=router.lab.example,2001:db8:23:42::1',
    ])
    expect(started.code, started.stderr).toBe(0)
    await sh('sh', '-c', `cp /etc/resolv.conf /tmp/resolv.before; echo search lab.example >> /etc/resolv.conf; docker rm -f ${NAME} 2>/dev/null; ip addr del ${ADDRESSES[host]}/64 dev eth0 2>/dev/null; true`)
  })
  test.afterEach(async ({ host, sh }) => {
    const { routerExec } = await import('../lab/api.mjs')
    await routerExec(['sh', '-c', `[ -e ${PID} ] && kill $(cat ${PID}); rm -f ${PID}`])
    await sh('sh', '-c', `[ -e /tmp/resolv.before ] && mv /tmp/resolv.before /etc/resolv.conf; docker rm -f ${NAME} 2>/dev/null; ip addr del ${ADDRESSES[host]}/64 dev eth0 2>/dev/null; true`)
  })

  test('is resolved as the host does, told whose it is, and used', async ({ host, page, read, sh }) => {
    const { routerExec } = await import('../lab/api.mjs')
    const address = ADDRESSES[host]
    const resolve = async (name: string) => (await read('resolve', { param: name })).rows[0] as unknown as Resolved
    /** What the console says instead; `credentials: omit` is somebody who is not signed in. */
    const refused = async (name: string, credentials: RequestCredentials = 'same-origin') => {
      if (page.url() === 'about:blank') await page.goto('/api/v1/health')
      return page.evaluate(async ([param, how]) => {
        const answer = await fetch(`/api/v1/hosts/local/resolve?${new URLSearchParams({ param: param! })}`, { credentials: how as RequestCredentials })
        return { status: answer.status, ...(await answer.json()) }
      }, [name, credentials])
    }

    const before = await resolve('web2')
    expect(before).toMatchObject({ asked: 'web2.lab.example', problem: null, addresses: [{ family: 6, address, whose: 'on-link', dev: 'eth0', prefix: '2001:db8:23:42::/64' }] })
    await sh('docker', 'run', '-d', '--name', NAME, '--stop-timeout', '1', 'busybox:lab', 'sh', '-c', `mkdir /w; echo by name > /w/index.html; exec httpd -f -p '[::]:80' -h /w`)
    await applied(page,
      { kind: 'addresses.add', input: { dev: before.addresses[0]!.dev, address: `${address}/64` } },
      { kind: 'containers.publish', input: { container: NAME, bindings: [{ containerPort: 80, hostAddress: address, hostPort: 80 }] } },
    )
    expect((await resolve('web2.lab.example')).addresses[0]).toMatchObject({ whose: 'host', dev: 'eth0' })
    // By its name, through the resolver of the host; and from the router.
    expect(await sh('node', '-e', 'fetch("http://web2.lab.example/").then(async (r) => console.log(await r.text()))')).toContain('by name')
    expect((await routerExec(['curl', '-gs', '--max-time', '5', `http://[${address}]/`])).stdout).toBe('by name\n')

    expect(await resolve('four.lab.example')).toMatchObject({ addresses: [{ family: 4, address: '192.0.2.99' }], problem: { code: 'not_found', field: 'name', message: 'four.lab.example has no AAAA record, only 192.0.2.99.' } })
    expect(await resolve('far.lab.example')).toMatchObject({ addresses: [{ whose: 'nobody' }], problem: { code: 'conflict', message: expect.stringContaining('leads elsewhere') } })
    expect(await resolve('router.lab.example')).toMatchObject({ addresses: [{ whose: 'neighbor', dev: 'eth0', mac: '52:54:00:d6:00:01' }] })
    expect(await refused('nothing.lab.example')).toMatchObject({ status: 404, problem: { field: 'name', message: 'There is no name nothing.lab.example.' } })
    expect(await refused('$(id)')).toMatchObject({ status: 400, problem: { field: 'name', message: 'This is no name of a host.' } })
    expect(await refused('web2.lab.example', 'omit')).toMatchObject({ status: 401 })
    // Beyond the zone this server knows nobody to ask.
    expect(await refused('example.org')).toMatchObject({ status: 503, problem: { message: expect.stringContaining('refuses') } })

    await routerExec(['sh', '-c', `kill $(cat ${PID})`])
    expect(await refused('web2.lab.example')).toMatchObject({ status: 503, problem: { field: 'name', message: expect.stringContaining('No DNS server answers') } })
  })

  test('by clicking: its address is added where it belongs, and a name of somebody else is refused at its box', async ({ host, signedIn: page, read, sh }) => {
    test.setTimeout(120_000)
    const { routerExec } = await import('../lab/api.mjs')
    const address = ADDRESSES[host]
    await page.goto('/hosts/local/containers')
    await page.getByRole('button', { name: 'New container' }).click()
    const form = page.getByRole('complementary', { name: 'New container' })
    await form.getByLabel('Name', { exact: true }).fill(NAME)
    await form.getByLabel('Image', { exact: true }).fill('busybox:lab')
    await form.getByLabel('Command', { exact: true }).fill(`sh -c "mkdir /w; echo \\$WORD > /w/index.html; exec httpd -f -p '[::]:80' -h /w"`)
    await form.getByLabel('Variables').fill('WORD=clicked')
    await form.getByLabel('Container port').fill('80')
    await form.getByLabel('At', { exact: true }).selectOption('name')
    const name = form.getByRole('textbox', { name: 'Name', exact: true }).last()
    for (const [text, says] of [['far.lab.example', /leads elsewhere/], ['four.lab.example', /has no AAAA record, only 192\.0\.2\.99/], ['nothing.lab.example', /There is no name/], ['[::1]', /is an address already/]] as const) {
      await name.fill(text)
      await expect(name).toHaveAccessibleDescription(says)
    }
    await name.fill('web2')
    await expect(form).toContainText(`It lies in 2001:db8:23:42::/64 of eth0 and can be added there.`)
    await page.getByRole('button', { name: 'See what changes' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText(`ip -6 addr add ${address}/64 dev eth0`)
    await dialog.getByRole('button', { name: `Create ${NAME}` }).click()
    await expect(dialog).toContainText('Done and verified', { timeout: 30_000 })
    await expect(dialog).not.toContainText('clicked')
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    const result = page.getByRole('complementary', { name: `Ports of ${NAME} are published` })
    await expect(result).toContainText(`web2.lab.example. IN AAAA ${address}`)
    const record = result.getByLabel('Name for the records')
    await record.fill('web 2')
    await expect(record).toHaveAccessibleDescription(/This is no name of a host/)
    await expect(result).not.toContainText('IN AAAA')
    expect((await routerExec(['curl', '-gs', '--max-time', '5', `http://[${address}]/`])).stdout).toBe('clicked\n')
    await sh('docker', 'rm', '-f', NAME)
    expect((await read('kept')).rows.map(({ key }) => key)).toContain(`addresses/eth0/${address}/64`)
    await applied(page, { kind: 'addresses.remove', input: { dev: 'eth0', address: `${address}/64` } })
  })
})
