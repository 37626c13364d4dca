/** The lab as a whole: up, down, and what it looks like. */
import { existsSync, readdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../scripts/steps/paths.mjs'
import { removeTopGroup } from './cgroup.mjs'
import { consoleUrl, hostList, hosts, labGroup, lan, router, stateDir } from './config.mjs'
import { ensureHost, remove } from './host.mjs'
import { withLock } from './lock.mjs'
import { removeTree } from './mounts.mjs'
import { ensureLan, ensureRouter, removeLan, removeRouter } from './network.mjs'
import { builtProduct, readFingerprint, readSetupToken } from './product.mjs'
import { leaderPid, readRecord } from './record.mjs'
import { runHere } from './run.mjs'

/**
 * @typedef {object} HostInfo
 * @property {import('./config.mjs').HostName} name
 * @property {string | null} engine
 * @property {string} url of the console
 * @property {number | null} leaderPid the host's PID 1, seen from outside; null while it is not running
 * @property {string} address
 * @typedef {{ setupToken: string | null, fingerprint: string | null }} Credentials
 * @typedef {object} LabInfo
 * @property {HostInfo[]} hosts
 * @property {{ netns: string }} router
 * @property {{ netns: string, chromium: string }} lan
 * @property {Record<import('./config.mjs').HostName, Credentials>} credentials
 */

/** @returns {LabInfo} */
export function labInfo() {
  return {
    hosts: hostList.map((host) => ({
      name: host.name,
      engine: readRecord(host)?.engine ?? null,
      url: consoleUrl(host),
      leaderPid: leaderPid(host) ?? null,
      address: host.address,
    })),
    router: { netns: router.netns },
    lan: { netns: lan.netns, chromium: lan.chromium },
    credentials: {
      modern: credentials('modern'),
      old: credentials('old'),
    },
  }
}

/** @param {import('./config.mjs').HostName} name @returns {Credentials} */
function credentials(name) {
  const host = hosts[name]
  return { setupToken: readSetupToken(host), fingerprint: readFingerprint(host) }
}

/** True if every host of this lab runs. @param {LabInfo} info */
export const isWhole = (info) => info.hosts.every((host) => host.leaderPid !== null)

/**
 * Brings up what is missing and replaces what is broken; what is well is left alone.
 * @param {{ product: boolean }} options
 */
export async function up({ product }) {
  if (product) builtProduct() // says what is missing before anything is started
  await needTools()
  await withLock(labGroup, async () => {
    // Hosts lose their cables with the router, so they must not outlive it.
    if (await ensureRouter()) for (const host of hostList) await remove(host)
    await ensureLan()
    await allDone(hostList.map((host) => ensureHost(host, { product })))
  })
}

/** Ends everything; only the cache stays. */
export const down = () => withLock(labGroup, async () => {
  await allDone(hostList.map(remove))
  await removeLan()
  await removeRouter()
  removeTopGroup()
  for (const dir of ['hosts', 'bin', 'router']) await removeTree(join(stateDir, dir))
  if (existsSync(stateDir) && readdirSync(stateDir).length === 0) rmdirSync(stateDir)
})

async function needTools() {
  if (process.getuid?.() !== 0) throw new Error('the lab makes namespaces and machines: run it as root')
  const code = await runHere([process.execPath, join(ROOT, 'scripts/lab-packages.mjs')])
  if (code !== 0) throw new Error('packages that the lab needs could not be installed')
}

/** Waits for all, also after one has failed, so that no work goes on behind the error. @param {Promise<void>[]} work */
async function allDone(work) {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
