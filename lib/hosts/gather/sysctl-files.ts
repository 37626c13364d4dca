import { constants } from 'node:fs'
import { open, readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { SYSCTL_DROP_IN } from '../../features/sysctls/drop-in'

/** Where settings for the start are read from, strongest first: a file hides those of the same name in folders behind its own (sysctl.d(5)). */
const FOLDERS = ['/etc/sysctl.d', '/run/sysctl.d', '/usr/local/lib/sysctl.d', '/usr/lib/sysctl.d'] as const
const MAIN = '/etc/sysctl.conf'
/** No file of settings is as long as this; what is longer is cut. */
const MOST_BYTES = 256 * 1024

/** One file of settings. `text` null: it is not there, or not readable as a file. `atStart`: systemd reads it when the host starts. */
export type SysctlFile = { path: string; text: string | null; atStart: boolean }

/**
 * The files that set sysctls when the host starts, in the order in which systemd-sysctl(8) applies them: by file name, whatever the folder.
 * Ours is always in the list. `/etc/sysctl.conf` is read at the start only where a link in sysctl.d leads to it; else only `sysctl --system` reads it.
 */
export async function gatherSysctlFiles(root = '/'): Promise<SysctlFile[]> {
  const byName = new Map<string, string>()
  for (const folder of FOLDERS) {
    for (const name of await confFiles(join(root, folder))) if (!byName.has(name)) byName.set(name, `${folder}/${name}`)
  }
  const own = SYSCTL_DROP_IN.slice(SYSCTL_DROP_IN.lastIndexOf('/') + 1)
  byName.set(own, SYSCTL_DROP_IN)
  const sorted = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path)
  const files = await Promise.all(sorted.map(async (path) => ({ path, text: await textOf(join(root, path)), atStart: true })))
  const targets = await Promise.all(sorted.map((path) => realpath(join(root, path)).catch(() => '')))
  const main = await textOf(join(root, MAIN))
  return main === null || targets.includes(join(root, MAIN)) ? files : [...files, { path: MAIN, text: main, atStart: false }]
}

async function confFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.conf') && !name.startsWith('.'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** A link to /dev/null hides a file and sets nothing; of other things than files nothing is read. */
async function textOf(path: string): Promise<string | null> {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const { mode, size } = await handle.stat()
      if ((mode & constants.S_IFMT) !== constants.S_IFREG) return null
      if (size <= MOST_BYTES) return await handle.readFile('utf8')
      return (await handle.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0)).buffer.toString('utf8')
    } finally {
      await handle.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
