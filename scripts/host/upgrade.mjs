/** Puts a staged product in place of what there is, and back again if it does not work. */
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { must } from './command.mjs'
import { enlist, isThere } from './files.mjs'
import { places } from './places.mjs'
import { untilReady } from './ready.mjs'
import { lastLines, startUnits, stopUnits } from './systemd.mjs'

/** A copy of the product that `npm start` made for the console's user; the units have their own. */
const LEFT_BY_START = 'app'

/**
 * Settles an installation that was cut off in the middle: what works stays, else the version before comes back.
 * @param {number} port
 */
export async function settle(port) {
  const { previous, previousData } = places()
  if (!isThere(previous)) {
    // Cut off before the version before was put aside, or after it and its data were back: the data in place are right either way.
    rmSync(previousData, { recursive: true, force: true })
    return
  }
  console.log('An installation before this one was cut off. Settling it …')
  if (isThere(places().product) && (await untilReady(port, 10_000)) === null) return forget()
  await putBack()
  if (isThere(previousData)) throw new Error(`${previousData} is still there; look at it and remove it.`)
}

/**
 * Stops what runs, puts the staged product in place and starts it. Before it does, it keeps the version before and its data, whose schema the new one may raise.
 * Whatever hinders it before the new version is in place (a full disk, say) is thrown, and what ran before runs again.
 * @param {number} port
 * @returns {Promise<{ failed: null } | { failed: string, log: string, before: boolean }>} before: an earlier version runs again
 */
export async function replace(port) {
  const { product, next, previous } = places()
  const before = isThere(product)
  try {
    await stopUnits()
    if (before) {
      await keepData()
      renameSync(product, previous)
    }
    renameSync(next, product)
  } catch (error) {
    throw new Error(`The new version could not be put in place: ${said(error)}. ${before ? await goOn() : ''}`.trim(), { cause: error })
  }
  const since = new Date()
  const failed = await start(port)
  if (failed === null) {
    forget()
    return { failed: null }
  }
  const log = await lastLines(since)
  if (before) await putBack()
  else await stopUnits()
  return { failed, log, before }
}

/** @param {number} port @returns {Promise<string | null>} why it does not work */
async function start(port) {
  try {
    await enlist()
    await startUnits()
  } catch (error) {
    return said(error)
  }
  return untilReady(port)
}

/** The version before, whose data nobody touched, as if nothing had been tried. @returns {Promise<string>} how that went */
async function goOn() {
  const { product, next, previous, previousData } = places()
  try {
    if (!isThere(product)) renameSync(previous, product)
    for (const path of [`${previousData}.part`, previousData, next]) rmSync(path, { recursive: true, force: true })
    await startUnits()
    return 'The version before runs again, with its data as they were.'
  } catch (error) {
    return `The version before could not be started again: ${said(error)}`
  }
}

/** @param {unknown} error */
function said(error) {
  return error instanceof Error ? error.message : String(error)
}

/** The data as the version before left them, complete or not at all. */
async function keepData() {
  const { data, previousData } = places()
  rmSync(join(data, LEFT_BY_START), { recursive: true, force: true })
  rmSync(`${previousData}.part`, { recursive: true, force: true })
  if (!isThere(data)) return
  await must(['mkdir', '--mode=0700', `${previousData}.part`])
  await must(['cp', '--archive', `${data}/.`, `${previousData}.part`])
  await must(['sync', '--file-system', `${previousData}.part`])
  renameSync(`${previousData}.part`, previousData)
}

/** The version before and its data in place of the new ones; started again. Every step may have been done already. */
async function putBack() {
  const { product, previous, data, previousData } = places()
  await stopUnits()
  if (isThere(previousData)) {
    // Not the folder itself: somebody may have mounted it.
    for (const name of ['keeper', 'console']) {
      rmSync(join(data, name), { recursive: true, force: true })
      if (isThere(join(previousData, name))) await must(['cp', '--archive', join(previousData, name), data])
    }
    // From the next rename on they are all there is.
    await must(['sync', '--file-system', data])
  }
  if (isThere(previous)) {
    rmSync(product, { recursive: true, force: true })
    renameSync(previous, product)
  }
  rmSync(previousData, { recursive: true, force: true })
  // Versions before there was an installer have no units of their own along; those in place are theirs.
  if (isThere(join(product, 'install'))) await enlist()
  await startUnits()
}

function forget() {
  const { previous, previousData } = places()
  for (const path of [previousData, previous]) rmSync(path, { recursive: true, force: true })
}
