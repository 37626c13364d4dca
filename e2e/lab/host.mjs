/** What can be done to one host, each under that host's lock. */
import { existsSync } from 'node:fs'
import { router } from './config.mjs'
import { emptyDiskTrash, freshDisk, removeDisk } from './disk.mjs'
import { withLock } from './lock.mjs'
import { boot, isUp, powerCut, powerOff } from './machine.mjs'
import { netnsPath, plugHost, unplugHost, untilAddressed } from './network.mjs'
import { builtProduct, copyProduct, isBuilt, noteProduct, reinstall, untilHealthy } from './product.mjs'
import { readRecord } from './record.mjs'
import { say } from './run.mjs'

/**
 * @typedef {import('./config.mjs').Host} Host
 * @typedef {object} StartOptions
 * @property {boolean} [product] whether the product is on it; as before, if not said
 */

/** @param {Host} host @param {() => Promise<void>} work */
const holding = (host, work) => withLock(host.netns, work)

/** Brings a host up if it is not; one that runs is left alone. @param {Host} host @param {StartOptions} options */
export const ensureHost = (host, { product }) => holding(host, async () => {
  const build = product ? builtProduct() : null
  if (!(await isUp(host))) return startFresh(host, build)
  if (build && readRecord(host)?.product !== build) await reinstall(host)
})

/** A clean host instead of what there is. @param {Host} host @param {StartOptions} [options] */
export const reset = (host, options = {}) => holding(host, async () => {
  needRouter()
  const record = readRecord(host) // none after a crash midway
  const product = options.product ?? (record ? Boolean(record.product) : isBuilt())
  await startFresh(host, product ? builtProduct() : null)
})

/** Orderly off, then on again with the same disk and a new network namespace. @param {Host} host */
export const reboot = (host) => holding(host, () => restart(host, powerOff))

/** Off in an instant, then on again with the same disk. @param {Host} host */
export const cutPower = (host) => holding(host, () => restart(host, powerCut))

/** The current build instead of the installed one. @param {Host} host */
export const install = (host) => holding(host, () => reinstall(host))

/** Ends a host and gives back all it held. @param {Host} host */
export const remove = (host) => holding(host, async () => {
  await powerCut(host)
  await unplugHost(host)
  await removeDisk(host)
})

/** @param {Host} host @param {string | null} build */
async function startFresh(host, build) {
  say(`starting ${host.name} afresh`)
  await powerCut(host)
  await freshDisk(host)
  if (build) await copyProduct(host)
  await plugHost(host)
  await boot(host)
  await untilAddressed(host, true)
  if (build) await noteProduct(host, build)
  await emptyDiskTrash(host)
}

/** @param {Host} host @param {(host: Host) => Promise<void>} off */
async function restart(host, off) {
  needRouter()
  const { product } = readRecord(host) ?? {}
  if (product === undefined) throw new Error(`lab host "${host.name}" was never up; see: npm run lab status`)
  await off(host)
  await plugHost(host)
  await boot(host)
  await untilAddressed(host, false)
  if (product) await untilHealthy(host)
}

function needRouter() {
  if (!existsSync(netnsPath(router.netns))) throw new Error('the lab is not up: npm run lab up')
}
