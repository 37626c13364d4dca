/** The lab for tests and benchmarks: what runs where, and what can be done to it. */
import { hostNamed, lan, router } from './config.mjs'
import { cutPower, install, reboot, reset } from './host.mjs'
import { isWhole, labInfo as readInfo } from './lab.mjs'
import { hostEnv, onHost } from './machine.mjs'
import { inNetns } from './network.mjs'
import { readSetupToken, untilHealthy } from './product.mjs'
import { run } from './run.mjs'

/**
 * @typedef {import('./config.mjs').HostName} HostName
 * @typedef {import('./lab.mjs').LabInfo} LabInfo
 * @typedef {import('./run.mjs').Output} Output
 * @typedef {{ input?: string | Uint8Array, timeoutMs?: number }} ExecOptions
 */

/** The running lab; throws if a host is not up. @returns {LabInfo} */
export function labInfo() {
  const info = readInfo()
  if (!isWhole(info)) throw new Error('the lab is not up: npm run lab up')
  return info
}

/**
 * Runs a command on a host, as root. A failure is an answer (`code`), not an exception.
 * @param {HostName} host
 * @param {readonly string[]} argv
 * @param {ExecOptions} [options] at most 60 s unless said
 * @returns {Promise<Output>}
 */
export const hostExec = async (host, argv, { input, timeoutMs = 60_000 } = {}) =>
  run(onHost(hostNamed(host), argv), { input, timeoutMs, env: hostEnv })

/**
 * Runs a command on a host and parses what it prints; throws if it fails.
 * @param {HostName} host
 * @param {readonly string[]} argv
 * @returns {Promise<any>} `ip -j` prints nothing for an empty list: that is `[]` here
 */
export async function hostJson(host, argv) {
  const { stdout, stderr, code } = await hostExec(host, argv)
  if (code !== 0) throw new Error(`${argv.join(' ')} on ${host} failed with ${code}: ${stderr.trim()}`)
  return stdout.trim() === '' ? [] : JSON.parse(stdout)
}

/**
 * @param {string} netns
 * @returns {(argv: readonly string[], options?: ExecOptions) => Promise<Output>}
 */
const inside = (netns) => (argv, { input, timeoutMs = 60_000 } = {}) => run(inNetns(netns, argv), { input, timeoutMs })

/** Runs a command in the router's namespace. */
export const routerExec = inside(router.netns)

/** Runs a command in the namespace of the person on the LAN. */
export const lanExec = inside(lan.netns)

/**
 * A clean host with the current build on it, if the product was on it.
 * @param {HostName} host
 */
export const resetHost = (host) => reset(hostNamed(host))

/**
 * Orderly off and on again; the disk stays. Resolves when engine and console answer.
 * @param {HostName} host
 */
export const rebootHost = (host) => reboot(hostNamed(host))

/**
 * Every process ends at once; then on again, the disk stays. Resolves when engine and console answer.
 * @param {HostName} host
 */
export const powerCut = (host) => cutPower(hostNamed(host))

/**
 * Puts the current build on a running host in place of the installed one; data stays.
 * @param {HostName} host
 */
export const installProduct = (host) => install(hostNamed(host))

/**
 * Waits until the console of a host answers.
 * @param {HostName} host
 */
export const consoleReady = (host) => untilHealthy(hostNamed(host))

/**
 * The one-time token for the first administrator; throws once there is one.
 * @param {HostName} host
 * @returns {Promise<string>}
 */
export async function setupToken(host) {
  const token = readSetupToken(hostNamed(host))
  if (!token) throw new Error(`${host} has no setup token: it has an administrator already, or no product`)
  return token
}
