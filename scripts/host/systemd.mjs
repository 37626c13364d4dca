/** What the installer asks of systemd. */
import { ask, must } from './command.mjs'
import { RUNNING } from './places.mjs'

/** @param {string} unit */
export const isRunning = async (unit) => (await ask(['systemctl', 'is-active', '--quiet', unit])).code === 0

/** The id of a change that waits to be confirmed, by its undo timer; null if there is none. */
export async function waitingChange() {
  const { stdout } = await ask(['systemctl', 'list-units', '--type=timer', '--state=waiting', '--plain', '--no-legend', 'dock6-revert-*'])
  return /^dock6-revert-(\w+)\.timer/.exec(stdout)?.[1] ?? null
}

/** Stops console, then keeper: a change under way comes to its end first. */
export async function stopUnits() {
  for (const unit of [...RUNNING].reverse()) {
    const { stdout } = await ask(['systemctl', 'show', '--property=LoadState', '--value', unit])
    if (stdout.trim() === 'loaded') await must(['systemctl', 'stop', unit])
  }
}

/** Starts both; counts of earlier restarts are forgotten. */
export async function startUnits() {
  await ask(['systemctl', 'reset-failed', ...RUNNING])
  await must(['systemctl', 'start', ...RUNNING])
}

/** How often systemd had to start a unit again since it was started. @param {string} unit */
async function restarts(unit) {
  const { stdout } = await ask(['systemctl', 'show', '--property=NRestarts', '--value', unit])
  return Number(stdout.trim()) || 0
}

/** The unit that falls over and over, if one does. @param {number} often */
export async function fallingUnit(often) {
  for (const unit of RUNNING) if ((await restarts(unit)) >= often) return unit
  return null
}

/** The last lines that the units wrote since a moment. @param {Date} since @param {string[]} units */
export async function lastLines(since, units = RUNNING) {
  // What a process said just before it died may still be on its way into the journal.
  await ask(['journalctl', '--sync'])
  const { stdout } = await ask(['journalctl', '--no-pager', '--output=cat', '--lines=12', `--since=@${(since.getTime() / 1000).toFixed(3)}`, ...units.flatMap((unit) => ['--unit', unit])])
  return stdout.split('\n').filter((line) => line.trim() !== '' && !/^(Started|Stopped|Stopping|Scheduled) |^dock6-\w+\.service: /.test(line)).join('\n')
}
