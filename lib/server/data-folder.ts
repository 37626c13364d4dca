import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The console's own folder: the only place where it keeps files. Everything in it is for the console's user alone. */
export type DataFolder = {
  path(name: string): string
  read(name: string): string | null
  write(name: string, content: string): void
  remove(name: string): void
}

/** Opens the folder, making it if needed; an existing one is closed to others. */
export function openDataFolder(root: string): DataFolder {
  makePrivate(root)
  const path = (name: string) => join(root, name)
  return {
    path,
    read: (name) => (existsSync(path(name)) ? readFileSync(path(name), 'utf8') : null),
    write(name, content) {
      makePrivate(dirname(path(name)))
      // Written beside and renamed, so that a crash leaves the old file or the new one. `wx` refuses to follow a link somebody put there.
      const beside = `${path(name)}.new`
      rmSync(beside, { force: true })
      writeFileSync(beside, content, { mode: 0o600, flag: 'wx' })
      renameSync(beside, path(name))
    },
    remove: (name) => rmSync(path(name), { force: true }),
  }
}

function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
}
