/** What the product reads, from its own registry: names of resources, and the commands behind them. */
import { join } from 'node:path'
import { build } from 'esbuild'
import { ROOT } from '../../scripts/steps/paths.mjs'

/**
 * The registry is TypeScript; it is bundled in memory and loaded from there.
 * @returns {Promise<{ resources: string[], commands: string[][] }>}
 */
export async function whatIsRead() {
  const bundle = await build({ entryPoints: [join(ROOT, 'lib/registry.ts')], bundle: true, write: false, format: 'esm', platform: 'node', logLevel: 'silent' })
  const { RESOURCES } = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0]?.text ?? '').toString('base64')}`)
  const readings = RESOURCES.flatMap((/** @type {any} */ resource) => [...Object.values(resource.needs), ...Object.values(resource.enriches)])
  /** @type {Map<string, string[]>} */
  const commands = new Map()
  for (const { name, source } of readings) {
    // Commands with a condition are those for hosts with legacy tables; the lab's have none.
    if (source.type === 'argv' && source.when === undefined) commands.set(name, source.argv)
  }
  return { resources: RESOURCES.map((/** @type {{ name: string }} */ { name }) => name), commands: [...commands.values()] }
}
