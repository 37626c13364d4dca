// `npm run e2e -- [--grep TAG]`: brings the lab up with the current build and runs the browser tests against it.
// With `--side-by-side` first, each engine gets a lab of its own and both are tested at the same time; the labs are taken down afterwards.
import { ensureLab } from './steps/ensure-lab.mjs'
import { playwright } from './steps/playwright.mjs'
import { sideBySide } from './steps/side-by-side.mjs'

const args = process.argv.slice(2)
try {
  if (args[0] === '--side-by-side') await sideBySide(args.slice(1))
  else {
    await ensureLab()
    await playwright(args)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
