// `npm run install:host`: dock6 as systemd units of this host. Run again, it upgrades; with --remove it takes them away, with --purge the data, too.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { alone } from './host/alone.mjs'
import { needFreePort, needNode, needNoOther, needNothingWaiting, needRoot, needSystemd, needUsualData } from './host/checks.mjs'
import { must } from './host/command.mjs'
import { isThere, sharedNode, stage } from './host/files.mjs'
import { greet } from './host/greeting.mjs'
import { places } from './host/places.mjs'
import { confirmPurge, purge, remove, tellWhatStays } from './host/remove.mjs'
import { keepSettings, portOf } from './host/settings.mjs'
import { replace, settle } from './host/upgrade.mjs'
import { ensureBuild } from './steps/ensure-build.mjs'
import { DIST } from './steps/paths.mjs'

const USAGE = `sudo npm run install:host                     install, or upgrade what is installed
sudo npm run install:host -- --remove         take it away; its data stay
sudo npm run install:host -- --purge [NAME]   take it away with its data; NAME is the name of this host`

async function install() {
  const port = portOf(process.env)
  await needNoOther()
  await needFreePort(port)
  await needNothingWaiting()
  await ensureBuild()
  await alone(async () => {
    await settle(port)
    const { next, product } = places()
    const node = sharedNode()
    await staged(next, node)
    await tryOut(next, node ?? join(next, 'bin/node'))
    const versions = { old: versionOf(product), new: versionOf(next) }
    keepSettings(process.env)
    console.log(versions.old === null ? `Installing dock6 ${versions.new} …` : `Upgrading dock6 ${versions.old} to ${versions.new} …`)
    const { failed, ...rest } = await replace(port)
    if (failed === null) return greet(port)
    if ('log' in rest && rest.log) console.error(`\n${rest.log}\n`)
    throw new Error(`dock6 ${versions.new} does not work here: ${failed}. ${'before' in rest && rest.before ? `Version ${versions.old} runs again, with its data as they were.` : 'Its units are stopped; nothing else runs. Remove them with --remove, or run this again.'}`)
  })
}

/** All of the product at its place, or nothing of it. @param {string} target @param {string | null} node */
async function staged(target, node) {
  try {
    await stage({ dist: DIST, target, node })
  } catch (error) {
    rmSync(target, { recursive: true, force: true })
    throw error
  }
}

/** Loads what is native code in the product: built for another Node.js it would only say so in a log. @param {string} folder @param {string} node */
async function tryOut(folder, node) {
  try {
    await must([node, '--eval', `new (require(${JSON.stringify(join(folder, 'node_modules/better-sqlite3'))}))(':memory:')`])
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error(`The build in dist/ does not run with ${node} (${process.version}): remove dist/ and node_modules/ and run this again. ${error instanceof Error ? error.message : ''}`, { cause: error })
  }
}

/** @param {string} folder @returns {string | null} */
function versionOf(folder) {
  const path = join(folder, 'build.json')
  if (!isThere(path)) return null
  const { version, fingerprint } = JSON.parse(readFileSync(path, 'utf8'))
  return `${version} (${fingerprint.slice(0, 8)})`
}

try {
  const { values, positionals } = parseArgs({ options: { remove: { type: 'boolean' }, purge: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } }, allowPositionals: true })
  if (values.help || positionals.length > (values.purge ? 1 : 0)) {
    console.log(USAGE)
    process.exit(values.help ? 0 : 2)
  }
  needRoot()
  needSystemd()
  needNode()
  if (values.remove || values.purge) {
    await needNothingWaiting()
    if (values.purge) await confirmPurge(positionals[0])
    await alone(async () => {
      await remove()
      if (values.purge) await purge()
    })
    tellWhatStays()
  } else {
    needUsualData(process.env)
    await install()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
