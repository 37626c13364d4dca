import { isApiAtLeast } from '../capabilities'

/** What a key holds: `pools` is a list of `{base, size}`, `options` a map of maps by driver, `any` what dock6 does not look into. */
export type KeyKind = 'boolean' | 'number' | 'string' | 'list' | 'map' | 'options' | 'pools' | 'any'
/** daemon: everything; docker0: the default bridge; new: networks made from now on; containers: containers started from now on. */
export type KeyScope = 'daemon' | 'docker0' | 'new' | 'containers'

/** One key of daemon.json. `since` and `until` are API versions, `flag` its name on the command line where it is another. */
export type ConfigKey = { key: string; kind: KeyKind; scope: KeyScope; flag?: string; since?: string; until?: string; reload?: true; choices?: readonly string[] }

const key = (name: string, kind: KeyKind, more: Partial<ConfigKey> = {}): ConfigKey => ({ key: name, kind, scope: 'daemon', ...more })
const bridge = (name: string, kind: KeyKind, more: Partial<ConfigKey> = {}): ConfigKey => key(name, kind, { scope: 'docker0', ...more })
const reload = true as const

/**
 * Every key that Docker 20.10 to 29 knows (Moby daemon/config/config.go, config_linux.go; compared with `dockerd --help` of 20.10.24 and 28.5.2),
 * those first that concern IPv6. `reload`: a reload (SIGHUP, daemon/reload.go) takes it over and tells of it by an event; those that it takes over but
 * can choke on (runtimes, plugins) are left to a restart.
 */
export const CONFIG_KEYS: readonly ConfigKey[] = [
  bridge('ipv6', 'boolean'), bridge('fixed-cidr-v6', 'string'), bridge('bip6', 'string', { since: '1.48' }), bridge('default-gateway-v6', 'string'),
  key('default-address-pools', 'pools', { scope: 'new', flag: 'default-address-pool' }),
  key('default-network-opts', 'options', { scope: 'new', flag: 'default-network-opt', since: '1.43' }),
  key('ip6tables', 'boolean'), key('iptables', 'boolean'), key('experimental', 'boolean'),
  key('firewall-backend', 'string', { since: '1.52', choices: ['iptables', 'nftables'] }),
  key('ip-forward', 'boolean'), key('ip-forward-no-drop', 'boolean', { since: '1.48' }), bridge('ip-masq', 'boolean'),
  key('userland-proxy', 'boolean'), key('userland-proxy-path', 'string'),
  key('allow-direct-routing', 'boolean', { since: '1.50' }), key('bridge-accept-fwmark', 'string', { since: '1.52' }),
  bridge('ip', 'string'), bridge('icc', 'boolean'), bridge('mtu', 'number'), bridge('bridge', 'string'),
  bridge('bip', 'string'), bridge('fixed-cidr', 'string'), bridge('default-gateway', 'string'),
  key('dns', 'list', { scope: 'containers' }), key('dns-opts', 'list', { scope: 'containers', flag: 'dns-opt' }), key('dns-search', 'list', { scope: 'containers' }),
  key('host-gateway-ips', 'list', { scope: 'containers', flag: 'host-gateway-ip', since: '1.48' }), key('host-gateway-ip', 'string', { scope: 'containers' }),
  key('live-restore', 'boolean', { reload }),

  key('allow-nondistributable-artifacts', 'list', { until: '1.48' }), key('api-cors-header', 'string', { until: '1.46' }),
  key('authorization-plugins', 'list', { flag: 'authorization-plugin' }), key('builder', 'any'), key('cdi-spec-dirs', 'list', { flag: 'cdi-spec-dir', since: '1.44' }),
  key('cgroup-parent', 'string'), key('containerd', 'string'), key('containerd-namespace', 'string'), key('containerd-plugin-namespace', 'string', { flag: 'containerd-plugins-namespace' }),
  key('cpu-rt-period', 'number'), key('cpu-rt-runtime', 'number'), key('cri-containerd', 'boolean'), key('data-root', 'string'), key('debug', 'boolean', { reload }),
  key('default-cgroupns-mode', 'string', { choices: ['host', 'private'] }), key('default-ipc-mode', 'string', { choices: ['shareable', 'private'] }),
  key('default-runtime', 'string', { }), key('default-shm-size', 'any', { }), key('default-stop-timeout', 'number', { since: '1.52' }), key('default-ulimits', 'any', { flag: 'default-ulimit' }),
  key('exec-opts', 'list', { flag: 'exec-opt' }), key('exec-root', 'string'), key('features', 'any', { flag: 'feature', reload }), key('group', 'string'),
  key('hosts', 'list', { flag: 'host' }), key('http-proxy', 'string', { since: '1.42' }), key('https-proxy', 'string', { since: '1.42' }), key('no-proxy', 'string', { since: '1.42' }),
  key('init', 'boolean'), key('init-path', 'string'), key('insecure-registries', 'list', { flag: 'insecure-registry', reload }), key('labels', 'list', { flag: 'label', reload }),
  key('log-driver', 'string'), key('log-format', 'string', { since: '1.44', choices: ['text', 'json'] }), key('log-level', 'string', { choices: ['debug', 'info', 'warn', 'error', 'fatal'] }), key('log-opts', 'map', { flag: 'log-opt' }),
  key('max-concurrent-downloads', 'number', { reload }), key('max-concurrent-uploads', 'number', { reload }), key('max-download-attempts', 'number', { reload }),
  key('metrics-addr', 'string'), key('min-api-version', 'string', { since: '1.44' }), key('network-control-plane-mtu', 'number'), key('network-diagnostic-port', 'number', { }),
  key('no-new-privileges', 'boolean'), key('node-generic-resources', 'list', { flag: 'node-generic-resource' }), key('nri-opts', 'any', { since: '1.52' }),
  key('oom-score-adjust', 'number', { until: '1.47' }), key('pidfile', 'string'), key('proxies', 'any', { since: '1.42' }), key('raw-logs', 'boolean'),
  key('registry-mirrors', 'list', { flag: 'registry-mirror', reload }), key('rootless', 'boolean'), key('runtimes', 'any', { flag: 'add-runtime' }), key('seccomp-profile', 'string'), key('selinux-enabled', 'boolean'),
  key('shutdown-timeout', 'number', { reload }), key('storage-driver', 'string'), key('storage-opts', 'list', { flag: 'storage-opt' }), key('swarm-default-advertise-addr', 'string'),
  key('tls', 'boolean'), key('tlscacert', 'string'), key('tlscert', 'string'), key('tlskey', 'string'), key('tlsverify', 'boolean'), key('userns-remap', 'string'),
  key('cluster-advertise', 'string', { until: '1.41' }), key('cluster-store', 'string', { until: '1.41' }), key('cluster-store-opts', 'map', { until: '1.41' }), key('deprecated-key-path', 'string', { until: '1.41' }), key('graph', 'string', { until: '1.41' }),
]

/** The newest API whose keys are all in the list; an engine that speaks a later one may know more. */
export const KEYS_KNOWN_TO = '1.51'

const BY_NAME = new Map(CONFIG_KEYS.map((one) => [one.key, one]))
// Short spellings of pflag.
const SHORT: Record<string, string> = { b: 'bridge', H: 'host', D: 'debug', G: 'group', l: 'log-level', p: 'pidfile', s: 'storage-driver' }

/** The key of this name, in whatever version. */
export function configKey(name: string): ConfigKey | undefined {
  return BY_NAME.get(name)
}

/** Whether an engine that speaks this API knows the key. */
export function knowsKey(api: string, { since, until }: Pick<ConfigKey, 'since' | 'until'>): boolean {
  return (since === undefined || isApiAtLeast(api, since)) && (until === undefined || isApiAtLeast(until, api))
}

/** The release that brought an API version, for sentences. */
export const RELEASE_OF: Readonly<Record<string, string>> = { '1.42': '23.0', '1.43': '24.0', '1.44': '25.0', '1.48': '28.0', '1.50': '28.2', '1.52': '29.0' }

/** One flag of a command line; `value` null for a switch without one. */
export type Flag = { name: string; value: string | null }

/** The flags of a command line, long names. pflag takes `--key=value`, `--key value` and, for switches, `--key`. */
export function flagsOf(words: readonly string[]): Flag[] {
  const flags: Flag[] = []
  for (let i = 1; i < words.length; i++) {
    const match = /^(?:--([a-z0-9-]+)|-([A-Za-z]))(?:=(.*))?$/s.exec(words[i] ?? '')
    if (!match) continue
    const name = match[1] ?? SHORT[match[2] ?? ''] ?? match[2] ?? ''
    const isSwitch = name === 'validate' || name === 'version' || name === 'help' || CONFIG_KEYS.some((one) => (one.flag ?? one.key) === name && one.kind === 'boolean')
    if (match[3] !== undefined) flags.push({ name, value: match[3] })
    else flags.push({ name, value: isSwitch ? null : (words[++i] ?? null) })
  }
  return flags
}

/** The keys of daemon.json that a command line says already: with them in the file too the engine refuses to start. */
export function keysOfFlags(flags: readonly Flag[]): Map<string, Flag> {
  const named = new Map<string, Flag>()
  for (const flag of flags) for (const one of CONFIG_KEYS) if ((one.flag ?? one.key) === flag.name) named.set(one.key, flag)
  return named
}
