import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFingerprint } from './fingerprint.mjs'
import { DIST, ROOT } from './paths.mjs'
import { run } from './run.mjs'

/** Whether dist/ holds the product of the current sources. */
export function isBuilt() {
  const note = join(DIST, 'build.json')
  return existsSync(note) && JSON.parse(readFileSync(note, 'utf8')).fingerprint === sourceFingerprint()
}

/**
 * Who shall own what is installed and built here: root in somebody's checkout leaves it theirs.
 * @returns {{ uid?: number, gid?: number, env?: NodeJS.ProcessEnv }} options for `run`
 */
export function checkoutOwner() {
  const { uid, gid } = statSync(ROOT)
  if (process.getuid?.() !== 0 || uid === 0) return {}
  const entry = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':')).find(([, , id]) => Number(id) === uid)
  // npm keeps its cache at home, and root's is closed to them.
  return { uid, gid, env: { ...process.env, ...(entry ? { HOME: entry[5], USER: entry[0], LOGNAME: entry[0] } : {}) } }
}

/** Builds the product unless it is built. */
export async function ensureBuild() {
  if (isBuilt()) return
  console.log('Building …')
  await run([process.execPath, join(ROOT, 'scripts/build.mjs')], { cwd: ROOT, ...checkoutOwner() })
}
