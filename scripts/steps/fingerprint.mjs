import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT } from './paths.mjs'

const SOURCES = ['app', 'components', 'lib', 'public', 'scripts/build.mjs', 'scripts/steps', 'package-lock.json', 'next.config.js', 'postcss.config.mjs', 'tsconfig.json']
const SKIPPED = /(^|\/)(fixtures|cases)\/|\.test\.tsx?$/

/** A hash over everything that the build reads; a build with another one is stale. */
export function sourceFingerprint() {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap((name) => filesOf(join(ROOT, name))).sort()) {
    const name = relative(ROOT, file)
    if (SKIPPED.test(name)) continue
    hash.update(`${name}\0`).update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** @param {string} path @returns {string[]} */
function filesOf(path) {
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]))
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    if (code === 'ENOTDIR') return [path]
    if (code === 'ENOENT') return []
    throw error
  }
}
