/** Takes dock6 off a host again. */
import { readdirSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { ask, must } from './command.mjs'
import { isThere } from './files.mjs'
import { places, UNITS, USER } from './places.mjs'
import { stopUnits } from './systemd.mjs'

/** Stops and removes units and product. Data, settings and their owner stay. */
export async function remove() {
  const { product, next, previous, previousData, units, sysusers, settings } = places()
  if (!isThere(product) && !UNITS.some((unit) => isThere(join(units, unit)))) {
    console.log('dock6 is not installed on this host.')
    return
  }
  await stopUnits()
  await ask(['systemctl', '--quiet', 'disable', ...UNITS])
  for (const unit of UNITS) {
    rmSync(join(units, unit), { force: true })
    // Drop-ins are the work of whoever runs the host; an empty folder of them is nobody's.
    if ((await ask(['rmdir', '--ignore-fail-on-non-empty', join(units, `${unit}.d`)])).code === 0 && isThere(join(units, `${unit}.d`))) console.log(`Your drop-ins stay in ${join(units, `${unit}.d`)}.`)
  }
  await ask(['rmdir', '--ignore-fail-on-non-empty', settings])
  await must(['systemctl', 'daemon-reload'])
  await ask(['systemctl', 'reset-failed', ...UNITS])
  for (const path of [product, next, previous, previousData, `${previousData}.part`, sysusers]) rmSync(path, { recursive: true, force: true })
  console.log('Removed dock6: its units and /opt/dock6.')
}

/** Says what is still there, and what that means. */
export function tellWhatStays() {
  const { data, settings, sysctls } = places()
  if (isThere(data)) console.log(`Its data stay in ${data}, with the user ${USER} who owns a part of them. To remove them, too: sudo npm run install:host -- --purge`)
  if (isThere(settings)) console.log(`Its settings stay in ${settings}.`)
  console.log('What it set up on this host is as it was. Rows that it kept across restarts (addresses, routes, proxy entries) are there until the next restart of the host.')
  if (isThere(sysctls)) console.log(`Kernel settings that were made to last stay in ${sysctls} and hold after a restart.`)
}

const dataThere = () => [places().data, places().settings].filter((path) => isThere(path))

/**
 * Asks for the name of this host before data go; throws if it is another.
 * @param {string | undefined} typed the name, if it was given already
 */
export async function confirmPurge(typed) {
  const name = hostname()
  const found = dataThere()
  if (found.length === 0) return
  const answer = typed ?? (await question(`This deletes ${found.join(' and ')}: people, history, what is kept across restarts. Type the name of this host (${name}) to go on: `))
  if (answer !== name) throw new Error(`“${answer}” is not the name of this host (${name}). Nothing was removed.`)
}

/** Removes data, settings and the console's user. */
export async function purge() {
  const found = dataThere()
  for (const path of found) {
    // Its content first: the folder itself may be somebody's mount.
    for (const entry of readdirSync(path)) rmSync(join(path, entry), { recursive: true, force: true })
    await ask(['rmdir', path])
  }
  if ((await ask(['getent', 'passwd', USER])).code === 0) await must(['userdel', USER])
  if (found.length > 0) console.log(`Removed ${found.join(' and ')} and the user ${USER}.`)
}

/** @param {string} words */
async function question(words) {
  if (!process.stdin.isTTY) throw new Error(`There is no terminal to ask at. Give the name of this host: sudo npm run install:host -- --purge ${hostname()}`)
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return (await lines.question(words)).trim()
  } finally {
    lines.close()
  }
}
