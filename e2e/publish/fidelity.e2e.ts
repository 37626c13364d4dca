import type { Page } from '@playwright/test'
import { recorded } from '../change/speak'
import { expect, test } from '../fixtures'
import { byPlace, CLEAN, comparable, makeContainer, NAME, type Inspect } from './container'

type Answer = { id: string; state: string; plan: { steps: { do: { type: string; act?: string } }[] }; problem: { code: string; message: string; field?: string; evidence?: { text: string } } | null }

async function post(page: Page, path: string, body: unknown): Promise<Answer> {
  if (page.url() === 'about:blank') await page.goto('/api/v1/health')
  return page.evaluate(
    async ([to, data]) => (await fetch(`/api/v1/hosts/local/changes${to as string}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(data) })).json(),
    [path, body] as const,
  )
}

/** Applies, and waits for the end: an apply answers after ten seconds at the latest. */
async function applied(page: Page, id: string): Promise<Answer> {
  let now = await post(page, `/${id}`, { action: 'apply' })
  await expect.poll(async () => {
    if (now.state === 'applying' || now.state === 'undoing') now = await page.evaluate(async (of) => (await fetch(`/api/v1/hosts/local/changes/${of}`)).json(), id)
    return now.state
  }, { timeout: 60_000 }).not.toMatch(/applying|undoing/)
  return now
}

const intent = (address: string, hostPort = 80, container: string = NAME) => ({ kind: 'containers.publish', input: { container, bindings: [{ containerPort: 80, hostAddress: address, hostPort }] } })

/** A fixed place: with a place of the engine's choice, any restart may bring another MAC address. */
const PLACE = ['--network', 'fid-a', '--ip', '10.231.0.60', '--ip6', '2001:db8:f1::60', '--mac-address', '02:11:22:33:44:66', '-p', '127.0.0.1:8082:80']

test.describe('@publish a container is made anew', () => {
  const addressOf = (host: string) => `2001:db8:23:42::f${host === 'modern' ? 1 : 2}`
  let address = ''
  let options = 0

  test.beforeEach(async ({ sh, host }) => {
    address = addressOf(host)
    await sh('sh', '-c', `${CLEAN}; ip addr replace ${address}/64 dev eth0 nodad`)
    options = await makeContainer(sh, host === 'modern')
    await expect.poll(() => sh('docker', 'inspect', '-f', '{{.State.Health.Status}}', NAME), { timeout: 30_000 }).toContain('healthy')
  })
  test.afterEach(async ({ sh }) => {
    await sh('sh', '-c', `[ -e /tmp/fid.pid ] && kill $(cat /tmp/fid.pid); rm -f /tmp/fid.pid; ${CLEAN}; ip addr del ${address}/64 dev eth0; true`)
  })

  const inspect = async (json: (...argv: string[]) => Promise<unknown>, name: string = NAME) => ((await json('docker', 'inspect', name)) as (Inspect & { State: { Running: boolean } })[])[0]!
  const serves = (sh: (...argv: string[]) => Promise<string>, at: string) => sh('node', '-e', `fetch('http://${at}/').then(async (r) => console.log(await r.text()))`)

  test('with everything it had and one binding more; undone, it is as before', async ({ page, sh, json }) => {
    test.setTimeout(150_000)
    const { routerExec } = await import('../lab/api.mjs')
    // 53 on modern engines, 52 on old ones, which know no annotations.
    expect(options).toBeGreaterThanOrEqual(51)
    const before = await inspect(json)
    await sh('docker', 'exec', NAME, 'sh', '-c', 'echo kept > /anon/file; echo kept > /anon2/file; rm /full/file')
    const planned = await post(page, '', { intents: [intent(address)] })
    expect(planned.state, JSON.stringify(planned)).toBe('planned')
    expect(JSON.stringify(planned)).not.toContain('w$ord')
    const done = await applied(page, planned.id)
    expect(done.state, JSON.stringify(done.problem)).toBe('done')
    expect(JSON.stringify(done)).not.toContain('w$ord')

    const after = await inspect(json)
    const expected = comparable(before)
    expected.HostConfig.PortBindings['80/tcp']!.push({ HostIp: address, HostPort: '80' })
    expected.NetworkSettings.Ports['80/tcp'] = [...expected.NetworkSettings.Ports['80/tcp']!, { HostIp: address, HostPort: '80' }].sort(byPlace)
    expect(comparable(after)).toEqual(expected)
    expect(await sh('docker', 'exec', NAME, 'cat', '/anon/file', '/anon2/file')).toBe('kept\nkept\n')
    expect(await sh('docker', 'exec', NAME, 'ls', '/full')).toBe('')
    expect((await routerExec(['curl', '-gs', '--max-time', '5', `http://[${address}]/`])).stdout).toBe('hello\n')
    expect(await sh('docker', 'ps', '-a', '--format', '{{.Names}}')).not.toContain('dock6')

    const undo = await post(page, `/${planned.id}`, { action: 'undo' })
    const undone = await applied(page, undo.id)
    expect(undone.state, JSON.stringify(undone.problem)).toBe('done')
    // The one that worked went only when this one works.
    expect(await sh('docker', 'inspect', '-f', '{{.State.Health.Status}}', NAME)).toBe('healthy\n')
    expect(comparable(await inspect(json))).toEqual(comparable(before))
    expect(await sh('docker', 'exec', NAME, 'cat', '/anon/file', '/anon2/file')).toBe('kept\nkept\n')
    expect(await sh('docker', 'exec', NAME, 'ls', '/full')).toBe('')
    expect(await serves(sh, '127.0.0.1:8082')).toContain('hello')
  })

  /** What may happen while the original is stopped; the container then has to be the same one again, and serve. */
  const FAULTS: [name: string, trouble: (address: string) => string, says: RegExp][] = [
    ['somebody takes the port at the last moment', (at) => `node -e "require('net').createServer().listen(80,'${at}'); setInterval(()=>0,1e6)" >/dev/null 2>&1 & echo $! > /tmp/fid.pid`, /Start fid-web.*failed/],
    ['its address goes away', (at) => `ip addr del ${at}/64 dev eth0`, /Start fid-web.*failed/],
    ['its health check fails', () => 'true', /health check|did not/],
    ['its program ends at once', () => 'true', /ended/],
  ]
  for (const [name, trouble, says] of FAULTS) {
    test(`it comes back when ${name}`, async ({ page, sh, json }) => {
      test.setTimeout(150_000)
      if (name.startsWith('its health') || name.startsWith('its program')) {
        // Only the original has the hostname that lies in the volume.
        const [isMe, isHealth] = ['[ "$(hostname)" = "$(cat /data/me)" ]', name.startsWith('its health')]
        await sh('docker', 'rm', '-f', NAME)
        await sh('docker', 'run', '-d', '--name', NAME, ...PLACE, '-v', 'fid-data:/data', '--stop-timeout', '3', ...(isHealth ? ['--health-interval', '1s', '--health-retries', '2', '--health-cmd', isMe] : []), 'busybox:lab',
          'sh', '-c', `[ -e /data/me ] || hostname > /data/me; ${isHealth ? '' : `${isMe} || exit 7; `}echo hello > /data/index.html; exec httpd -f -p "[::]:80" -h /data`)
        if (isHealth) await expect.poll(() => sh('docker', 'inspect', '-f', '{{.State.Health.Status}}', NAME), { timeout: 30_000 }).toContain('healthy')
      } else {
        // It takes its time to stop: room for the trouble.
        await sh('docker', 'rm', '-f', NAME)
        await sh('docker', 'run', '-d', '--name', NAME, ...PLACE, '--stop-timeout', '3', 'busybox:lab', 'sh', '-c', `trap '' TERM; mkdir /w; echo hello > /w/index.html; httpd -p '[::]:80' -h /w; while :; do sleep 1; done`)
      }
      const before = await inspect(json)
      const planned = await post(page, '', { intents: [intent(address)] })
      expect(planned.state, JSON.stringify(planned)).toBe('planned')
      const end = applied(page, planned.id)
      await expect.poll(() => sh('docker', 'ps', '-a', '--format', '{{.Names}}'), { intervals: [100] }).toContain(`${NAME}.dock6-old`)
      await sh('sh', '-c', trouble(address))
      const failed = await end
      expect(failed.state, JSON.stringify(failed.problem)).toBe('failed')
      expect(failed.problem!.message).toMatch(says)
      const after = await inspect(json)
      expect([after.Id, after.State.Running]).toEqual([before.Id, true])
      expect(comparable(after)).toEqual(comparable(before))
      // Its program begins to listen a moment after the engine says that it runs.
      await expect.poll(() => serves(sh, '127.0.0.1:8082').catch(() => ''), { timeout: 10_000 }).toContain('hello')
      expect(await sh('docker', 'ps', '-a', '--format', '{{.Names}}')).not.toContain('dock6')
    })
  }

  test('its image is gone: nothing is touched; of one that runs the engine keeps the image without its name, and it is made of that', async ({ page, sh, json }) => {
    await sh('sh', '-c', 'docker commit fid-peer fid-img:1; docker create --name fid-gone --network fid-a fid-img:1 sleep 99; docker rmi -f fid-img:1; docker commit fid-peer fid-img:2; docker run -d --name fid-runs --stop-timeout 1 fid-img:2 sleep 99; docker rmi -f fid-img:2')
    try {
      const { Id } = await inspect(json, 'fid-gone')
      const planned = await post(page, '', { intents: [intent(address, 80, 'fid-gone')] })
      const failed = await applied(page, planned.id)
      expect(failed).toMatchObject({ state: 'failed', problem: { evidence: { text: expect.stringMatching(/no such image/i) } } })
      expect((await inspect(json, 'fid-gone')).Id).toBe(Id)
      expect(await sh('docker', 'ps', '-a', '--format', '{{.Names}}')).not.toContain('dock6')

      const running = await inspect(json, 'fid-runs')
      const done = await applied(page, (await post(page, '', { intents: [{ kind: 'containers.publish', input: { container: 'fid-runs', bindings: [{ containerPort: 80, hostAddress: '127.0.0.1' }] } }] })).id)
      expect(done.state, JSON.stringify(done.problem)).toBe('done')
      const made = await inspect(json, 'fid-runs')
      expect([made['Image'], made.State.Running, made.Id === running.Id]).toEqual([running['Image'], true, false])
    } finally {
      await sh('sh', '-c', `docker rm -f fid-gone fid-runs; docker rmi $(docker images -qf dangling=true); true`)
    }
  })

  test('the keeper dies at any step: the original is back and serves; at the last, which removes it, the new one stays', async ({ page, sh, json, journal }) => {
    test.setTimeout(420_000)
    journal.allow.push(/./)
    await sh('docker', 'rm', '-f', NAME)
    await sh('docker', 'run', '-d', '--name', NAME, ...PLACE, '--restart', 'always', 'busybox:lab', 'sh', '-c', `trap 'exit 0' TERM; mkdir /w; echo hello > /w/index.html; httpd -p '[::]:80' -h /w; while :; do sleep 1 & wait $!; done`)
    const { Id } = await inspect(json)
    const ready = async () => {
      let planned: Answer | undefined
      await expect.poll(async () => (planned = await post(page, '', { intents: [intent(address)] })).state, { timeout: 30_000 }).toBe('planned')
      return planned!
    }
    const { length } = (await ready()).plan.steps
    try {
      for (let n = 1; n <= length; n++) {
        await sh('sh', '-c', `mkdir -p /etc/dock6; echo DOCK6_FAILPOINT=step-performed:${n} > /etc/dock6/dock6.env; systemctl restart dock6-keeper`)
        const life = (await sh('systemctl', 'show', '-p', 'InvocationID', '--value', 'dock6-keeper')).trim()
        const planned = await ready()
        await post(page, `/${planned.id}`, { action: 'apply' })
        await expect.poll(() => sh('sh', '-c', `journalctl INVOCATION_ID=${life} -o cat | grep -c "code=killed\\|status=9/KILL" || true`).then((text) => text.trim() !== '0'), { timeout: 30_000, message: `step ${n}` }).toBe(true)
        const fallen = await sh('docker', 'ps', '-a', '--format', '{{.Names}}', '--filter', 'name=fid-web')
        await sh('sh', '-c', 'rm -f /etc/dock6/dock6.env; systemctl restart dock6-keeper')
        await expect.poll(() => sh('docker', 'ps', '-a', '--format', '{{.Names}} {{.State}}', '--no-trunc', '--filter', 'name=fid-web'), { timeout: 60_000, message: `step ${n}` }).toBe(`${NAME} running\n`)
        await expect.poll(async () => (await recorded(page, planned.id)).state, { timeout: 30_000, message: `step ${n}` }).toBe(n < length ? 'undone' : 'done')
        if (n < length) expect((await inspect(json)).Id, `step ${n}`).toBe(Id)
        await expect.poll(() => serves(sh, '127.0.0.1:8082').catch(() => ''), { timeout: 10_000 }).toContain('hello')
        if (n < length) continue
        // The original was gone when the keeper fell, and nothing like it was made: what runs is the new one, at its new place.
        expect(fallen).toBe(`${NAME}\n`)
        const { Id: fresh } = await inspect(json)
        expect(fresh).not.toBe(Id)
        expect(await serves(sh, `[${address}]`)).toContain('hello')
        expect((await sh('docker', 'events', '--since', '120s', '--until', '0s', '--filter', 'type=container', '--filter', 'event=create', '--format', '{{.ID}}')).trim().split('\n').at(-1)).toBe(fresh)
      }
    } finally {
      await sh('sh', '-c', 'rm -f /etc/dock6/dock6.env; systemctl restart dock6-keeper')
    }
  })
})
