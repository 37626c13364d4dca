import type { Meaning } from '../../lib/core/meaning'
import type { PortRow, PortState, Reach } from '../../lib/features/ports/schema'
import { portsPage as words } from '../../lib/text/en/pages-ports'

const MEANING: Record<PortState, Meaning> = {
  serving: 'good', wider: 'bad', silent: 'bad', ipv4_listener: 'bad', address_missing: 'bad', tentative: 'attention', dadfailed: 'bad', not_bound: 'bad', paused: 'attention', stopped: 'unknown', blocked: 'attention', boot_race: 'bad', port_taken: 'bad',
}

/** What becomes of a binding, as meaning, word and reason. */
export function portState(row: PortRow): { meaning: Meaning; word: string; why: string } {
  return { meaning: MEANING[row.state], word: words.state[row.state], why: row.stateWhy }
}

const FAR: Record<Reach, Meaning> = { anywhere: 'good', site: 'good', link: 'attention', host: 'attention', nobody: 'unknown', unknown: 'unknown' }

/** How far the reach of a binding goes, as meaning and word. A loopback binding that only this host reaches is as it was asked for. */
export function reachState(row: PortRow): { meaning: Meaning; word: string; why: string } {
  const asked = row.exposure === 'loopback' || row.exposure === 'link-local'
  return { meaning: asked && (row.reach === 'host' || row.reach === 'link') ? 'good' : FAR[row.reach], word: words.reach[row.reach], why: row.reachWhy }
}

/** `[2001:db8::1]:80`; a wildcard is written as it is bound. */
export function hostPlace({ hostIp, hostPort }: Pick<PortRow, 'hostIp' | 'hostPort'>): string {
  const host = hostIp.includes(':') ? `[${hostIp}]` : hostIp
  return hostPort === null ? host : `${host}:${hostPort}`
}

/** Whether a binding stands for every address of its family. */
export function isWild({ hostIp }: Pick<PortRow, 'hostIp'>): boolean {
  return hostIp === '::' || hostIp === '0.0.0.0'
}

/** What is said where there is no host port. */
export function noPortWord(row: Pick<PortRow, 'travels'>): string {
  return row.travels === 'direct' ? words.noHostPort : words.anyPort
}
