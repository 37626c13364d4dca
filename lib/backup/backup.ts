import { closeSync, existsSync, fsyncSync, mkdtempSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'
import { copyDatabase, writeArchive, type ArchivedFile } from './archive'

/** The two processes' folders below the data folder; beside them lies nothing that a backup needs. */
export const PARTS = ['keeper', 'console'] as const
/** Of one moment only: SQLite's own files, half-written ones, and the token of a setup window. */
const PASSING = /(-wal|-shm|-journal|\.new)$|^setup-token$/

/** Writes dock6's data to one new file that only its owner may read, while dock6 runs. Answers how many files are in it. */
export async function backUp({ data, file, version, now }: { data: string; file: string; version: string; now: number }): Promise<Result<number>> {
  const target = resolve(file)
  if (existsSync(target)) return fail({ code: 'conflict', message: text.backup.exists(target) })
  const paths = PARTS.flatMap((part) => filesBelow(join(data, part)))
  if (paths.length === 0) return fail({ code: 'not_found', message: text.backup.nothingThere(data) })
  let work: string
  try {
    // mkdtemp makes the folder for its owner alone, so what is in it is closed whatever its own mode.
    work = mkdtempSync(join(dirname(target), `.${basename(target)}-`))
  } catch (error) {
    return fail({ code: 'bad_input', message: text.backup.noPlace(dirname(target), error instanceof Error ? error.message : String(error)) })
  }
  try {
    const schemas: Record<string, number> = {}
    const files: ArchivedFile[] = []
    for (const path of paths) {
      const name = relative(data, path)
      if (!path.endsWith('.db')) {
        files.push({ name, mode: statSync(path).mode & 0o777, data: readFileSync(path) })
        continue
      }
      const copy = join(work, 'copy.db')
      try {
        schemas[name] = await copyDatabase(path, copy)
      } catch (error) {
        return fail({ code: 'unreadable_output', message: text.backup.damaged(path, error instanceof Error ? error.message : String(error)) })
      }
      files.push({ name, mode: statSync(path).mode & 0o777, data: readFileSync(copy) })
      rmSync(copy)
    }
    const whole = join(work, 'whole')
    const mask = process.umask(0o177)
    const count = writeArchive(whole, { product: 'dock6', version, host: hostname(), at: now, schemas }, files, now)
    process.umask(mask)
    flush(whole)
    renameSync(whole, target)
    flush(dirname(target))
    return ok(count)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !PASSING.test(name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : entry.isFile() ? [join(folder, entry.name)] : []))
    .sort()
}

/** Makes a file or folder durable. */
export function flush(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
