/** The host that is measured, from its command line. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { consoleReady, hostExec, labInfo } from '../lab/api.mjs'
import { hostNamed } from '../lab/config.mjs'
import { hostEnv, onHost } from '../lab/machine.mjs'

/** @typedef {import('../lab/api.mjs').ExecOptions & { host?: import('../lab/config.mjs').HostName }} ExecOptions `host`: another one than the measured */

export const HOST = 'modern'
const UNITS = ['dock6-keeper', 'dock6-console']

/** The console of the measured host. */
export function consoleAddress() {
  const host = labInfo().hosts.find(({ name }) => name === HOST)
  if (!host) throw new Error(`the lab has no host ${HOST}`)
  return host.url
}

/**
 * Runs a command on the host; throws if it fails.
 * @param {readonly string[]} argv
 * @param {ExecOptions} [options]
 * @returns {Promise<string>} stdout
 */
export async function onTheHost(argv, { host = HOST, ...options } = {}) {
  const { stdout, stderr, code } = await hostExec(host, argv, options)
  if (code !== 0) throw new Error(`${argv.join(' ').slice(0, 200)} failed with ${code}: ${(stderr || stdout).trim().slice(-2000)}`)
  return stdout
}

/**
 * Runs a script of `on-host/` with the host's own node and gives what it prints as JSON.
 * @param {string} name
 * @param {unknown} input for its `process.argv[2]`, as JSON
 * @param {ExecOptions} [options] at most 120 s unless said
 * @returns {Promise<any>}
 */
export async function scriptOnHost(name, input, options) {
  const source = readFileSync(fileURLToPath(new URL(`./on-host/${name}`, import.meta.url)))
  return JSON.parse(await onTheHost(['/usr/local/bin/node', '--input-type=module', '-', JSON.stringify(input)], { timeoutMs: 120_000, ...options, input: source }))
}

/** Starts keeper and console anew and waits until they answer. */
export async function restartProduct() {
  await onTheHost(['systemctl', 'restart', ...UNITS])
  await consoleReady(HOST)
}

/** Resident memory of keeper and console with all their child processes, in MB of 1024 * 1024 bytes. */
export async function productMemory() {
  const script = 'for unit do for pid in $(cat "/sys/fs/cgroup/system.slice/$unit.service/cgroup.procs"); do echo "$unit $(grep VmRSS "/proc/$pid/status")"; done; done'
  const lines = (await onTheHost(['sh', '-c', script, 'sh', ...UNITS])).trim().split('\n')
  const parts = lines.map((line) => ({ unit: line.split(' ')[0], mb: Number(/(\d+) kB/.exec(line)?.[1]) / 1024 }))
  const total = parts.reduce((sum, { mb }) => sum + mb, 0)
  if (parts.length < UNITS.length || !Number.isFinite(total)) throw new Error(`cannot read the memory of the product: ${lines.join('; ')}`)
  return { total, parts: parts.map(({ unit, mb }) => `${unit} ${mb.toFixed(0)}`).join(', ') }
}

/** A shell that stays open on the host, so that starting one is no part of what is timed. */
export function openShell() {
  const [program = '', ...args] = onHost(hostNamed(HOST), ['sh'])
  const child = spawn(program, args, { env: hostEnv, stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  /** @type {Error | null} */
  let broken = null
  child.on('error', (error) => (broken = error))
  return {
    /**
     * Runs a line of shell. `sent` is the time just before it was written.
     * @param {string} line
     * @returns {Promise<{ sent: number, code: number }>}
     */
    run(line) {
      return new Promise((resolve, reject) => {
        if (broken) return reject(broken)
        lines.once('line', (answer) => resolve({ sent, code: Number(answer) }))
        const sent = Date.now()
        child.stdin.write(`${line}; echo $?\n`)
      })
    },
    close: () => void child.stdin.end(),
  }
}
