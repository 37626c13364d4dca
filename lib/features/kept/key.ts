import type { KeptKind } from './schema'

/** A key taken apart. Names of links hold no slash, prefixes hold one. */
export type KeptParts = { kind: KeptKind; dev: string | null; what: string; dst: string; table: string; metric: string; path: string }

const KINDS: readonly string[] = ['sysctls', 'bridges', 'ports', 'addresses', 'routes', 'neighbors', 'proxies']
const PER_LINK = /^net\/ipv[46]\/(?:conf|neigh)\/([^/]+)\//

/** The keys under which things are kept; each names its thing as the kernel tells it from others. */
export const keptKeys = {
  bridge: (name: string) => `bridges/${name}`,
  port: (dev: string) => `ports/${dev}`,
  address: (dev: string, label: string) => `addresses/${dev}/${label}`,
  route: (table: string, dst: string, metric: number) => `routes/${table}/${dst}/${metric}`,
  neighbor: (dev: string, address: string) => `neighbors/${dev}/${address}`,
  proxy: (dev: string, address: string) => `proxies/${dev}/${address}`,
  sysctl: (path: string) => `sysctls/${path}`,
} as const

/** What a key names. */
export function partsOf(key: string): KeptParts {
  const [first = '', second = '', ...rest] = key.split('/')
  const none = { dst: '', table: '', metric: '', path: '' }
  const kind = KINDS.includes(first) ? (first as KeptKind) : 'other'
  if (kind === 'sysctls') {
    const path = key.slice('sysctls/'.length)
    return { ...none, kind, path, what: path, dev: PER_LINK.exec(path)?.[1] ?? null }
  }
  if (kind === 'routes') {
    const [dst, metric] = [rest.slice(0, -1).join('/'), rest.at(-1) ?? '']
    return { ...none, kind, dst, metric, table: second, dev: null, what: [dst, `metric ${metric}`, ...(second === 'main' ? [] : [`table ${second}`])].join(' ') }
  }
  if (kind === 'other') return { ...none, kind, dev: null, what: key }
  return { ...none, kind, dev: second, what: rest.length === 0 ? second : rest.join('/') }
}
