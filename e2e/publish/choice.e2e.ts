import { bindingOfRow, unpublishInput } from '../../components/ports/unpublish-values'
import type { Container } from '../../lib/features/containers/schema'
import type { PortRow } from '../../lib/features/ports/schema'
import { applied, takenBack } from '../change/speak'
import { expect, test } from '../fixtures'

const NAME = 'cho-web'

test.describe('@publish ports of the engine’s choice', () => {
  test.afterEach(async ({ sh }) => void (await sh('sh', '-c', `docker rm -fv ${NAME} 2>/dev/null; true`)))

  test('are taken back by the ports that they have now, and come back at others', async ({ page, read, sh }) => {
    test.setTimeout(120_000)
    await sh('docker', 'run', '-d', '--name', NAME, '--stop-timeout', '1', '-p', '127.0.0.1::80', '-p', '127.0.0.1:18190-18199:81', '-p', '127.0.0.1:18188:80', 'busybox:lab', 'httpd', '-f', '-p', '80')
    const own = async () => (await read('ports')).rows.filter((row) => (row['container'] as { name: string }).name === NAME) as unknown as PortRow[]
    const taken = (rows: PortRow[], port: number, chosen: (hostPort: number) => boolean) => rows.find((row) => row.containerPort === port && row.hostPort !== null && chosen(row.hostPort))
    await expect.poll(async () => (await own()).length).toBe(3)
    const rows = await own()
    const container = (await read('containers')).rows.find(({ name }) => name === NAME) as unknown as Container
    const [any, ranged] = [taken(rows, 80, (port) => port !== 18188)!, taken(rows, 81, (port) => port >= 18190 && port <= 18199)!]
    const bindings = [any, ranged].flatMap((row) => unpublishInput(row, bindingOfRow(row, container)!, false).bindings)
    const done = await applied(page, { kind: 'containers.unpublish', input: { container: NAME, bindings } })
    expect(await sh('docker', 'port', NAME)).toBe('80/tcp -> 127.0.0.1:18188\n')
    await takenBack(page, done.id)
    const back = await sh('docker', 'port', NAME)
    expect(back).toMatch(/^81\/tcp -> 127\.0\.0\.1:1819\d$/m)
    expect(back.match(/^80\/tcp -> /gm)).toHaveLength(2)
  })
})
