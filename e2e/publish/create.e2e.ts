import { act, applied, ended, planned, preview, takenBack } from '../change/speak'
import { expect, test } from '../fixtures'

const NAME = 'cre-web'
const SECRET = 'pa ss"w$ord'
const ADDRESSES = { modern: '2001:db8:23:42::c1', old: '2001:db8:23:42::c2' }
const SERVE = `mkdir /w; echo "hello $TOKEN" > /w/index.html; httpd -p '[::]:80' -h /w; trap 'exit 0' TERM; while :; do sleep 1 & wait $!; done`

test.describe('@publish a new container', () => {
  const clean = (address: string) => `docker rm -fv ${NAME} ${NAME}.dock6-new 2>/dev/null; docker network rm cre-net 2>/dev/null; docker volume rm cre-data 2>/dev/null; [ -e /tmp/cre.pid ] && kill $(cat /tmp/cre.pid); rm -rf /srv/cre /tmp/cre.pid; ip addr del ${address}/64 dev eth0 2>/dev/null; true`
  const input = (address: string) => ({
    name: NAME, image: 'busybox:lab', command: ['sh', '-c', SERVE], env: [{ name: 'TOKEN', value: SECRET }, { name: 'EMPTY', value: '' }],
    network: 'cre-net', ipv4: '10.233.0.7', ipv6: '2001:db8:f3::7', restart: 'on-failure', retries: 3,
    mounts: [{ type: 'volume', source: 'cre-data', target: '/data' }, { type: 'bind', source: '/srv/cre', target: '/srv', readOnly: true }, { type: 'tmpfs', target: '/run' }, { type: 'volume', target: '/anon' }],
    bindings: [{ containerPort: 80, hostAddress: address, hostPort: 80 }],
  })

  test.beforeEach(async ({ host, sh }) => {
    await sh('sh', '-c', `${clean(ADDRESSES[host])}; mkdir -p /srv/cre; docker network create --ipv6 --subnet 2001:db8:f3::/64 --subnet 10.233.0.0/24 cre-net`)
  })
  test.afterEach(async ({ host, sh }) => void (await sh('sh', '-c', clean(ADDRESSES[host]))))

  test('serves at an address of its own, its secrets are told to nobody, and undone nothing is left', async ({ page, host, sh, json, read }) => {
    test.setTimeout(90_000)
    const { routerExec } = await import('../lab/api.mjs')
    const address = ADDRESSES[host]
    expect((await read('images')).rows).toContainEqual(expect.objectContaining({ names: ['busybox:lab'], command: ['/bin/sh'] }))
    const done = await applied(page, { kind: 'addresses.add', input: { dev: 'eth0', address: `${address}/64` } }, { kind: 'containers.create', input: input(address) })
    expect((await routerExec(['curl', '-gs', '--max-time', '5', `http://[${address}]/`])).stdout).toBe(`hello ${SECRET}\n`)

    const [made] = (await json('docker', 'inspect', NAME)) as [Record<string, Record<string, unknown>>]
    expect(made).toMatchObject({
      Config: { Cmd: ['sh', '-c', SERVE], Image: 'busybox:lab' },
      HostConfig: { NetworkMode: 'cre-net', RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 }, PortBindings: { '80/tcp': [{ HostIp: address, HostPort: '80' }] } },
      NetworkSettings: { Networks: { 'cre-net': { IPAddress: '10.233.0.7', GlobalIPv6Address: '2001:db8:f3::7' } } },
    })
    expect(made['Config']!['Env']).toEqual(expect.arrayContaining([`TOKEN=${SECRET}`, 'EMPTY=']))
    expect(((made as unknown as { Mounts: { Destination: string; RW: boolean }[] }).Mounts).map(({ Destination, RW }) => `${Destination} ${RW}`).sort()).toEqual(['/anon true', '/data true', '/run true', '/srv false'])

    const history = await page.evaluate(async () => (await fetch('/api/v1/hosts/local/changes')).text())
    const row = JSON.stringify((await read('containers', { q: NAME })).rows)
    const log = await sh('journalctl', '-u', 'dock6-keeper', '-u', 'dock6-console', '-o', 'cat', '--since', '-2min')
    for (const said of [JSON.stringify(done), history, row, log]) expect(said).not.toMatch(/pa ss|w\$ord/)
    expect(done.plan.commands.join('\n')).toContain('-e TOKEN ')

    await takenBack(page, done.id)
    expect(await sh('docker', 'ps', '-a', '--format', '{{.Names}}')).not.toContain(NAME)
    expect(await sh('ip', '-6', 'addr', 'show', 'to', address)).toBe('')
  })

  test('what goes wrong leaves nothing behind', async ({ page, host, sh }) => {
    const address = ADDRESSES[host]
    await sh('ip', 'addr', 'add', `${address}/64`, 'dev', 'eth0', 'nodad')
    const state = () => sh('sh', '-c', 'docker ps -aq --no-trunc; docker volume ls -q | grep -v cre-data; true')
    const before = await state()
    const fails = async (spoil: string, says: RegExp, other: object = {}) => {
      const { id } = await planned(page, { kind: 'containers.create', input: { ...input(address), ...other } })
      await sh('sh', '-c', spoil)
      const failed = await ended(page, id)
      expect(failed.state).toBe('failed')
      expect(JSON.stringify(failed.problem)).toMatch(says)
      expect(JSON.stringify(failed)).not.toMatch(/pa ss/)
      expect(await state()).toBe(before)
    }
    await fails('rmdir /srv/cre', /bind source path does not exist/)
    await sh('mkdir', '/srv/cre')
    await fails('true', /ended with code 7/, { command: ['sh', '-c', 'echo x > /anon/x; exit 7'], restart: 'no', retries: null })
    const { id } = await planned(page, { kind: 'containers.create', input: input(address) })
    await sh('sh', '-c', `node -e "require('net').createServer().listen(80,'${address}'); setInterval(()=>0,1e6)" >/dev/null 2>&1 & echo $! > /tmp/cre.pid; until ss -ltn | grep -q '${address}'; do :; done`)
    expect((await act(page, id, 'apply')).body.problem).toMatchObject({ message: expect.stringMatching(/taken by node \(process/) })
    const taken = await preview(page, { kind: 'containers.create', input: input(address) })
    expect(taken.body.problem).toMatchObject({ field: 'bindings.0.hostPort', message: expect.stringMatching(/taken by node \(process/) })
  })
})
