/** Runs other programs by argument array. The one place of the lab that starts processes. */
import { spawn } from 'node:child_process'

/**
 * @typedef {{ stdout: string, stderr: string, code: number }} Output code 124: it ran out of time
 * @typedef {object} RunOptions
 * @property {string | Uint8Array} [input] for stdin
 * @property {number} [timeoutMs]
 * @property {NodeJS.ProcessEnv} [env] instead of this process's own
 * @property {number} [fd] an open file that the program inherits as 3
 */

/**
 * @param {readonly string[]} argv
 * @param {RunOptions} [options]
 * @returns {Promise<Output>}
 */
export function run(argv, { input, timeoutMs, env, fd } = {}) {
  const [program = '', ...args] = argv
  return new Promise((resolve, reject) => {
    // Its own process group: a time-out must also end what nsenter forked.
    const child = /** @type {import('node:child_process').ChildProcessWithoutNullStreams} */ (spawn(program, args, {
      detached: true,
      env: env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe', fd ?? 'ignore'],
    }))
    /** @type {Buffer[]} */ const out = []
    /** @type {Buffer[]} */ const err = []
    let late = false
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => {
      late = true
      killGroup(child.pid)
    }, timeoutMs)
    child.stdout.on('data', (chunk) => out.push(chunk))
    child.stderr.on('data', (chunk) => err.push(chunk))
    child.stdin.on('error', () => {}) // a program may end without reading its input
    child.stdin.end(input)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const stderr = Buffer.concat(err).toString()
      resolve({
        stdout: Buffer.concat(out).toString(),
        stderr: late ? `${stderr}timed out after ${timeoutMs} ms\n` : stderr,
        code: late ? 124 : code ?? (signal ? 137 : 1),
      })
    })
  })
}

/** @param {number | undefined} pid */
function killGroup(pid) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // it has just ended by itself
  }
}

/**
 * Like `run`, but a failure throws with what the program said.
 * @param {readonly string[]} argv
 * @param {RunOptions} [options]
 * @returns {Promise<string>} stdout
 */
export async function must(argv, options) {
  const { stdout, stderr, code } = await run(argv, options)
  if (code !== 0) throw new Error(`${argv.join(' ')}\nfailed with ${code}: ${(stderr || stdout).trim().slice(-2000)}`)
  return stdout
}

/**
 * Runs with this terminal; for a shell and for the command line.
 * @param {readonly string[]} argv
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} exit code
 */
export function runHere(argv, env = process.env) {
  const [program = '', ...args] = argv
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/**
 * Starts a program that outlives the lab command.
 * @param {readonly string[]} argv
 * @param {number} log open file for what it prints
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {number} its pid
 */
export function startDaemon(argv, log, env = process.env) {
  const [program = '', ...args] = argv
  const child = spawn(program, args, { detached: true, stdio: ['ignore', log, log], env })
  child.on('error', () => {}) // without a pid it is reported below
  if (!child.pid) throw new Error(`cannot start ${program}`)
  child.unref()
  return child.pid
}

/** @param {number} ms */
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Asks again until there is an answer.
 * @template T
 * @param {string} what for the error
 * @param {number} timeoutMs
 * @param {() => T | undefined | false | null | Promise<T | undefined | false | null>} ask
 * @param {number} [everyMs]
 * @returns {Promise<T>}
 */
export async function until(what, timeoutMs, ask, everyMs = 100) {
  const end = Date.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`gave up waiting for ${what} after ${timeoutMs / 1000} s`)
    await sleep(everyMs)
  }
}

/** Progress goes to stderr: stdout is for the answer. @param {string} text */
export const say = (text) => void process.stderr.write(`lab: ${text}\n`)
