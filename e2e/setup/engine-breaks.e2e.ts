import type { Page } from '@playwright/test'
import { expect, test, type HostName } from '../fixtures'

type Answer = { id: string; state: string; problem: { message: string } | null; steps: { title: string; state: string }[] }
type Refused = { problem?: { code: string; message: string; field?: string } }

const FILE = '/etc/docker/daemon.json'
const BEFORE = '{\n  "debug": false,\n  "labels": ["lab=1"]\n}\n'

/** What keeps an engine from starting and cannot be known before: only the engine itself, or its check, finds it. `on`: the engines that fall over it. */
const KINDS: { name: string; config: Record<string, unknown>; on?: HostName }[] = [
  { name: 'a storage driver that does not exist', config: { 'storage-driver': 'nope' } },
  { name: 'an option that the storage driver does not know', config: { 'storage-driver': 'overlay2', 'storage-opts': ['overlay2.nope=1'] } },
  { name: 'a data folder that cannot be written', config: { 'data-root': '/proc/dock6' } },
  { name: 'a data folder that is a file', config: { 'data-root': '/etc/hostname' } },
  { name: 'a run folder that cannot be written', config: { 'exec-root': '/proc/dock6' } },
  { name: 'a pidfile in no folder', config: { pidfile: '/proc/dock6/docker.pid' } },
  { name: 'a cgroup driver that does not exist', config: { 'exec-opts': ['native.cgroupdriver=nope'] } },
  { name: 'an exec option that does not exist', config: { 'exec-opts': ['nope=1'] }, on: 'modern' },
  { name: 'an option that the log driver does not know', config: { 'log-driver': 'json-file', 'log-opts': { nope: '1' } } },
  { name: 'TLS with files that are not there', config: { tlsverify: true, tlscacert: '/nope/ca.pem', tlscert: '/nope/cert.pem', tlskey: '/nope/key.pem' } },
  { name: 'an authorization plugin that is not there', config: { 'authorization-plugins': ['nope'] } },
  { name: 'a default runtime that is not there', config: { 'default-runtime': 'nope' } },
  { name: 'a runtime with a reserved name', config: { runtimes: { runc: { path: '/usr/bin/true' } } } },
  { name: 'a seccomp profile that is not there', config: { 'seccomp-profile': '/nope.json' } },
  { name: 'a user for namespaces who does not exist', config: { 'userns-remap': 'nope' } },
  { name: 'a port for figures that is taken', config: { experimental: true, 'metrics-addr': '127.0.0.1:9323' } },
  { name: 'a limit that is none', config: { 'default-ulimits': { nofile: 'many' } } },
  { name: 'a size that is none', config: { 'default-shm-size': 'big' } },
  { name: 'a label that is none', config: { labels: ['nope'] } },
  { name: 'a resource that is none', config: { 'node-generic-resources': ['=='] } },
  { name: 'fewer downloads than none', config: { 'max-concurrent-downloads': -1 } },
  { name: 'a mirror that is no address', config: { 'registry-mirrors': ['ftp://mirror'] } },
  { name: 'a feature that is no switch', config: { features: { buildkit: 'maybe' } } },
  { name: 'a builder of the wrong kind', config: { builder: { gc: 'often' } } },
  { name: 'a proxy program that is not there', config: { 'userland-proxy-path': '/nope/docker-proxy' }, on: 'modern' },
  { name: 'an API version that does not exist', config: { 'min-api-version': '9.9' }, on: 'modern' },
  { name: 'a prefix outside of an own bridge', config: { bridge: 'lan77', ipv6: true, 'fixed-cidr-v6': 'fd77:1::/64' }, on: 'modern' },
  { name: 'a score beyond the kernel’s', config: { 'oom-score-adjust': 5000 }, on: 'old' },
]

async function post(page: Page, path: string, body: unknown): Promise<Answer & Refused> {
  return page.evaluate(
    async ([to, data]) => (await fetch(`/api/v1/hosts/local/changes${to as string}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(data) })).json(),
    [path, body] as const,
  )
}

/** Reads a change until nothing more happens to it by itself. */
async function ended(page: Page, id: string): Promise<Answer> {
  let record: Answer | undefined
  await expect.poll(async () => {
    record = await page.evaluate(async (to) => (await fetch(to)).json(), `/api/v1/hosts/local/changes/${id}`)
    return record!.state
  }, { timeout: 120_000, intervals: [500] }).toMatch(/^(done|undone|failed|stuck|waiting)$/)
  return record!
}

test('@setup a daemon.json that makes the engine fail: the old settings are back, and what ran runs again', async ({ page, sh, host, journal }) => {
  test.setTimeout(30 * 60_000)
  journal.allow.push(/change|engine|recover/)
  const running = async () => (await sh('docker', 'ps', '--format', '{{.Names}} {{.State}}')).trim().split('\n').sort().join(', ')
  const names = ['breaks-no', 'breaks-always', 'breaks-failure', 'breaks-stopped']
  await sh('sh', '-c', `docker rm -f ${names.join(' ')} 2>/dev/null; printf '%s' '${BEFORE}' > ${FILE}; systemctl reset-failed docker.service; systemctl restart docker`)
  await sh('sh', '-c', 'ip link add lan77 type bridge; ip addr add 10.77.0.1/24 dev lan77; ip addr add fd77::1/64 dev lan77 nodad; ip link set lan77 up')
  await sh('systemd-run', '--unit=lab-port', '/usr/local/bin/node', '-e', 'require("net").createServer().listen(9323, "127.0.0.1")')
  const figures: string[] = []
  try {
    for (const [name, policy] of [['breaks-no', 'no'], ['breaks-always', 'always'], ['breaks-failure', 'on-failure']]) await sh('docker', 'run', '-d', '--stop-timeout', '1', '--restart', policy!, '--name', name!, 'busybox:lab', 'sleep', '100000')
    await sh('docker', 'create', '--name', 'breaks-stopped', 'busybox:lab', 'true')
    const ran = await running()
    expect(ran).toContain('breaks-no')
    await page.goto('/api/v1/health')
    for (const { name, config } of KINDS.filter(({ on }) => on === undefined || on === host)) {
      const planned = await post(page, '', { intents: [{ kind: 'engine.write-file', input: { text: `${JSON.stringify(config, null, 2)}\n` } }] })
      expect(planned.state, `${name}: ${JSON.stringify(planned.problem)}`).toBe('planned')
      const startedAt = Date.now()
      await post(page, `/${planned.id}`, { action: 'apply' })
      const record = await ended(page, planned.id)
      expect.soft(record.state, `${name}: ${JSON.stringify(record.problem)}`).toBe('failed')
      figures.push(`${host} | ${name} | ${record.problem?.message.startsWith('“Ask the engine') ? 'its check' : 'its start'} | ${((Date.now() - startedAt) / 1000).toFixed(1)} s | ${record.problem?.message.slice(0, 200) ?? ''}`)
      expect.soft(await sh('cat', FILE), name).toBe(BEFORE)
      expect.soft(await running(), name).toBe(ran)
      if (record.state === 'waiting') await post(page, `/${planned.id}`, { action: 'rollback' })
      if (record.state !== 'failed') await sh('sh', '-c', `printf '%s' '${BEFORE}' > ${FILE}; systemctl reset-failed docker.service docker.socket; systemctl restart docker; docker start breaks-no breaks-failure; true`)
    }
  } finally {
    console.log(figures.join('\n'))
    await sh('sh', '-c', `systemctl stop lab-port; rm -f ${FILE}; ip link del lan77; systemctl reset-failed docker.service docker.socket; systemctl restart docker; docker rm -f ${names.join(' ')}; true`)
  }
  expect(figures.length).toBeGreaterThanOrEqual(20)
})
