import type { ChangeRecord } from '../../lib/core/change'
import type { Problem } from '../../lib/core/problem'
import { expect, type HostName } from '../fixtures'
import { consoleReady, hostExec } from '../lab/api.mjs'
import type { Intent } from './speak'

const UNIT = '/etc/systemd/system/dock6-keeper.service.d'
/** One point of the write path a line: the next start of the keeper falls there by SIGKILL, the one after it at the next line. */
const QUEUE = '/run/falls'
const START = `DOCK6_FAILPOINT=$$(sed -n 1p ${QUEUE} 2>/dev/null); export DOCK6_FAILPOINT; sed -i 1d ${QUEUE} 2>/dev/null; DOCK6_CONSOLE_GID=$$(getent group dock6 | cut -d: -f3) exec /usr/local/bin/node /opt/dock6/keeper.js`

async function must(host: HostName, script: string, input = ''): Promise<string> {
  const { code, stdout, stderr } = await hostExec(host, ['sh', '-c', script], { input })
  if (code !== 0) throw new Error(`${script}: ${stderr}`)
  return stdout
}

/** Makes the keeper of a host take its points out of a queue, and come back at once. */
export async function queueFalls(host: HostName): Promise<void> {
  await must(host, `mkdir -p ${UNIT}; cat > ${UNIT}/falls.conf; systemctl daemon-reload`, `[Service]\nRestartSec=100ms\nExecStart=\nExecStart=/bin/sh -c '${START}'\n`)
}

/** The keeper as everybody has it. */
export async function usualKeeper(host: HostName): Promise<void> {
  await must(host, `rm -f ${UNIT}/falls.conf ${QUEUE}; systemctl daemon-reload; systemctl restart dock6-keeper`)
  await consoleReady(host)
}

/** Starts the keeper anew; this start falls at the first point, the next start at the second, and so on. */
export async function startWithFalls(host: HostName, points: readonly string[]): Promise<void> {
  await must(host, `printf '%s\\n' ${points.join(' ')} > ${QUEUE}; systemctl restart dock6-keeper`)
}

/** How often systemd found the keeper killed since its last start by hand. */
export async function fallsOf(host: HostName): Promise<number> {
  return Number(await must(host, 'systemctl show -p NRestarts --value dock6-keeper'))
}

/** Asks the keeper on its own socket, as the console does; null if it is away or falls before it answers. */
async function ask(host: HostName, path: string, body?: unknown): Promise<unknown> {
  const { stdout } = await hostExec(host, ['/usr/local/bin/node', '-e', ASK, path, ...(body === undefined ? [] : [JSON.stringify(body)])])
  return JSON.parse(stdout) as unknown
}
const ASK = `
const [path, body] = process.argv.slice(1)
const sent = require('http').request({ socketPath: '/run/dock6/keeper.sock', path, method: body ? 'POST' : 'GET' }, (answer) => {
  let text = ''
  answer.on('data', (part) => (text += part)).on('end', () => console.log(text)).on('error', () => console.log('null'))
})
sent.on('error', () => console.log('null')).end(body)`

const asker = (name: string) => ({ actor: { type: 'user', name, role: 'admin', from: '2001:db8:1a::100' }, admin: { local: '2001:db8:23:42::10', remote: '2001:db8:1a::100' } })

/** Plans intents, as soon as the keeper is up and has seen the host. */
export async function plannedByKeeper(host: HostName, intents: readonly Intent[], who = 'admin'): Promise<ChangeRecord> {
  let record: (ChangeRecord & { problem: Problem | null }) | null = null
  await expect
    .poll(async () => (record = (await ask(host, '/v1/changes', { ...asker(who), intents })) as typeof record)?.state ?? record?.problem?.message ?? 'away', { timeout: 30_000, intervals: [200] })
    .toBe('planned')
  return record!
}

/** `apply` or `undo`; null if the keeper falls over it. */
export const askKeeper = async (host: HostName, id: string, action: 'apply' | 'undo', who = 'admin') => (await ask(host, `/v1/changes/${id}`, { ...asker(who), action })) as ChangeRecord | null

/** Waits until a change has come to its end by the keepers that follow. */
export async function endOf(host: HostName, id: string, message: string): Promise<ChangeRecord> {
  let record: ChangeRecord | null = null
  await expect
    .poll(async () => (record = (await ask(host, `/v1/changes/${id}`)) as ChangeRecord | null)?.state ?? 'away', { timeout: 75_000, intervals: [200], message })
    .toMatch(/^(done|undone|failed|stuck)$/)
  return record!
}
