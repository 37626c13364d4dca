import { execFile } from 'node:child_process'

/**
 * Runs a command and answers what it said; a failure is an answer, too.
 * @param {string[]} argv
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function ask(argv) {
  const [file = '', ...args] = argv
  return new Promise((resolve) => {
    execFile(file, args, { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024, env: { ...process.env, LC_ALL: 'C' } }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127
      resolve({ code, stdout, stderr: code === 127 && stderr === '' ? String(error?.message) : stderr })
    })
  })
}

/**
 * Runs a command that has to succeed.
 * @param {string[]} argv
 * @returns {Promise<string>} what it printed
 */
export async function must(argv) {
  const { code, stdout, stderr } = await ask(argv)
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${(stderr || stdout).trim().slice(-1000)}`)
  return stdout
}
