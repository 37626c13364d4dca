import { randomBytes } from 'node:crypto'
import { formatAddress } from '../core/ip'
import { ok, type Result } from '../core/result'
import { text } from '../text/en'
import { openNamespace, type Namespace } from './probe-netns'
import { run } from './run'

const t = text.changesContainers.outside

/**
 * Connects as a client beyond this host would: from a network namespace on a link of its own, so that packets come in by a link and pass the rules for translating and forwarding,
 * which connections of the host itself do not. The kernel takes the link away with the namespace. Answers in words, never with a failure: it says what such a client sees.
 */
export async function probeOutside({ address, port, seconds }: { address: string; port: number; seconds: number }): Promise<Result<string>> {
  const namespace = await openNamespace()
  if (!namespace.ok) return ok(t.untried(namespace.problem.message))
  const { inside, end } = namespace.value
  try {
    for (const argv of linkTo(namespace.value)) {
      const done = await run(argv)
      if (!done.ok) return ok(t.untried(done.problem.evidence?.text ?? done.problem.message))
    }
    // Exit code 1 is an answer to the question: nobody took the connection.
    const said = await run(inside([process.execPath, '-e', CONNECT, address, String(port), String(seconds * 1000)]), { answers: [1], timeoutMs: (seconds + 10) * 1000 })
    if (!said.ok) return ok(t.untried(said.problem.evidence?.text ?? said.problem.message))
    return ok(said.value.trim() === '' ? t.answered : t.silent(said.value.trim()))
  } finally {
    await end()
  }
}

/** A cable between the host and the namespace, with two addresses of a unique local prefix that chance chose (RFC 4193 section 3.2.2), so that it meets no other. */
function linkTo({ pid, inside }: Pick<Namespace, 'pid' | 'inside'>): [string, ...string[]][] {
  const name = `d6p${randomBytes(4).toString('hex')}`
  const base = (0xfdn << 120n) | (BigInt(`0x${randomBytes(7).toString('hex')}`) << 64n)
  const [ours, theirs] = [formatAddress(6, base), formatAddress(6, base + 1n)]
  return [
    ['ip', 'link', 'add', 'name', name, 'type', 'veth', 'peer', 'name', 'probe', 'netns', String(pid)],
    // Deprecated, so that the host never speaks from it.
    ['ip', '-6', 'address', 'add', `${ours}/127`, 'dev', name, 'nodad', 'preferred_lft', '0'],
    ['ip', 'link', 'set', 'dev', name, 'up'],
    inside(['ip', 'link', 'set', 'dev', 'lo', 'up']),
    inside(['ip', '-6', 'address', 'add', `${theirs}/127`, 'dev', 'probe', 'nodad']),
    inside(['ip', 'link', 'set', 'dev', 'probe', 'up']),
    inside(['ip', '-6', 'route', 'add', 'default', 'via', ours, 'dev', 'probe']),
  ]
}

/** Tries until the time is over; a connection counts if it is not dropped at once, as the engine's proxy does when nobody answers behind it. Prints why not. */
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
