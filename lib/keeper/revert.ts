import { existsSync } from 'node:fs'
import { openWritePath, storePath } from './changes-desk'
import { keeperConfig } from './config'
import { createHostReaders } from './host-readers'
import { log } from './log'
import { openVault } from './vault'

/** How long a change may still be at its steps when its time is up, in ms; its keeper then either ends it or is dead. */
const LONGEST_MS = 10 * 60_000
const LOOK_MS = 500
/** How long the start of the host waits for duplicate address detection of what was brought back; a link without carrier would never end it. */
const SETTLE_S = 5

/**
 * `node revert.js [--after=<s>] <id>`: takes a change back that nobody confirmed; no keeper is needed.
 * `node revert.js --boot`: at the start of the host, takes back whatever was in the middle or unconfirmed when it went down,
 * then brings back the rows that are kept and waits until their addresses can be used, before the engine starts containers that need them.
 */
const [boot, after, id] = [process.argv.includes('--boot'), process.argv.find((word) => /^--after=\d+$/.test(word)), process.argv.slice(2).find((word) => !word.startsWith('--'))]
const config = keeperConfig(process.env, process.getuid?.() === 0)
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

if (!boot && id === undefined) {
  process.stderr.write('usage: node revert.js [--after=<seconds>] <change> | --boot\n')
  process.exit(2)
}
if (after) await sleep(Number(after.slice('--after='.length)) * 1000)
// Whoever removed dock6 in the meantime wants no new database.
if (!existsSync(storePath(config.data))) process.exit(0)

const { tables, engine, readings, proxies } = createHostReaders(config.engineSocket, openVault(storePath(config.data)), () => changes.ownProxies(), (table) => changes.kept.all(table))
// The timer is over already: this is what it started.
const timer = { arm: async () => ({ ok: true as const, value: undefined }), disarm: async () => undefined }
const changes = openWritePath({ data: config.data, engineSocket: config.engineSocket, observe: tables.observe, timer, confirmSeconds: config.confirmSeconds, ...(boot ? { starting: true } : { proxies: proxies(() => true) }) })

if (boot) {
  await changes.writePath.sweep('boot')
  const { restored, failed } = await changes.restore()
  const waiting = await changes.settled(restored, SETTLE_S)
  log('info', 'kept-rows-restored', { restored: restored.length, failed: failed.length, notYet: waiting.join(' ') })
} else if (id !== undefined) {
  const until = Date.now() + LONGEST_MS
  for (;;) {
    const entry = changes.journal.get(id)
    if (!entry || !['applying', 'waiting', 'undoing'].includes(entry.record.state) || Date.now() > until) break
    // Takes back what is due and what a dead keeper left; leaves alone what somebody works on. The state in the store decides who does it.
    await changes.writePath.sweep()
    await sleep(LOOK_MS)
  }
  log('info', 'revert-ended', { change: id, state: changes.journal.get(id)?.record.state ?? 'unknown' })
}
readings.close()
engine.close()
changes.close()
