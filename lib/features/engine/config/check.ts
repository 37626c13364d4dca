import { isApiAtLeast } from '../capabilities'
import { changesEngine as text } from '../../../text/en/changes-engine'
import { checkAddresses } from './check-addresses'
import { checkPools } from './check-pools'
import { checkRules } from './check-rules'
import type { ConfigFacts, Finding, Judge } from './judge'
import { configKey, CONFIG_KEYS, keysOfFlags, knowsKey, KEYS_KNOWN_TO, RELEASE_OF, type ConfigKey } from './keys'

/** Checks a whole config. It finds what `dockerd --validate` finds and what only a start would show (docs of Moby; measured on 20.10 and 28.5). The first refusal of a key is its last word. */
export function checkConfig(config: Record<string, unknown>, facts: ConfigFacts): Finding[] {
  const findings: Finding[] = []
  const refused = new Set<string>()
  const judge: Judge = {
    refuse(key, message, hint) {
      if (refused.has(key)) return
      refused.add(key)
      findings.push({ key, level: 'refuse', message, ...(hint ? { hint } : {}) })
    },
    warn: (key, message) => void findings.push({ key, level: 'warn', message }),
  }
  const flags = keysOfFlags(facts.flags)
  for (const [key, value] of Object.entries(config)) {
    const known = configKey(key)
    if (!known) {
      unknownKey(key, value, facts, judge)
      continue
    }
    if (!knowsKey(facts.api, known)) {
      judge.refuse(key, known.since && !isApiAtLeast(facts.api, known.since) ? text.tooNew(key, RELEASE_OF[known.since] ?? known.since) : text.tooOld(key))
      continue
    }
    const flag = flags.get(key)
    if (flag) judge.refuse(key, text.conflict(key, flag.name, facts.flagsFrom ?? text.running), text.conflictHint(flag.name))
    if (value !== null) checkKind(known, value, judge)
  }
  // What is of the wrong kind has been told; the rest of the checks must not stumble over it. `null` in the file is as good as nothing.
  const sound = Object.fromEntries(Object.entries(config).filter(([key, value]) => value !== null && !refused.has(key)))
  checkAddresses(sound, facts, judge)
  checkPools(sound, facts, judge)
  checkRules(sound, facts, judge)
  return findings
}

function unknownKey(key: string, value: unknown, { api, before }: ConfigFacts, judge: Judge): void {
  // It was there when the engine started, so this engine takes it.
  if (Object.hasOwn(before, key)) return
  if (!isApiAtLeast(KEYS_KNOWN_TO, api)) return judge.warn(key, text.warn.unknownKey(key))
  const near = nearest(key)
  const nested = typeof value === 'object' && value !== null ? text.nested : ''
  judge.refuse(key, text.unknown(key), [near ? text.unknownHint(near) : '', nested].filter(Boolean).join(' ') || undefined)
}

/** The known key that a mistyped one most looks like; null if none does. */
function nearest(key: string): string | null {
  const bare = key.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const ranked = CONFIG_KEYS.map((one) => ({ name: one.key, away: distance(bare, one.key.replaceAll('-', '')) })).sort((a, b) => a.away - b.away)
  return ranked[0] && ranked[0].away <= 2 ? ranked[0].name : null
}

/** Levenshtein's distance of two short words. */
function distance(a: string, b: string): number {
  if (a.length > 40) return 99
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]!
}

function checkKind({ key, kind, choices }: ConfigKey, value: unknown, judge: Judge): void {
  if (kind !== 'any' && !isOfKind(kind, value)) return judge.refuse(key, text.kinds[kind](key))
  if (choices && value !== '' && !choices.includes(value as string)) judge.refuse(key, text.choices(key, choices))
}

function isOfKind(kind: Exclude<ConfigKey['kind'], 'any'>, value: unknown): boolean {
  switch (kind) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'number':
      return typeof value === 'number' && Number.isInteger(value)
    case 'string':
      return typeof value === 'string'
    case 'list':
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
    case 'map':
      return isMap(value) && Object.values(value).every((item) => typeof item === 'string')
    case 'options':
      return isMap(value) && Object.values(value).every(isMap)
    case 'pools':
      return Array.isArray(value) && value.every((item) => isMap(item) && typeof item['base'] === 'string' && Number.isInteger(item['size']) && Object.keys(item).length === 2)
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
