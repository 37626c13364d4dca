import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fail, ok, type Result } from '../core/result'
import { KEEPER_SCHEMA } from '../keeper/store'
import { CONSOLE_SCHEMA } from '../server/store'
import { text } from '../text/en'
import { checkDatabase, readArchive, type ArchivedFile, type Manifest } from './archive'
import { flush, PARTS } from './backup'

export type Owner = { uid: number; gid: number }

/** The newest schema of each database that this dock6 can read. */
const KNOWN: Record<string, number> = { 'keeper/keeper.db': KEEPER_SCHEMA, 'console/console.db': CONSOLE_SCHEMA }
const NAME = new RegExp(`^(${PARTS.join('|')})(/[\\w-][\\w.-]*)+$`)

/**
 * Puts the data of a backup in place of what there is, with the owners and modes that they need; `owner` is the console's, null keeps the one of its folder.
 * Nothing is touched before everything has been checked, and a part is exchanged as a whole.
 */
export function restore({ data, file, owner }: { data: string; file: string; owner: Owner | null }): Result<{ count: number; manifest: Manifest }> {
  const archive = existsSync(file) ? readArchive(file) : null
  if (archive === null) return fail({ code: 'bad_input', message: text.backup.notBackup(file) })
  const { manifest, files } = archive
  const odd = files.find(({ name }) => !NAME.test(name))
  if (odd) return fail({ code: 'bad_input', message: text.backup.oddName(odd.name) })
  for (const name of Object.keys(KNOWN)) {
    const holder = existsSync(join(data, name)) ? openIn(join(data, name)) : null
    if (holder !== null) return fail({ code: 'busy', message: text.backup.inUse(join(data, name), holder) })
  }
  mkdirSync(data, { recursive: true, mode: 0o755 })
  const work = mkdtempSync(join(data, '.restore-'))
  try {
    for (const one of files) put(work, one)
    for (const { name } of files.filter(({ name }) => name.endsWith('.db'))) {
      let has: number
      try {
        has = checkDatabase(join(work, name))
      } catch (error) {
        return fail({ code: 'unreadable_output', message: text.backup.damaged(name, error instanceof Error ? error.message : String(error)) })
      }
      const knows = KNOWN[name] ?? 0
      if (has > knows) return fail({ code: 'conflict', message: text.backup.newer(name, has, knows) })
    }
    if (process.getuid?.() === 0) {
      give(join(work, 'keeper'), { uid: 0, gid: 0 })
      const console = owner ?? ownerOf(join(data, 'console'))
      if (console) give(join(work, 'console'), console)
    }
    for (const part of PARTS) exchange(join(work, part), join(data, part), join(work, `${part}.before`))
    flush(data)
    return ok({ count: files.length, manifest })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function put(folder: string, { name, mode, data }: ArchivedFile): void {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(path, data, { mode: 0o600, flag: 'wx' })
  // Nothing in there is for others, whatever an archive says.
  chmodSync(path, mode & 0o700)
  flush(path)
}

function give(path: string, owner: Owner): void {
  if (!existsSync(path)) return
  chownSync(path, owner.uid, owner.gid)
  if (!statSync(path).isDirectory()) return
  for (const name of readdirSync(path)) give(join(path, name), owner)
}

function exchange(fresh: string, place: string, before: string): void {
  if (!existsSync(fresh)) return
  if (existsSync(place)) renameSync(place, before)
  renameSync(fresh, place)
}

function ownerOf(path: string): Owner | null {
  return existsSync(path) ? statSync(path) : null
}

/** A process that has this file open; null if none that may be looked at has. */
function openIn(path: string): number | null {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readdirSync(`/proc/${pid}/fd`).some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === path)) return Number(pid)
    } catch {
      // Ended meanwhile, or somebody else's.
    }
  }
  return null
}
