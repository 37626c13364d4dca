import { readFileSync, rmSync, writeFileSync } from 'node:fs'

const LOCK = '/run/dock6-install.lock'

/**
 * Does work while no other installer does. A closed terminal or Ctrl-C does not stop it halfway: the way to the host may be what it is about to restart.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  const holder = take()
  if (holder !== null) throw new Error(`Another installation runs (pid ${holder}).`)
  const late = () => console.log('Finishing what was begun; this ends by itself.')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, late)
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  try {
    return await work()
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, late)
    rmSync(LOCK, { force: true })
  }
}

/** @returns {number | null} who holds the lock; null when it is ours now */
function take() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
    return null
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
  }
  const pid = Number(readFileSync(LOCK, 'utf8'))
  if (pid > 0 && lives(pid)) return pid
  // Left by one that was killed.
  rmSync(LOCK, { force: true })
  return take()
}

/** @param {number} pid */
function lives(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}
