import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { run } from './run.mjs'

const STAMP = join(ROOT, 'node_modules', '.dock6-installed')

/**
 * Installs the packages that package-lock.json names, unless they are there already.
 * @param {{ uid?: number, gid?: number }} [owner] who shall own the files, when root works in somebody's checkout
 */
export async function installDependencies(owner = {}) {
  const wanted = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).update(process.version).digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  console.log('Installing packages …')
  // Not `npm ci`: it insists that the lock names the optional binaries of every platform, and a registry need not carry them all.
  await run(['npm', 'install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT, ...owner })
  writeFileSync(STAMP, wanted)
}
