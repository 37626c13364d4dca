import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

const LINES = 24
const WIDTH = 220

/** @typedef {{ message?: string }} Fault */
/** @typedef {{ file: string, line: number, title: string, tests: { projectName: string, status: string, results: { errors: Fault[] }[] }[] }} Spec */
/** @typedef {{ title: string, specs: Spec[], suites?: Suite[] }} Suite */
/** @typedef {{ stats: { expected: number, unexpected: number, flaky: number }, suites: Suite[], errors?: Fault[] }} Report */

/** Playwright's JSON report. @param {string} file @returns {Report} */
export const readReport = (file) => JSON.parse(readFileSync(file, 'utf8'))

/**
 * What failed, each with the first lines of its errors: short enough to stand whole at the end of a log of any length.
 * @param {Report} report
 * @returns {string[]} a paragraph per failed test
 */
export function failedTests(report) {
  const failed = allSpecs(report.suites).flatMap((spec) =>
    spec.tests.filter(({ status }) => status === 'unexpected').map((test) => `[${test.projectName}] ${spec.file}:${spec.line} ${spec.title}\n${(test.results.at(-1)?.errors ?? []).map(({ message = '' }) => brief(message)).join('\n')}`),
  )
  return [...(report.errors ?? []).map(({ message = '' }) => brief(message)), ...failed]
}

/** @param {Suite[]} suites @returns {Spec[]} */
const allSpecs = (suites) => suites.flatMap(({ specs, suites: inner = [] }) => [...specs, ...allSpecs(inner)])

/** @param {string} message */
function brief(message) {
  const lines = stripVTControlCharacters(message).split('\n').filter((line) => line.trim() !== '')
  const shown = lines.slice(0, LINES).map((line) => `    ${line.length > WIDTH ? `${line.slice(0, WIDTH)} …` : line}`)
  return [...shown, ...(lines.length > LINES ? [`    … and ${lines.length - LINES} more lines`] : [])].join('\n')
}
