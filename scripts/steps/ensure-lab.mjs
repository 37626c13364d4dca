import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installDependencies } from './dependencies.mjs'
import { sourceFingerprint } from './fingerprint.mjs'
import { DIST, ROOT } from './paths.mjs'
import { run } from './run.mjs'

/** Makes sure that the lab runs with the product of the current sources. */
export async function ensureLab() {
  await ensureBuilt()
  await run([process.execPath, 'scripts/lab.mjs', 'up'], { cwd: ROOT })
}

/** Makes sure that there is a build of the current sources. */
export async function ensureBuilt() {
  await installDependencies()
  const built = join(DIST, 'build.json')
  if (!existsSync(built) || JSON.parse(readFileSync(built, 'utf8')).fingerprint !== sourceFingerprint()) await run([process.execPath, 'scripts/build.mjs'], { cwd: ROOT })
}
