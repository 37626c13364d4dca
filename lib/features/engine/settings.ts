import { isApiAtLeast } from './capabilities'
import { readConfig } from './config-file'
import { CONFIG_KEYS, flagsOf, keysOfFlags, knowsKey, type Flag, type KeyKind } from './config/keys'
import { unitStart } from './config/unit'
import type { EngineProcess, EngineVersion } from './readings'
import type { EngineSetting } from './schema'

/** JSON text of the defaults, by the engine's API version; what is not here has none. */
const DEFAULTS: Record<string, string | ((api: string) => string)> = {
  ipv6: 'false', 'default-network-opts': '{}', ip6tables: (api) => String(isApiAtLeast(api, '1.46')), iptables: 'true', experimental: 'false', 'firewall-backend': '"iptables"',
  'ip-forward': 'true', 'ip-forward-no-drop': 'false', 'ip-masq': 'true', 'userland-proxy': 'true', 'allow-direct-routing': 'false',
  ip: '"0.0.0.0"', icc: 'true', mtu: '1500', bridge: '"docker0"', dns: '[]', 'dns-opts': '[]', 'dns-search': '[]', 'live-restore': 'false',
}
/** The settings of the table: those up to live-restore in the list of keys. */
const SHOWN = CONFIG_KEYS.slice(0, CONFIG_KEYS.findIndex(({ key }) => key === 'live-restore') + 1)

/**
 * Every setting with a say in IPv6 that this engine knows: what holds and who says so. A flag goes before the file (the engine would
 * not have started with both). A file that was written after the start holds what will be, hence `pending`.
 */
export function settingsOf(version: EngineVersion, process: EngineProcess): EngineSetting[] {
  const { apiVersion: api } = version
  const { config } = readConfig(process.configPath, process.configText)
  const changed = isChangedSinceStart(process)
  const unit = unitStart(process.unitFiles ?? [])
  const flags = flagsOf(process.commandLine)
  const next = keysOfFlags(unit ? flagsOf(unit.words) : flags)
  return SHOWN.filter((known) => knowsKey(api, known) && !(known.key === 'host-gateway-ip' && isApiAtLeast(api, '1.48'))).map(({ key, kind, scope, flag }) => {
    const byDefault = DEFAULTS[key] ?? null
    const defaultValue = typeof byDefault === 'function' ? byDefault(api) : byDefault
    // `null` in the file is as good as nothing (encoding/json leaves the default alone).
    const inFile = Object.hasOwn(config, key) && config[key] !== null
    const conflict = inFile && next.has(key) ? { flag: next.get(key)!.name, from: unit?.from ?? null } : null
    const common = { key, scope, defaultValue, conflict }
    const said = flagValue(flags, flag ?? key, kind)
    if (said !== null) return { ...common, value: said, from: 'flag', source: sourceOf(flag ?? key, process), pending: false }
    if (inFile) return { ...common, value: JSON.stringify(config[key]), from: 'file', source: process.configPath, pending: changed }
    return { ...common, value: defaultValue ?? 'null', from: 'default', source: null, pending: false }
  })
}

/** The config file was written after the engine started. Both times are cut to seconds by their sources, so the same second counts as before. */
export function isChangedSinceStart({ startedAt, configWrittenAt }: EngineProcess): boolean {
  return startedAt !== null && configWrittenAt !== null && configWrittenAt > startedAt + 1000
}

/** The file that says a flag: the last of the unit's files that names it. Null where none of them does, as after somebody changed them. */
function sourceOf(flag: string, { unitFiles = [] }: EngineProcess): string | null {
  return unitFiles.findLast(({ text }) => text.includes(`--${flag}`))?.path ?? unitFiles.findLast(({ kind, text }) => kind !== 'environment' && /^\s*ExecStart\s*=\s*\S/m.test(text))?.path ?? null
}

/** The value of a command-line flag as JSON text, null if it is not given. The last one counts, lists have all. */
function flagValue(flags: readonly Flag[], name: string, kind: KeyKind): string | null {
  const values = flags.filter((flag) => flag.name === name).map(({ value }) => value)
  const last = values.at(-1)
  if (last === undefined) return null
  switch (kind) {
    case 'boolean':
      return String(last === null || ['1', 't', 'true'].includes(last.toLowerCase()))
    case 'number':
      return /^\d+$/.test(last ?? '') ? last : JSON.stringify(last)
    case 'string':
    case 'any':
      return JSON.stringify(last)
    case 'list':
    case 'map':
    case 'options':
    case 'pools':
      return JSON.stringify(values)
  }
}
