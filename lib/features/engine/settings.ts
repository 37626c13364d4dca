import { isApiAtLeast } from './capabilities'
import type { EngineProcess, EngineVersion } from './readings'
import { readConfig } from './config-file'
import type { EngineSetting } from './schema'

type Kind = 'boolean' | 'number' | 'string' | 'list' | 'map'
type Known = {
  key: string
  kind: Kind
  scope: EngineSetting['scope']
  /** JSON text, by the engine's API version; null where there is no default. */
  byDefault: string | null | ((api: string) => string | null)
  /** API versions that know the key. */
  since?: string
  until?: string
  /** Other spellings on the command line; the key itself is always one. */
  flags?: string[]
}

// daemon/config/config_linux.go and daemon/command/config_unix.go of Moby, the keys that have a say in IPv6.
const SETTINGS: Known[] = [
  { key: 'ipv6', kind: 'boolean', scope: 'docker0', byDefault: 'false' },
  { key: 'fixed-cidr-v6', kind: 'string', scope: 'docker0', byDefault: null },
  { key: 'bip6', kind: 'string', scope: 'docker0', byDefault: null, since: '1.48' },
  { key: 'default-gateway-v6', kind: 'string', scope: 'docker0', byDefault: null },
  { key: 'default-address-pools', kind: 'list', scope: 'new', byDefault: null, flags: ['default-address-pool'] },
  { key: 'default-network-opts', kind: 'map', scope: 'new', byDefault: '{}', since: '1.43', flags: ['default-network-opt'] },
  { key: 'ip6tables', kind: 'boolean', scope: 'daemon', byDefault: (api) => String(isApiAtLeast(api, '1.46')) },
  { key: 'iptables', kind: 'boolean', scope: 'daemon', byDefault: 'true' },
  { key: 'experimental', kind: 'boolean', scope: 'daemon', byDefault: 'false' },
  { key: 'firewall-backend', kind: 'string', scope: 'daemon', byDefault: '"iptables"', since: '1.52' },
  { key: 'ip-forward', kind: 'boolean', scope: 'daemon', byDefault: 'true' },
  { key: 'ip-forward-no-drop', kind: 'boolean', scope: 'daemon', byDefault: 'false', since: '1.48' },
  { key: 'ip-masq', kind: 'boolean', scope: 'docker0', byDefault: 'true' },
  { key: 'userland-proxy', kind: 'boolean', scope: 'daemon', byDefault: 'true' },
  { key: 'allow-direct-routing', kind: 'boolean', scope: 'daemon', byDefault: 'false', since: '1.50' },
  { key: 'bridge-accept-fwmark', kind: 'string', scope: 'daemon', byDefault: null, since: '1.52' },
  { key: 'ip', kind: 'string', scope: 'docker0', byDefault: '"0.0.0.0"' },
  { key: 'icc', kind: 'boolean', scope: 'docker0', byDefault: 'true' },
  { key: 'mtu', kind: 'number', scope: 'docker0', byDefault: '1500' },
  { key: 'bridge', kind: 'string', scope: 'docker0', byDefault: '"docker0"', flags: ['b'] },
  { key: 'dns', kind: 'list', scope: 'daemon', byDefault: '[]' },
  { key: 'host-gateway-ips', kind: 'list', scope: 'daemon', byDefault: null, since: '1.48', flags: ['host-gateway-ip'] },
  { key: 'host-gateway-ip', kind: 'string', scope: 'daemon', byDefault: null, until: '1.47' },
  { key: 'live-restore', kind: 'boolean', scope: 'daemon', byDefault: 'false' },
]

/**
 * Every setting with a say in IPv6 that this engine knows: what holds and who says so. A flag goes before the file (the engine would
 * not have started with both). A file that was written after the start holds what will be, hence `pending`.
 */
export function settingsOf(version: EngineVersion, process: EngineProcess): EngineSetting[] {
  const { config } = readConfig(process.configPath, process.configText)
  const changed = isChangedSinceStart(process)
  return SETTINGS.filter((s) => knows(version.apiVersion, s)).map((known) => {
    const { key, kind, scope } = known
    const defaultValue = typeof known.byDefault === 'function' ? known.byDefault(version.apiVersion) : known.byDefault
    const flag = flagValue(process.commandLine, [key, ...(known.flags ?? [])], kind)
    if (flag !== null) return { key, value: flag, from: 'flag', pending: false, scope, defaultValue }
    // `null` in the file is as good as nothing (encoding/json leaves the default alone).
    if (Object.hasOwn(config, key) && config[key] !== null) return { key, value: JSON.stringify(config[key]), from: 'file', pending: changed, scope, defaultValue }
    return { key, value: defaultValue ?? 'null', from: 'default', pending: false, scope, defaultValue }
  })
}

function knows(api: string, { since, until }: Known): boolean {
  return (since === undefined || isApiAtLeast(api, since)) && (until === undefined || isApiAtLeast(until, api))
}

/** The config file was written after the engine started. Both times are cut to seconds by their sources, so the same second counts as before. */
export function isChangedSinceStart({ startedAt, configWrittenAt }: EngineProcess): boolean {
  return startedAt !== null && configWrittenAt !== null && configWrittenAt > startedAt + 1000
}

/** The value of a command-line flag as JSON text, null if it is not given. pflag takes `--key=value`, `--key value` and, for switches, `--key`. */
function flagValue(commandLine: string[], names: string[], kind: Kind): string | null {
  const values: string[] = []
  for (let i = 1; i < commandLine.length; i++) {
    const word = commandLine[i] ?? ''
    const match = /^--?([a-z0-9-]+)(?:=(.*))?$/s.exec(word)
    if (!match || !names.includes(match[1] ?? '')) continue
    if (match[2] !== undefined) values.push(match[2])
    else values.push(kind === 'boolean' ? 'true' : (commandLine[++i] ?? ''))
  }
  const last = values.at(-1)
  if (last === undefined) return null
  switch (kind) {
    case 'boolean':
      return String(['1', 't', 'true'].includes(last.toLowerCase()))
    case 'number':
      return /^\d+$/.test(last) ? last : JSON.stringify(last)
    case 'string':
      return JSON.stringify(last)
    case 'list':
    case 'map':
      return JSON.stringify(values)
  }
}
