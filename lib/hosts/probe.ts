import { connect, createServer } from 'node:net'
import { evidence } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'

const AGAIN_MS = 250
const TRY_MS = 2000
/** The engine's proxy takes every connection and drops it as soon as nobody answers behind it. */
const HELD_MS = 400

/** Waits until a program may listen at an address of this host. Before duplicate address detection is over the kernel says EADDRNOTAVAIL, as if it were not there. */
export async function awaitAddress({ address, seconds }: { address: string; seconds: number }): Promise<Result<string>> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const said = await listen(address)
    if (said === null) return ok('')
    if (Date.now() >= end) return fail({ code: 'command_failed', message: text.changesContainers.addressNotReady(address), evidence: evidence(`bind ${address}`, said) })
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
}

/** Whether somebody serves at an address and port: a real TCP connection from this host, taken and not dropped at once. Null, or why not, as the kernel says it. */
export function hold(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    let timer = setTimeout(() => end('ETIMEDOUT'), TRY_MS)
    const end = (said: string | null) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(said)
    }
    socket.on('connect', () => {
      clearTimeout(timer)
      timer = setTimeout(() => end(null), HELD_MS)
    })
    // Who speaks first (SSH, SMTP) is there.
    socket.on('data', () => end(null))
    socket.on('end', () => end('closed at once'))
    socket.on('error', (error) => end(error.message))
  })
}

function listen(host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.on('error', (error) => resolve(error.message))
    server.listen({ host, port: 0 }, () => server.close(() => resolve(null)))
  })
}
