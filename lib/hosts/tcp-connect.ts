import { ok, type Result } from '../core/result'
import { run } from './run'

/**
 * Connects to a TCP port from wherever `inside` runs a command, and tries until the seconds are over. Empty text: the connection was accepted, and not dropped at once,
 * as the engine's proxy does when nobody answers behind it. Otherwise why not, as the kernel says it (ECONNREFUSED, ETIMEDOUT ...).
 */
export async function connectFrom(inside: (argv: string[]) => [string, ...string[]], { address, port, seconds }: { address: string; port: number; seconds: number }): Promise<Result<string>> {
  // Exit code 1 is an answer to the question: nobody took the connection.
  const said = await run(inside([process.execPath, '-e', CONNECT, address, String(port), String(seconds * 1000)]), { answers: [1], timeoutMs: (seconds + 10) * 1000 })
  return said.ok ? ok(said.value.trim()) : said
}

const CONNECT = `const [host, port, ms] = process.argv.slice(1)
const until = Date.now() + Number(ms)
const attempt = () => {
  const socket = require('node:net').connect({ host, port: Number(port) })
  let timer = setTimeout(() => over('ETIMEDOUT'), 1500)
  const over = (why) => {
    clearTimeout(timer)
    socket.removeAllListeners()
    socket.on('error', () => {})
    socket.destroy()
    if (why === '') process.exit(0)
    if (Date.now() < until) return setTimeout(attempt, 200)
    console.log(why)
    process.exit(1)
  }
  socket.on('connect', () => { clearTimeout(timer); timer = setTimeout(() => over(''), 400) })
  socket.on('data', () => over(''))
  socket.on('end', () => over('closed at once'))
  socket.on('error', (error) => over(error.code || error.message))
}
attempt()`
