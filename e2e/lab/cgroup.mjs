/** A cgroup per part of the lab: what is in it is ours, and can be ended as a whole. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { labGroup } from './config.mjs'
import { until } from './run.mjs'

/** The cgroup2 mount: at /sys/fs/cgroup, or beside the v1 hierarchies. */
function hierarchy() {
  for (const line of readFileSync('/proc/self/mountinfo', 'utf8').split('\n')) {
    const [mount = '', source = ''] = line.split(' - ')
    if (source.startsWith('cgroup2 ')) return mount.split(' ')[4] ?? ''
  }
  throw new Error('the lab needs a mounted cgroup2 hierarchy')
}

/** @param {string} part */
export const groupPath = (part) => join(hierarchy(), labGroup, part)

/**
 * The argv that runs `argv` inside a group. The shell text is constant; the values are its arguments.
 * @param {string} group
 * @param {readonly string[]} argv
 */
export function inGroup(group, argv) {
  mkdirSync(group, { recursive: true })
  return ['sh', '-c', 'echo 0 > "$0/cgroup.procs" && exec "$@"', group, ...argv]
}

/** @param {string} part */
export function isPopulated(part) {
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

/** @param {string} group */
function removeGroups(group) {
  for (const entry of readdirSync(group, { withFileTypes: true })) {
    if (entry.isDirectory()) removeGroups(join(group, entry.name))
  }
  rmdirSync(group)
}
