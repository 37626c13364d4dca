/** A cgroup per part of the lab: what is in it is ours, and can be ended as a whole. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { labGroup } from './config.mjs'
import { until } from './run.mjs'

/**
 * Where a hierarchy is mounted.
 * @param {(fsType: string, options: string) => boolean} isWanted
 */
function hierarchy(isWanted) {
  for (const line of readFileSync('/proc/self/mountinfo', 'utf8').split('\n')) {
    const [mount = '', source = ''] = line.split(' - ')
    const [fsType = '', , options = ''] = source.split(' ')
    if (isWanted(fsType, options)) return mount.split(' ')[4]
  }
  return undefined
}

/** The lab's top group: under /sys/fs/cgroup, or in the cgroup2 hierarchy beside the v1 ones. */
function topGroup() {
  const mount = hierarchy((fsType) => fsType === 'cgroup2')
  if (!mount) throw new Error('the lab needs a mounted cgroup2 hierarchy')
  return join(mount, labGroup)
}

/** @param {string} part */
export const groupPath = (part) => join(topGroup(), part)

/**
 * The argv that runs `argv` inside a group. The shell text is constant; the values are its arguments.
 * @param {string} group
 * @param {readonly string[]} argv
 */
export function inGroup(group, argv) {
  mkdirSync(group, { recursive: true })
  return ['sh', '-c', 'echo 0 > "$0/cgroup.procs" && exec "$@"', group, ...argv]
}

/** The pids in a part's own group. @param {string} part */
export function members(part) {
  const file = join(groupPath(part), 'cgroup.procs')
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
}

/** @param {string} part */
function isPopulated(part) {
  try {
    return readFileSync(join(groupPath(part), 'cgroup.events'), 'utf8').includes('populated 1')
  } catch {
    return false
  }
}

/**
 * Waits until nothing of the part runs any more.
 * @param {string} part
 * @param {number} timeoutMs
 */
export const untilEmpty = (part, timeoutMs) =>
  until(`everything in ${part} to end`, timeoutMs, () => !isPopulated(part), 50)

/**
 * Ends every process of the part at once, like a power cut, and removes its groups.
 * @param {string} part
 */
export async function killGroup(part) {
  const group = groupPath(part)
  if (!existsSync(group)) return
  writeFileSync(join(group, 'cgroup.kill'), '1')
  await untilEmpty(part, 20_000)
  removeGroups(group)
}

/** Removes the emptied top group, and what nspawn mirrored of it in a v1 hierarchy. */
export function removeTopGroup() {
  removeGroups(topGroup())
  const v1 = hierarchy((fsType, options) => fsType === 'cgroup' && options.includes('name=systemd'))
  if (v1) removeGroups(join(v1, labGroup))
}

/** @param {string} group */
function removeGroups(group) {
  if (!existsSync(group)) return
  for (const entry of readdirSync(group, { withFileTypes: true })) {
    if (entry.isDirectory()) removeGroups(join(group, entry.name))
  }
  rmdirSync(group)
}
