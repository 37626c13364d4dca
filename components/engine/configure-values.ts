import type { Json } from '../../lib/core/action'
import type { KeyKind } from '../../lib/features/engine/config/keys'
import { CONFIG_KEYS } from '../../lib/features/engine/config/keys'

/** What the form offers, by parts. Everything else is changed in the text of the file. */
export const CONFIG_SECTIONS = {
  ipv6: ['ipv6', 'fixed-cidr-v6', 'ip6tables', 'experimental', 'default-address-pools', 'default-network-opts'],
  addresses: ['bip6', 'bip', 'fixed-cidr', 'default-gateway-v6', 'default-gateway', 'bridge', 'mtu'],
  forwarding: ['ip-forward', 'ip-forward-no-drop'],
  firewall: ['iptables', 'firewall-backend', 'ip-masq', 'icc', 'allow-direct-routing', 'bridge-accept-fwmark'],
  proxy: ['userland-proxy', 'userland-proxy-path'],
  dns: ['dns', 'dns-opts', 'dns-search', 'ip', 'host-gateway-ips'],
  restarts: ['live-restore'],
} as const satisfies Record<string, readonly string[]>

export type ConfigSection = keyof typeof CONFIG_SECTIONS
/** The boxes of the form by key. An empty one is a setting that the file does not have. */
export type ConfigValues = Record<string, string>

export const FORM_KEYS: readonly string[] = Object.values(CONFIG_SECTIONS).flat()
const KIND = new Map(CONFIG_KEYS.map(({ key, kind }) => [key, kind]))

/** What the boxes say of a config. */
export function configValues(config: Readonly<Record<string, unknown>>): ConfigValues {
  return Object.fromEntries(FORM_KEYS.map((key) => [key, textOf(KIND.get(key) ?? 'any', config[key])]))
}

/** What is different between two states of the boxes, as the input of `engine.configure`. */
export function configInput(before: ConfigValues, now: ConfigValues): { set: Record<string, Json>; unset: string[] } {
  const changed = FORM_KEYS.filter((key) => (now[key] ?? '').trim() !== (before[key] ?? ''))
  const isEmpty = (key: string) => (now[key] ?? '').trim() === ''
  return { set: Object.fromEntries(changed.filter((key) => !isEmpty(key)).map((key) => [key, valueOf(KIND.get(key) ?? 'any', now[key] ?? '')])), unset: changed.filter(isEmpty) }
}

/** The box that stands for a field of the input. */
export function configField(field: string): string | null {
  const key = field.startsWith('set.') ? field.slice('set.'.length) : ''
  return FORM_KEYS.includes(key) ? key : null
}

function textOf(kind: KeyKind, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (kind === 'list' && Array.isArray(value)) return value.join(', ')
  if (kind === 'pools' && Array.isArray(value)) return value.map((pool: { base?: unknown; size?: unknown }) => `${String(pool.base ?? '')} ${String(pool.size ?? '')}`).join('\n')
  if (kind === 'options' && typeof value === 'object') return Object.entries(value as Record<string, Record<string, unknown>>).flatMap(([driver, map]) => Object.entries(map).map(([name, one]) => `${driver}:${name}=${String(one)}`)).join('\n')
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean)
}

/** What was typed, as JSON. What cannot be read is passed on as it is: the plan says at the box what would be right. */
function valueOf(kind: KeyKind, typed: string): Json {
  const text = typed.trim()
  switch (kind) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'number':
      return /^-?\d+$/.test(text) ? Number(text) : text
    case 'list':
      return text.split(/[\s,]+/).filter(Boolean)
    case 'pools':
      return linesOf(text).map((line) => {
        const [base = '', size = '', ...more] = line.split(/[\s,]+/)
        return { base, size: more.length === 0 && /^\d+$/.test(size) ? Number(size) : size }
      })
    case 'options': {
      const maps: Record<string, Record<string, Json>> = {}
      for (const line of linesOf(text)) {
        const [, driver = 'bridge', name = line, value = ''] = /^(?:(\w+):)?([^=]+)=(.*)$/.exec(line) ?? []
        maps[driver] = { ...maps[driver], [name.trim()]: value.trim() }
      }
      return maps
    }
    default:
      return text
  }
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean)
}
