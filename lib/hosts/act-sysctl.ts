import { constants } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { evidence } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'

const KNOWN = /^net\/(ipv6|ipv4|bridge)\/[A-Za-z0-9_./-]+$/

/** Whether a path below /proc/sys is one that dock6 writes. Names of interfaces hold dots (`br.100`), but no segment is nothing but dots. */
export function isSysctlPath(path: string): boolean {
  return KNOWN.test(path) && path.split('/').every((segment) => segment !== '' && !/^\.+$/.test(segment))
}

/**
 * Writes a sysctl as its file and reads it back: the kernel accepts some values and keeps others (proc_dointvec_minmax clamps nothing, but handlers do),
 * and `sysctl -w` cannot name interfaces with dots.
 */
export async function writeSysctl(path: string, value: string, folder = '/proc/sys'): Promise<Result<string>> {
  if (!isSysctlPath(path)) return fail({ code: 'not_permitted', message: text.changes.sysctlPath(path) })
  const file = join(folder, path)
  try {
    const handle = await open(file, constants.O_WRONLY | constants.O_NOFOLLOW)
    try {
      await handle.write(value)
    } finally {
      await handle.close()
    }
    const now = words(await readFile(file, 'utf8'))
    return now === words(value) ? ok('') : fail({ code: 'command_failed', message: text.changes.sysctlOther(path, now), evidence: evidence(`/proc/sys/${path}`, now) })
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    const denied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
    return fail({ code: denied ? 'needs_root' : 'command_failed', message: text.changes.sysctlFailed(path), evidence: evidence(`/proc/sys/${path}`, message) })
  }
}

/** Values of several numbers are separated by tabs when read (`tcp_rmem`), by blanks when people write them. */
function words(value: string): string {
  return value.trim().split(/\s+/).join(' ')
}
