// `npm test`: everything that can be checked on this machine, from types to browsers on the lab's hosts. The last line counts.
import { readFileSync, rmSync, mkdirSync } from 'node:fs'
import { platform } from 'node:os'
import { join } from 'node:path'
import { installDependencies } from './steps/dependencies.mjs'
import { failedTests, readReport } from './steps/failed-tests.mjs'
import { ROOT } from './steps/paths.mjs'
import { run } from './steps/run.mjs'
import { reportOf, streamHosts } from './steps/side-by-side.mjs'

const RESULTS = join(ROOT, 'test-results')
const bin = (/** @type {string} */ name) => join(ROOT, 'node_modules/.bin', name)
const node = (/** @type {string[]} */ ...argv) => [process.execPath, ...argv]

let passed = 0
/** @type {string[]} */
const failures = []
/** What is told at the very end, where a long log is sure to be read. @type {string[]} */
const details = []

/** @param {string} title @param {() => Promise<void>} work */
async function step(title, work) {
  const started = Date.now()
  console.log(`\n── ${title}`)
  try {
    await work()
  } catch (error) {
    failures.push(`${title}: ${error instanceof Error ? error.message : String(error)}`)
    console.error(failures.at(-1))
  }
  console.log(`── ${title}: ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/** A step that is one check. @param {string} title @param {string[]} argv @param {NodeJS.ProcessEnv} [env] */
const check = (title, argv, env = {}) =>
  step(title, async () => {
    await run(argv, { cwd: ROOT, env: { ...process.env, ...env } })
    passed += 1
  })

await installDependencies()
rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS, { recursive: true })

await step('build', () => run(node('scripts/build.mjs'), { cwd: ROOT }))
await check('types', [bin('tsc'), '--noEmit'])
await check('lint', [bin('oxlint'), '--deny-warnings'])
await step('unit, rules and kernel namespaces', async () => {
  const report = join(RESULTS, 'unit.json')
  const outcome = await run([bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], { cwd: ROOT }).catch((/** @type {Error} */ error) => error)
  const { numPassedTests, numFailedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'))
  passed += numPassedTests
  for (let i = 0; i < numFailedTests; i++) failures.push('a unit test')
  if (numTotalTests === 0) throw new Error('no unit test was executed')
  if (outcome instanceof Error && numFailedTests === 0) throw outcome
})

const labPossible = platform() === 'linux' && process.getuid?.() === 0
if (labPossible) {
  await step('end to end, on the lab’s hosts', async () => {
    const outcome = await run(node('scripts/e2e.mjs', '--side-by-side'), { cwd: ROOT }).catch((/** @type {Error} */ error) => error)
    let unexpected = 0
    for (const host of streamHosts) {
      const report = readReport(reportOf(host))
      const { stats } = report
      details.push(...failedTests(report))
      passed += stats.expected + stats.flaky
      unexpected += stats.unexpected
      if (stats.expected + stats.unexpected + stats.flaky === 0) failures.push(`no end-to-end test was executed on ${host}`)
    }
    for (let i = 0; i < unexpected; i++) failures.push('an end-to-end test')
    if (outcome instanceof Error && unexpected === 0) throw outcome
  })
} else {
  const why = 'THE LAB PART WAS SKIPPED: end-to-end tests need root on Linux (sudo npm test).'
  if (process.env.CI === 'true') failures.push(why)
  console.log(`\n${'!'.repeat(78)}\n${why}\n${'!'.repeat(78)}`)
}

for (const detail of details) console.error(`\n${detail}`)
for (const failure of new Set(failures)) console.error(`failed: ${failure}`)
console.log(`${passed} passed, ${failures.length} failed`)
process.exit(failures.length === 0 ? 0 : 1)
