import { run } from './run'

/** Words that `ip -batch` takes as they are: no blank, quote, backslash or comment sign, and no word that begins like an option. */
const PLAIN = /^[A-Za-z0-9_.:/@][A-Za-z0-9_.:/@-]*$/
const COMMAND_MS = 120_000

/** Whether a line of these words means to `ip -batch` what the same argument array means to `ip`. */
export function fitsBatch(words: readonly string[]): boolean {
  return words.every((word) => PLAIN.test(word))
}

/**
 * Runs commands of `ip -6` in one process, given their words; all are tried, whatever becomes of those before (ip(8), `-force -batch`).
 * True if all succeeded; which one did not is not told.
 */
export async function ipBatch(commands: readonly (readonly string[])[]): Promise<boolean> {
  if (!commands.every(fitsBatch)) return false
  const input = commands.map((words) => `${words.join(' ')}\n`).join('')
  return (await run(['ip', '-6', '-force', '-batch', '-'], { input, timeoutMs: COMMAND_MS })).ok
}
