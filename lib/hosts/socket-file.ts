import { chmodSync, chownSync, mkdirSync, unlinkSync } from 'node:fs'
import { connect, type Server } from 'node:net'
import { dirname } from 'node:path'

/**
 * Listens on a unix socket that only root and one group may open (mode 0660).
 * A socket file that nobody answers on is left over from a crash and is replaced; one that answers belongs to another process: rejects.
 */
export async function listenOnSocket(server: Server, path: string, gid: number | null): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 })
  if (await answers(path)) throw new Error(`another keeper already answers on ${path}`)
  try {
    unlinkSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  // Born closed: between bind and chmod nobody but the owner can connect.
  const mask = process.umask(0o177)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, resolve)
    })
  } finally {
    process.umask(mask)
  }
  if (gid !== null) {
    chownSync(path, -1, gid)
    chmodSync(path, 0o660)
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path)
    probe.on('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.on('error', () => resolve(false))
  })
}
