import { statSync } from 'node:fs'
import { deflateSync, inflateSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { z } from 'zod'

/** A file in an archive: its path below the data folder, its permission bits, its content. */
export type ArchivedFile = { name: string; mode: number; data: Buffer }
/** What an archive says of itself. `schemas`: database name -> version of its schema. */
export const Manifest = z.object({ product: z.literal('dock6'), version: z.string(), host: z.string(), at: z.number(), schemas: z.record(z.string(), z.number().int().nonnegative()) })
export type Manifest = z.infer<typeof Manifest>

const TABLES = `CREATE TABLE sqlar (name TEXT PRIMARY KEY, mode INT, mtime INT, sz INT, data BLOB);
  CREATE TABLE manifest (value TEXT NOT NULL)`
const REGULAR = 0o100000
const Row = z.object({ name: z.string(), mode: z.number(), sz: z.number().int().nonnegative(), data: z.instanceof(Buffer) })

/** Writes an SQLite archive (sqlite.org/sqlar.html): one file that `sqlite3 FILE -Atv` lists, with a table `manifest` beside it. */
export function writeArchive(path: string, manifest: Manifest, files: Iterable<ArchivedFile>, now: number): number {
  const archive = new Database(path)
  try {
    // The file gets its name when it is whole; a journal beside it would only be one more file of secrets.
    archive.pragma('journal_mode = MEMORY')
    archive.exec(TABLES)
    const insert = archive.prepare('INSERT INTO sqlar VALUES (?, ?, ?, ?, ?)')
    let count = 0
    archive.transaction(() => {
      archive.prepare('INSERT INTO manifest VALUES (?)').run(JSON.stringify(manifest))
      for (const { name, mode, data } of files) {
        const packed = deflateSync(data)
        // A blob as long as `sz` says is not compressed.
        insert.run(name, REGULAR | mode, Math.floor(now / 1000), data.length, packed.length < data.length ? packed : data)
        count++
      }
    })()
    return count
  } finally {
    archive.close()
  }
}

/** Reads an archive that `writeArchive` wrote; null if the file is none. */
export function readArchive(path: string): { manifest: Manifest; files: ArchivedFile[] } | null {
  if (!statSync(path).isFile()) return null
  let archive: Database.Database | null = null
  try {
    archive = new Database(path, { readonly: true, fileMustExist: true })
    if (archive.pragma('integrity_check', { simple: true }) !== 'ok') return null
    const manifest = Manifest.parse(JSON.parse(archive.prepare<[], string>('SELECT value FROM manifest').pluck().get() ?? ''))
    const rows = z.array(Row).parse(archive.prepare('SELECT name, mode, sz, data FROM sqlar ORDER BY name').all())
    return { manifest, files: rows.map(({ name, mode, sz, data }) => ({ name, mode: mode & 0o777, data: data.length === sz ? data : inflateSync(data, { maxOutputLength: Math.max(1, sz) }) })) }
  } catch {
    return null
  } finally {
    archive?.close()
  }
}

/** Copies a database that others write to at this moment, as it is between two of their transactions; checks the copy and answers the version of its schema. */
export async function copyDatabase(from: string, to: string): Promise<number> {
  const source = new Database(from, { readonly: true, fileMustExist: true })
  try {
    await source.backup(to)
  } finally {
    source.close()
  }
  return checkDatabase(to)
}

/** Checks a database and answers the version of its schema; throws in SQLite's words. What stood in a log beside it is in the file afterwards. */
export function checkDatabase(path: string): number {
  const copy = new Database(path, { fileMustExist: true })
  try {
    copy.pragma('journal_mode = DELETE')
    const said = copy.pragma('integrity_check', { simple: true })
    if (said !== 'ok') throw new Error(String(said))
    return Number(copy.pragma('user_version', { simple: true }))
  } finally {
    copy.close()
  }
}
