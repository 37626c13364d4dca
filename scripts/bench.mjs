// `npm run bench -- [--grep NAME]`: measures the product on the lab's hosts. One line of JSON per figure on stdout; all else goes to stderr.
import { parseArgs } from 'node:util'
import { ROOT } from './steps/paths.mjs'
import { run } from './steps/run.mjs'

try {
  const { values } = parseArgs({ options: { grep: { type: 'string', default: '' } } })
  const wanted = new RegExp(values.grep)
  // In a process of its own: what building and booting print is no figure.
  const ensure = "import { ensureLab } from './scripts/steps/ensure-lab.mjs'; await ensureLab()"
  await run([process.execPath, '--input-type=module', '--eval', ensure], { cwd: ROOT, stdio: ['ignore', 2, 2] })
  const { runFigures } = await import('../e2e/bench/run.mjs')
  process.exitCode = (await runFigures(wanted)) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
