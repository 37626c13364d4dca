import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentPaths, type UnitFile } from '../../features/engine/config/unit'

/** Where systemd looks for units, what counts most first (systemd.unit(5)). */
const FOLDERS = ['/etc/systemd/system', '/run/systemd/system', '/usr/local/lib/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system']
const UNIT = /\/([\w@.:-]+\.service)$/m
const LONGEST = 256 * 1024

/** The unit that a process runs in, by its control group; null outside of systemd, and for units of a person's own service manager. */
export function unitOf(pid: number): string | null {
  return unitIn(read(`/proc/${pid}/cgroup`) ?? '')
}

/** The same, out of the text of /proc/PID/cgroup. A unit below user@UID.service is known to that manager alone; the system's of the same name is another. */
export function unitIn(cgroup: string): string | null {
  return /\/user@\d+\.service\//.test(cgroup) ? null : (UNIT.exec(cgroup)?.[1] ?? null)
}

/** The unit's file, its drop-ins in the order in which they count, and the environment files they name. */
export function gatherUnit(unit: string, root = ''): UnitFile[] {
  const main = FOLDERS.map((folder) => fileAt(join(root, folder, unit), 'unit')).find((file) => file !== null)
  const dropIns = new Map<string, UnitFile>()
  for (const name of [`${unit}.d`, 'service.d']) {
    for (const folder of FOLDERS) {
      for (const entry of listed(join(root, folder, name))) {
        // The same name further up hides this one, and an empty file hides all.
        if (!entry.endsWith('.conf') || dropIns.has(entry)) continue
        const file = fileAt(join(root, folder, name, entry), 'drop-in')
        if (file) dropIns.set(entry, file)
      }
    }
  }
  const ordered = [...dropIns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file)
  const files = [...(main ? [main] : []), ...ordered]
  const environment = environmentPaths(files.map((file) => file.text)).flatMap((path) => fileAt(join(root, path), 'environment') ?? [])
  return [...files, ...environment].map((file) => ({ ...file, path: file.path.slice(root.length) }))
}

function fileAt(path: string, kind: UnitFile['kind']): UnitFile | null {
  const text = read(path)
  return text === null || text.length > LONGEST ? null : { path, kind, text }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
