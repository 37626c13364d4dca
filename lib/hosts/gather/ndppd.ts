import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { NDPPD_CONF, NDPPD_UNIT, type NdppdFacts } from '../../features/ndppd/readings'
import { run } from '../run'
import { hasSystemd } from '../systemd'

const PROPERTIES = ['LoadState', 'SubState', 'ActiveEnterTimestamp']
const shown = z.object({ LoadState: z.string(), SubState: z.string(), ActiveEnterTimestamp: z.string().default('') })

/** The config of ndppd with the time of its last write, and its unit. Without systemd there is no unit. */
export async function gatherNdppd(): Promise<NdppdFacts> {
  const file = await readOrNull()
  return { ...file, unit: await unit() }
}

async function readOrNull(): Promise<Pick<NdppdFacts, 'text' | 'writtenAt'>> {
  try {
    const { mtimeMs } = await stat(NDPPD_CONF)
    return { text: await readFile(NDPPD_CONF, 'utf8'), writtenAt: mtimeMs }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { text: null, writtenAt: null }
    throw error
  }
}

async function unit(): Promise<NdppdFacts['unit']> {
  if (!hasSystemd()) return null
  const result = await run(['systemctl', 'show', NDPPD_UNIT, '--timestamp=unix', `--property=${PROPERTIES.join(',')}`])
  if (!result.ok) return null
  const values = Object.fromEntries(result.value.split('\n').flatMap((line) => (line.includes('=') ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]] : [])))
  const parsed = shown.parse(values)
  if (parsed.LoadState !== 'loaded') return null
  // A SysV script, as Debian ships it, has no UnitFileState of its own; this asks the right one, and says no by its exit code.
  const enabled = await run(['systemctl', 'is-enabled', NDPPD_UNIT])
  const seconds = /^@(\d+)$/.exec(parsed.ActiveEnterTimestamp)?.[1]
  return { state: parsed.SubState, boot: enabled.ok, startedAt: seconds === undefined ? null : Number(seconds) * 1000 }
}
