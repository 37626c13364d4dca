import { spawn } from 'node:child_process'

/**
 * Runs a command to its end with its output shown; rejects with one sentence when it fails.
 * @param {string[]} argv
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<void>}
 */
export function run(argv, options = {}) {
  const [file = '', ...args] = argv
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', ...options })
    child.on('error', (error) => reject(new Error(`${argv.join(' ')}: ${error.message}`)))
    child.on('close', (code, signal) => (code === 0 ? resolve() : reject(new Error(`${argv.join(' ')} ended with ${signal ?? `exit code ${code}`}`))))
  })
}
