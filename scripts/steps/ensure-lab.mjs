import { installDependencies } from './dependencies.mjs'
import { isBuilt } from './ensure-build.mjs'
import { ROOT } from './paths.mjs'
import { run } from './run.mjs'

/** Makes sure that the lab runs with the product of the current sources. */
export async function ensureLab() {
  await ensureBuilt()
  await run([process.execPath, 'scripts/lab.mjs', 'up'], { cwd: ROOT })
}

/** Makes sure that there is a build of the current sources. */
export async function ensureBuilt() {
  await installDependencies()
  if (!isBuilt()) await run([process.execPath, 'scripts/build.mjs'], { cwd: ROOT })
}
