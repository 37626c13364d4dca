import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './ensure-lab.mjs'
import { ROOT } from './paths.mjs'
import { playwright } from './playwright.mjs'
import { run } from './run.mjs'

const RESULTS = join(ROOT, 'test-results')
const labName = process.env.DOCK6_LAB_NAME || 'dock6'

/** @typedef {{ lab: string, host: string, projects: string[] }} Stream */

/**
 * Hosts of one lab share a segment and its addresses, so what runs at the same time has a lab of its own.
 * @type {Stream[]}
 */
const STREAMS = [
  { lab: labName, host: 'modern', projects: ['machine', 'modern'] },
  { lab: `${labName}-b`, host: 'old', projects: ['old'] },
]

/** Where the JSON report of one engine's tests is. @param {string} host */
export const reportOf = (host) => join(RESULTS, `e2e-${host}.json`)

/** @type {readonly string[]} */
export const streamHosts = STREAMS.map(({ host }) => host)

/**
 * Both engines' tests at the same time. The first engine's output is shown as it comes, the other's afterwards in one piece.
 * Rejects if a test failed, after all of them have ended.
 * @param {string[]} args of Playwright
 */
export async function sideBySide(args) {
  await ensureBuilt()
  try {
    // One after the other: the first may have to install packages.
    for (const stream of STREAMS) await run([process.execPath, 'scripts/lab.mjs', 'up'], { cwd: ROOT, env: envOf(stream) })
    const outcomes = await Promise.allSettled(STREAMS.map((stream, index) => (index === 0 ? test(stream, args) : testQuietly(stream, args))))
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failed) throw failed.reason
  } finally {
    for (const stream of STREAMS) await run([process.execPath, 'scripts/lab.mjs', 'down'], { cwd: ROOT, env: envOf(stream) })
  }
}

/** @param {Stream} stream */
const envOf = ({ lab, host }) => ({ ...process.env, DOCK6_LAB_NAME: lab, DOCK6_LAB_HOSTS: host, PLAYWRIGHT_JSON_OUTPUT_NAME: reportOf(host) })

/** @param {Stream} stream @param {string[]} args @param {import('node:child_process').SpawnOptions} [options] */
const test = (stream, args, options = {}) =>
  playwright([...stream.projects.flatMap((project) => ['--project', project]), '--output', `test-results/e2e-${stream.host}`, ...args], { env: envOf(stream), ...options })

/** The same with its output shown at the end. @param {Stream} stream @param {string[]} args */
async function testQuietly(stream, args) {
  const log = join(RESULTS, `e2e-${stream.host}.log`)
  mkdirSync(RESULTS, { recursive: true })
  const output = openSync(log, 'w')
  try {
    await test(stream, args, { stdio: ['ignore', output, output] })
  } finally {
    closeSync(output)
    process.stdout.write(readFileSync(log))
  }
}
