import { createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { evidence } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import { NO_SECRETS, type Sealer } from '../core/sealed'
import { text } from '../text/en'

/** The files that dock6 writes. The list is closed. */
const WRITABLE: readonly string[] = ['/etc/sysctl.d/90-dock6.conf', '/etc/ndppd.conf', '/etc/docker/daemon.json']
const NEW_MODE = 0o644

export function isWritable(path: string): boolean {
  return WRITABLE.includes(path)
}

/** SHA-256 of a file's content as hex; null is the absent file. */
export function hashOf(content: string | null): string | null {
  return content === null ? null : createHash('sha256').update(content).digest('hex')
}

type Found = { hash: string; mode: number; uid: number; gid: number } | null

/**
 * Replaces a whole file, or removes it. Readers see the old or the new content and never a part: written beside it, flushed, renamed, and the folder flushed too,
 * because a rename is durable only with its folder (Pillai et al., OSDI 2014). Mode and owner stay. What is wished and there already is done.
 * `content` and `ifHash` speak of the text with its secrets sealed; they are put back in the file alone.
 */
export async function writeWholeFile({ path, content, ifHash }: { path: string; content: string | null; ifHash: string | null }, sealer: Sealer = NO_SECRETS): Promise<Result<string>> {
  const opened = content === null ? { text: null } : sealer.open(content)
  if ('unknown' in opened) return fail({ code: 'bad_input', message: text.changes.unknownSecret(opened.unknown) })
  try {
    const found = await look(path, sealer)
    if (found === 'link') return fail({ code: 'conflict', message: text.changes.fileLink(path) })
    const now = found?.hash ?? null
    if (now === hashOf(content)) return ok('')
    if (now !== ifHash) return fail({ code: 'conflict', message: text.changes.fileChanged(path), evidence: evidence(path, `SHA-256 ${now ?? '-'}, expected ${ifHash ?? '-'}`) })
    if (content === null) await rm(path)
    else await replace(path, opened.text ?? '', found)
    await flushFolder(dirname(path))
    return ok('')
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    const denied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
    return fail({ code: denied ? 'needs_root' : 'command_failed', message: text.changes.fileFailed(path), evidence: evidence(path, message) })
  }
}

async function look(path: string, { seal }: Sealer): Promise<Found | 'link'> {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const { mode, uid, gid, ...stat } = await handle.stat()
      if ((mode & constants.S_IFMT) !== constants.S_IFREG || stat.nlink > 1) return 'link'
      return { hash: hashOf(seal((await handle.readFile()).toString('utf8'))) ?? '', mode: mode & 0o7777, uid, gid }
    } finally {
      await handle.close()
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    if (code === 'ELOOP') return 'link'
    throw error
  }
}

async function replace(path: string, content: string, found: Found): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o755 })
  // The name begins with a dot and ends otherwise than *.conf: readers of a whole folder (sysctl.d) must not take it.
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.dock6`)
  try {
    const handle = await open(beside, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)
    try {
      await handle.writeFile(content)
      if (found) await handle.chown(found.uid, found.gid)
      await handle.chmod(found?.mode ?? NEW_MODE)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
