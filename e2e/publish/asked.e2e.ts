import { applied, preview, takenBack } from '../change/speak'
import { expect, test } from '../fixtures'

const NAMES = ['ask-web', 'ask-side', 'ask-off']
const CLEAN = `docker rm -fv ${NAMES.join(' ')}; docker network rm ask-net; true`
const SERVE = ['busybox:lab', 'sh', '-c', 'httpd -p 443; exec httpd -f -p 80']
const at = (container: string, hostAddress: string, hostPort: number) => ({ container, bindings: [{ containerPort: 80, hostAddress, hostPort }] })

type Inspect = { Config: { MacAddress?: string }; HostConfig: { PublishAllPorts: boolean; PortBindings: object }; NetworkSettings: { Ports: Record<string, { HostIp: string; HostPort: string }[] | null>; Networks: Record<string, { MacAddress: string }> } }

test.describe('@publish what was asked for when a container was made is asked for again', () => {
  test.beforeEach(({ sh }) => sh('sh', '-c', `${CLEAN}; docker network create -o com.docker.network.bridge.host_binding_ipv4=127.0.0.1 ask-net`))
  test.afterEach(({ sh }) => sh('sh', '-c', CLEAN))

  const inspect = async (json: (...argv: string[]) => Promise<unknown>, name: string) => ((await json('docker', 'inspect', name)) as Inspect[])[0]!
  const open = ({ NetworkSettings }: Inspect) => Object.entries(NetworkSettings.Ports).map(([port, places]) => [port, (places ?? []).map(({ HostIp }) => HostIp).sort()])

  test('with --publish-all a port that is taken back is closed, the others stay open; undone, all are as before', async ({ page, sh, json }) => {
    await sh('docker', 'run', '-d', '--name', 'ask-web', '--stop-timeout', '1', '-P', '--expose', '443', '-p', '8093:80', ...SERVE)
    const before = await inspect(json, 'ask-web')
    const { id } = await applied(page, { kind: 'containers.unpublish', input: at('ask-web', '', 8093) })
    const after = await inspect(json, 'ask-web')
    expect(Object.fromEntries(open(after))).toEqual({ '443/tcp': ['0.0.0.0', '::'], '80/tcp': [] })
    expect(after.HostConfig).toMatchObject({ PublishAllPorts: false, PortBindings: { '443/tcp': [{ HostIp: '', HostPort: '' }] } })
    await takenBack(page, id)
    const back = await inspect(json, 'ask-web')
    expect([open(back), back.HostConfig]).toEqual([open(before), before.HostConfig])
  })

  test('where the network chose the address, ports come and go beside it; who shares the container by its id is asked about first', async ({ page, sh, json }) => {
    await sh('docker', 'run', '-d', '--name', 'ask-web', '--network', 'ask-net', '--stop-timeout', '1', '-p', '8094:80', ...SERVE)
    await sh('docker', 'run', '-d', '--name', 'ask-side', '--network', 'container:ask-web', '--stop-timeout', '1', 'busybox:lab', 'sleep', '999')
    const beside = { kind: 'containers.publish', input: at('ask-web', '::1', 8094) }
    expect((await preview(page, beside)).body.problem).toMatchObject({ field: 'anyway', message: expect.stringContaining('ask-side') })
    await sh('docker', 'rm', '-f', 'ask-side')
    await expect(async () => void (await applied(page, beside))).toPass({ timeout: 30_000 })
    expect(Object.fromEntries(open(await inspect(json, 'ask-web')))).toEqual({ '80/tcp': ['127.0.0.1', '::1'] })
    await applied(page, { kind: 'containers.unpublish', input: at('ask-web', '', 8094) })
    expect(Object.fromEntries(open(await inspect(json, 'ask-web')))).toEqual({ '80/tcp': ['::1'] })
  })

  test('the way past those who share it is in the form, with their names', async ({ signedIn: page, sh }) => {
    await sh('docker', 'run', '-d', '--name', 'ask-web', '--stop-timeout', '1', '-p', '[::1]:8096:80', ...SERVE)
    await sh('docker', 'run', '-d', '--name', 'ask-side', '--network', 'container:ask-web', '--stop-timeout', '1', 'busybox:lab', 'sleep', '999')
    await page.goto('/hosts/local/ports?q=ask-web')
    await page.getByRole('grid').getByRole('row').filter({ hasText: 'ask-web' }).getByText('serving').click()
    await page.getByRole('complementary').getByRole('button', { name: 'Unpublish' }).click()
    const form = page.getByRole('complementary', { name: /^Unpublish/ })
    await expect(form).toContainText('have to be made anew: ask-side.')
    await page.getByRole('button', { name: 'See what changes' }).click()
    const anyway = form.getByLabel('Make it anew all the same')
    await expect(anyway).toHaveAccessibleDescription(/cannot be started again/)
    await anyway.check()
    await page.getByRole('button', { name: 'See what changes' }).click()
    await expect(page.getByRole('dialog')).toContainText('have to be made anew: ask-side.')
  })

  test('a MAC address comes along with a container that does not run', async ({ page, sh, json }) => {
    await sh('docker', 'run', '-d', '--name', 'ask-off', '--network', 'ask-net', '--mac-address', '02:11:22:33:44:77', '--stop-timeout', '1', ...SERVE)
    await sh('docker', 'stop', 'ask-off')
    await expect(async () => void (await applied(page, { kind: 'containers.publish', input: at('ask-off', '::1', 8095) }))).toPass({ timeout: 30_000 })
    await sh('docker', 'start', 'ask-off')
    const { Config, NetworkSettings } = await inspect(json, 'ask-off')
    expect([Config.MacAddress, NetworkSettings.Networks['ask-net']!.MacAddress]).toEqual(['02:11:22:33:44:77', '02:11:22:33:44:77'])
  })
})
