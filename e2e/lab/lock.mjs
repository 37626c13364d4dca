/** Locks between lab commands. The kernel drops them with their holder, so none is ever stale. */
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from './config.mjs'
import { must, run, say } from './run.mjs'

/**
 * @template T
 * @param {string} name
 * @param {(fd: number) => Promise<T>} work a child that inherits `fd` keeps the lock while it lives
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const dir = join(cacheDir, 'locks')
  mkdirSync(dir, { recursive: true })
  const fd = openSync(join(dir, `${name}.lock`), 'a')
  try {
    // flock(1) locks the open file that it shares with this process, and the lock stays here when it ends.
    const free = await run(['flock', '--exclusive', '--nonblock', '3'], { fd })
    if (free.code !== 0) {
      say(`waiting for another lab command that holds "${name}"`)
      await must(['flock', '--exclusive', '3'], { fd })
    }
    return await work(fd)
  } finally {
    closeSync(fd)
  }
}
