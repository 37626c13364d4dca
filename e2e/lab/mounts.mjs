/** Mounts and folders of the lab, and how to take them away without reaching outside. */
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { must, run } from './run.mjs'

/** Mount points at or under a folder, deepest first. @param {string} dir */
function mountsUnder(dir) {
  return readFileSync('/proc/self/mountinfo', 'utf8').split('\n')
    .map((line) => unescapePath(line.split(' ')[4] ?? ''))
    .filter((path) => path === dir || path.startsWith(`${dir}/`))
    .reverse()
}

/** @param {string} path */
const unescapePath = (path) => path.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8)))

/** @param {string} dir */
export const isMountPoint = (dir) => mountsUnder(dir).includes(dir)

/** @param {string} dir */
export async function unmountUnder(dir) {
  for (const path of mountsUnder(dir)) {
    // Lazy as a second try: a process that just died may still pin the mount for a moment.
    if ((await run(['umount', path])).code !== 0) await must(['umount', '--lazy', path])
  }
}

/**
 * Removes a folder whatever is mounted in it; never crosses into another file system.
 * @param {string} dir
 */
export async function removeTree(dir) {
  if (!existsSync(dir)) return
  await unmountUnder(dir)
  await must(['rm', '-rf', '--one-file-system', '--', dir])
}

/** Where `setAside` leaves things until `emptyTrash`. @param {string} dir */
const trashOf = (dir) => join(dirname(dir), `.trash-${basename(dir)}`)

/**
 * Gets a folder out of the way at once; deleting it can wait.
 * @param {string} dir
 */
export async function setAside(dir) {
  if (!existsSync(dir)) return
  await unmountUnder(dir)
  const trash = trashOf(dir)
  mkdirSync(trash, { recursive: true })
  renameSync(dir, join(trash, String(process.hrtime.bigint())))
}

/** @param {string} dir */
export const emptyTrash = (dir) => removeTree(trashOf(dir))

/**
 * A writable copy of `base` at `root`: an overlay, else real files where overlays are not to be had.
 * @param {string} base
 * @param {{ root: string, upper: string, work: string }} paths
 */
export async function mountCopy(base, { root, upper, work }) {
  for (const dir of [root, upper, work]) mkdirSync(dir, { recursive: true })
  const layers = `lowerdir=${base},upperdir=${upper},workdir=${work}`
  const mounted = await run(['mount', '-t', 'overlay', 'dock6-lab', '-o', layers, root])
  if (mounted.code !== 0) await must(['cp', '-a', '--reflink=auto', `${base}/.`, root])
}
