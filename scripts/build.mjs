// Builds dist/: one folder that holds the whole product (both processes, the pages, and the packages they need at run time).
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DIST, ROOT } from './steps/paths.mjs'
import { sourceFingerprint } from './steps/fingerprint.mjs'
import { installDependencies } from './steps/dependencies.mjs'
import { run } from './steps/run.mjs'

/** Packages with native code or with files of their own: they travel as they are. */
const CARRIED = ['better-sqlite3', 'bindings', 'file-uri-to-path']
/** What the traced server brings along and the product never uses. */
const DROPPED = ['server.js', 'node_modules/sharp', 'node_modules/@img', 'node_modules/typescript', 'node_modules/esbuild', 'node_modules/@esbuild']

await installDependencies()
const { build } = await import('esbuild')
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const fingerprint = sourceFingerprint()
const fresh = `${DIST}.new`
const old = `${DIST}.old`

await run([process.execPath, join(ROOT, 'node_modules/next/dist/bin/next'), 'build'], { cwd: ROOT, env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' } })

rmSync(fresh, { recursive: true, force: true })
mkdirSync(fresh)
cpSync(join(ROOT, '.next/standalone'), fresh, { recursive: true, verbatimSymlinks: true })
cpSync(join(ROOT, '.next/static'), join(fresh, '.next/static'), { recursive: true })
if (existsSync(join(ROOT, 'public'))) cpSync(join(ROOT, 'public'), join(fresh, 'public'), { recursive: true })
for (const name of DROPPED) rmSync(join(fresh, name), { recursive: true, force: true })
for (const name of CARRIED) {
  const skip = /\/(deps|src|obj|obj\.target|\.deps|test)$/
  cpSync(join(ROOT, 'node_modules', name), join(fresh, 'node_modules', name), { recursive: true, filter: (from) => !skip.test(from) })
}

await build({
  entryPoints: { keeper: join(ROOT, 'lib/keeper/main.ts'), revert: join(ROOT, 'lib/keeper/revert.ts'), console: join(ROOT, 'lib/server/main.ts'), backup: join(ROOT, 'lib/backup/main.ts') },
  outdir: fresh,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'linked',
  sourcesContent: false,
  external: ['next', 'better-sqlite3'],
  // The engine is reached by its local socket only, so the ssh transport of its client stays out.
  alias: { ssh2: join(ROOT, 'scripts/steps/no-ssh.cjs') },
  define: { 'process.env.NODE_ENV': '"production"' },
  // CommonJS packages inside an ES module bundle ask for require and __dirname.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url); const __dirname = import.meta.dirname; const __filename = import.meta.filename;" },
  logLevel: 'warning',
})

writeFileSync(join(fresh, 'package.json'), `${JSON.stringify({ name: 'dock6', version, private: true, type: 'module' }, null, 2)}\n`)
writeFileSync(join(fresh, 'build.json'), `${JSON.stringify({ version, fingerprint, builtAt: new Date().toISOString() }, null, 2)}\n`)
rmSync(old, { recursive: true, force: true })
if (existsSync(DIST)) renameSync(DIST, old)
renameSync(fresh, DIST)
rmSync(old, { recursive: true, force: true })
console.log(`Built dock6 ${version} in dist/`)
