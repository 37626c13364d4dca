/** What is known of a booted machine, and how to find its PID 1 again. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { hostPaths } from './config.mjs'

/**
 * @typedef {import('./config.mjs').Host} Host
 * @typedef {object} Record
 * @property {{ pid: number, started: string }} nspawn started: tells the process from a later one of the same number
 * @property {string} engine
 * @property {string | null} product the installed build, if any
 */

/** @param {Host} host @returns {Record | null} */
export function readRecord(host) {
  try {
    return JSON.parse(readFileSync(hostPaths(host).record, 'utf8'))
  } catch {
    return null
  }
}

/** @param {Host} host @param {Record} record */
export function writeRecord(host, record) {
  const { record: path } = hostPaths(host)
  writeFileSync(`${path}.new`, JSON.stringify(record))
  renameSync(`${path}.new`, path)
}

/** The pid, seen from here, of the machine's PID 1. @param {Host} host @returns {number | undefined} */
export function leaderPid(host) {
  const record = readRecord(host)
  return record ? leaderOf(record.nspawn) : undefined
}

/**
 * nspawn's child that is PID 1 in a namespace of its own; asked anew because `reboot` on the host changes it.
 * @param {Record['nspawn']} nspawn
 */
export function leaderOf({ pid, started }) {
  try {
    if (startTime(pid) !== started) return undefined
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
    return children.map(Number).find((child) => /^NSpid:.*\s1$/m.test(readFileSync(`/proc/${child}/status`, 'utf8')))
  } catch {
    return undefined
  }
}

/** Clock ticks since boot, field 22 of stat. @param {number} pid */
export function startTime(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}
