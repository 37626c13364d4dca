import { spawn } from 'node:child_process'
import { evidence } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'

/** Bounds of one command: time in ms, output in bytes. `answers`: exit codes besides 0 that are an answer and no failure. */
export type RunOptions = { timeoutMs?: number; maxBytes?: number; input?: string; answers?: readonly number[] }

const DEFAULT_TIMEOUT_MS = 15_000
// 200,000 routes print 22 MB; ten times that is a fault, not a host.
const DEFAULT_MAX_BYTES = 256 * 1024 * 1024
/** Commands are looked up here only: neither the caller's PATH nor its locale has a say in what runs or how it prints. */
export const COMMAND_ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv

/**
 * Runs one command from an argument array, never through a shell. Answers its stdout, or a Problem:
 * `command_missing`, `timed_out`, `needs_root`, `command_failed` (exit code not 0, too much output, killed), with stderr as evidence.
 */
export function run(argv: readonly string[], options: RunOptions = {}): Promise<Result<string>> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, maxBytes = DEFAULT_MAX_BYTES, input, answers = [] } = options
  const [file = '', ...args] = argv
  const shown = argv.join(' ')
  return new Promise((resolve) => {
    const child = spawn(file, args, { env: COMMAND_ENV, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] })
    const out: Buffer[] = []
    let bytes = 0
    let errors = ''
    let stopped: 'time' | 'size' | null = null
    const stop = (why: 'time' | 'size') => {
      stopped ??= why
      child.kill('SIGKILL')
    }
    const timer = setTimeout(() => stop('time'), timeoutMs)
    child.stdout?.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBytes) stop('size')
      else out.push(chunk)
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      if (errors.length < 8192) errors += chunk.toString('utf8')
    })
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      const code = error.code === 'ENOENT' ? 'command_missing' : error.code === 'EACCES' || error.code === 'EPERM' ? 'needs_root' : 'command_failed'
      resolve(fail({ code, message: code === 'command_missing' ? text.hosts.commandMissing(file) : text.hosts.commandFailed(shown), evidence: evidence(shown, error.message) }))
    })
    child.on('close', (exitCode) => {
      clearTimeout(timer)
      if (stopped === 'time') return resolve(fail({ code: 'timed_out', message: text.hosts.timedOut(shown, timeoutMs), evidence: evidence(shown, errors) }))
      if (stopped === 'size') return resolve(fail({ code: 'too_large', message: text.hosts.tooMuchOutput(shown), evidence: evidence(shown, errors) }))
      if (exitCode === 0 || (exitCode !== null && answers.includes(exitCode))) return resolve(ok(Buffer.concat(out).toString('utf8')))
      const denied = /permission denied|operation not permitted|you must be root/i.test(errors)
      resolve(fail({ code: denied ? 'needs_root' : 'command_failed', message: denied ? text.hosts.needsRoot(shown) : text.hosts.exited(shown, exitCode), evidence: evidence(shown, errors) }))
    })
    if (input !== undefined) child.stdin?.end(input)
  })
}
