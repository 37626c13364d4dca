/** The files of an installation. Works on a host that does not run, too: nothing here talks to its systemd. */
import { accessSync, constants, copyFileSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from '../steps/paths.mjs'
import { must } from './command.mjs'
import { places, UNITS } from './places.mjs'

const TEMPLATES = join(ROOT, 'install')
/** Folders whose programs every unit may run: the console sees no home folder. */
const SHARED = /^\/(usr|opt|nix|gnu)\//

/**
 * Puts a built product at `target`, with the units that start it in its folder `install`, readable for everybody and writable for root.
 * @param {{ dist: string, target: string, node: string | null }} options node: the Node.js to run it with; null takes along the one that runs this
 */
export async function stage({ dist, target, node }) {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(dirname(target), { recursive: true })
  await must(['cp', '--archive', '--no-preserve=ownership', dist, target])
  if (node === null) {
    mkdirSync(join(target, 'bin'))
    copyFileSync(process.execPath, join(target, 'bin/node'))
  }
  mkdirSync(join(target, 'install'))
  for (const name of readdirSync(TEMPLATES).filter((one) => /\.(service|conf)$/.test(one))) {
    const text = readFileSync(join(TEMPLATES, name), 'utf8').replaceAll('@NODE@', node ?? join(places().product, 'bin/node'))
    writeFileSync(join(target, 'install', name), text)
  }
  await must(['chmod', '--recursive', 'u=rwX,go=rX', target])
}

/** The Node.js that runs this, if it lies where every user may run it and stays when a person goes; else null. */
export function sharedNode() {
  const node = realpathSync(process.execPath)
  if (!SHARED.test(node)) return null
  for (let folder = dirname(node); folder !== '/'; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o005) !== 0o005) return null
  }
  return (statSync(node).mode & 0o005) === 0o005 ? node : null
}

/**
 * Makes the units and the console's user of the product in place known to the host, and the units start with it.
 * @param {string} [root]
 */
export async function enlist(root = '/') {
  const { product, units, sysusers } = places(root)
  const at = root === '/' ? [] : [`--root=${root}`]
  for (const unit of UNITS) writeFileSync(join(units, unit), readFileSync(join(product, 'install', unit)))
  mkdirSync(dirname(sysusers), { recursive: true })
  copyFileSync(join(product, 'install/dock6.sysusers.conf'), sysusers)
  await must(['systemd-sysusers', ...at, 'dock6.conf'])
  if (root === '/') await must(['systemctl', 'daemon-reload'])
  await must(['systemctl', '--quiet', ...at, 'enable', ...UNITS])
}

/** @param {string} path */
export function isThere(path) {
  try {
    accessSync(path, constants.F_OK)
    return true
  } catch {
    return false
  }
}
