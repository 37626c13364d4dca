// `npm run e2e -- [--grep TAG]`: brings the lab up with the current build and runs the browser tests against it.
import { join } from 'node:path'
import { ROOT } from './steps/paths.mjs'
import { ensureLab } from './steps/ensure-lab.mjs'
import { run } from './steps/run.mjs'

await ensureLab()
try {
  await run([process.execPath, join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', '--config', 'e2e/playwright.config.ts', ...process.argv.slice(2)], { cwd: ROOT })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
