// `npm run backup -- FILE` and `npm run restore -- FILE`: dock6's data in one file, and back. Units that run are stopped for a restore and started again.
import { join, resolve } from 'node:path'
import { isThere } from './host/files.mjs'
import { places, RUNNING } from './host/places.mjs'
import { untilReady } from './host/ready.mjs'
import { portOf } from './host/settings.mjs'
import { isRunning, startUnits, stopUnits, waitingChange } from './host/systemd.mjs'
import { consoleUser } from './steps/console-user.mjs'
import { ensureBuild } from './steps/ensure-build.mjs'
import { DIST } from './steps/paths.mjs'
import { run } from './steps/run.mjs'

const [verb = '', file] = process.argv.slice(2)
// npm runs scripts in the project's folder; a relative name means the folder that it was typed in.
const path = file && resolve(process.env.INIT_CWD ?? '.', file)

async function restore() {
  const root = process.getuid?.() === 0
  const running = root && (await Promise.all(RUNNING.map(isRunning))).includes(true)
  if (running && (await waitingChange())) throw new Error('A change waits to be confirmed. Confirm it or let it be taken back, then restore.')
  const owner = root ? consoleUser() : null
  if (running) await stopUnits()
  try {
    await program('restore', ...(owner ? ['--owner', `${owner.uid}:${owner.gid}`] : []))
  } finally {
    if (running) await startUnits()
  }
  const problem = running ? await untilReady(portOf()) : null
  if (problem) throw new Error(`The data are restored, but dock6 does not work with them: ${problem}. See journalctl -u dock6-keeper -u dock6-console`)
}

/** The installed version's own program where there is one: it knows the schema of what runs here. @param {string} verb @param {string[]} more */
async function program(verb, ...more) {
  const installed = join(places().product, 'backup.js')
  if (!isThere(installed)) await ensureBuild()
  await run([process.execPath, isThere(installed) ? installed : join(DIST, 'backup.js'), verb, path ?? '', ...more])
}

if (!path || !['backup', 'restore'].includes(verb)) {
  console.error(`usage: sudo npm run ${verb || 'backup'} -- FILE`)
  process.exit(2)
}
try {
  if (verb === 'restore') await restore()
  else await program('backup')
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  // The program has said why itself.
  if (!/backup\.js/.test(message)) console.error(message)
  process.exit(1)
}
