/** Measures the wanted figures one after the other and prints each as a line of JSON. */
import { loadavg } from 'node:os'
import * as churn from './figures/churn.mjs'
import * as idle from './figures/idle.mjs'
import * as live from './figures/live.mjs'
import * as load from './figures/load.mjs'
import * as newUser from './figures/new-user.mjs'
import * as read from './figures/read.mjs'
import * as routes from './figures/routes.mjs'
import { rounded } from './numbers.mjs'

/**
 * @typedef {{ name: string, unit: string, target: number }} Figure a value up to the target is good
 * @typedef {object} Measurement a file of `figures/`
 * @property {readonly Figure[]} figures
 * @property {(note: (text: string) => void) => Promise<Record<string, number>>} measure the values by name of figure; leaves the host as it was
 */

/** The memory of an idle product comes first, before anything grew. @type {readonly Measurement[]} */
const MEASUREMENTS = [idle, load, live, read, routes, churn, newUser]

/**
 * @param {RegExp} wanted names of figures
 * @returns {Promise<boolean>} whether all targets were met
 */
export async function runFigures(wanted) {
  const chosen = MEASUREMENTS.filter(({ figures }) => figures.some(({ name }) => wanted.test(name)))
  if (chosen.length === 0) throw new Error(`no figure is named ${wanted}; there are: ${MEASUREMENTS.flatMap(({ figures }) => figures.map(({ name }) => name)).join(', ')}`)
  let good = true
  for (const { figures, measure } of chosen) {
    const values = await measure((text) => process.stderr.write(`bench: ${text}\n`))
    process.stderr.write(`bench: load average ${loadavg().map((one) => one.toFixed(2)).join(' ')}\n`)
    for (const { name, unit, target } of figures) {
      if (!wanted.test(name)) continue
      const value = values[name]
      if (value === undefined || !Number.isFinite(value)) throw new Error(`${name} was not measured`)
      const ok = value <= target
      good &&= ok
      process.stdout.write(`${JSON.stringify({ name, value: rounded(value), unit, target, ok })}\n`)
    }
  }
  return good
}
