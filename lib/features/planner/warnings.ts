import { kindOf } from '../../core/address-scope'
import { formatAddress } from '../../core/ip'
import { planner as text } from '../../text/en/planner'
import { MAC_LENGTH, type Lengths } from './lengths'
import type { Checked } from './request'

/** What to expect of a plan: of its kind of addresses, of how they are reached, and of its lengths. `keptUses` is what lies in the part for hosts. */
export function warningsOf({ prefix, situation }: Checked, { network }: Lengths, keptUses: readonly string[]): string[] {
  const result: string[] = []
  const kind = kindOf({ family: 6, value: prefix.network })
  const ula = kind === 'unique-local'
  if (kind === 'documentation') result.push(text.warnings.documentation(prefix.text))
  if (kind === '6to4') result.push(...sixToFourWarnings(prefix.network))
  if (ula) result.push(...ulaWarnings(prefix.network, prefix.text, prefix.length))
  if (situation === 'on-link') result.push(text.warnings.onLink(prefix.text), ...(prefix.length < 64 ? [text.warnings.onLinkShort] : []))
  if (situation === 'none') result.push(ula ? text.warnings.ulaRouted : text.warnings.none(prefix.text))
  if (situation === 'routed' && ula) result.push(text.warnings.ulaRouted)
  if (situation === 'routed' && prefix.length === 64) result.push(text.warnings.notRouted64)
  if (network > MAC_LENGTH) result.push(text.warnings.macTooLong(network))
  if (keptUses.length > 0) result.push(text.warnings.hostPartTaken(keptUses.join('; ')))
  return result
}

/** 6to4 is deprecated; out of an IPv4 address that the internet does not route it cannot work at all. */
function sixToFourWarnings(network: bigint): string[] {
  const v4 = { family: 4, value: (network >> 80n) & 0xffffffffn } as const
  const kind = kindOf(v4)
  return kind === 'global' || kind === 'documentation' ? [text.warnings.sixToFour] : [text.warnings.sixToFour, text.warnings.sixToFourPrivate(formatAddress(4, v4.value))]
}

/** A global ID of which nearly all digits are equal was chosen by hand. */
function ulaWarnings(network: bigint, shown: string, length: number): string[] {
  if (network >> 120n === 0xfcn) return [text.warnings.ulaReserved(shown)]
  const id = ((network >> 80n) & 0xff_ffff_ffffn).toString(16).padStart(10, '0')
  return length >= 48 && new Set(id).size <= 3 ? [text.warnings.ulaNotRandom(shown)] : []
}
