import { defineResource } from '../../core/resource'
import { sysctlValues } from './readings'
import type { Sysctl } from './schema'

const needs = { sysctls: sysctlValues }
// Interface names cannot hold a slash, so the parts of a path are certain.
const PER_LINK = /^net\/ipv[46]\/(?:conf|neigh)\/([^/]+)\//

/** Kernel settings: those of the whole host, then `all` and `default`, then per link by name. */
export const sysctls = defineResource<Sysctl, typeof needs, Record<never, never>>({
  name: 'sysctls',
  needs,
  enriches: {},
  rows({ sysctls: values }) {
    const rows = Object.entries(values).map(([path, value]): Sysctl => ({
      key: path,
      path: `/proc/sys/${path}`,
      dev: PER_LINK.exec(path)?.[1] ?? null,
      name: path.slice(path.lastIndexOf('/') + 1),
      value,
    }))
    return rows.sort((a, b) => rank(a.dev) - rank(b.dev) || compare(a.dev ?? '', b.dev ?? '') || compare(a.path, b.path))
  },
  key: (row) => row.key,
  // People know a setting as path, by its last word, and in the dotted spelling of sysctl(8), which writes a dot in a link's name as a slash.
  search: (row) => `${row.path} ${dotted(row)} ${row.value}`,
  sorts: { name: 'text', dev: 'text', path: 'text', value: 'number' },
})

/** The name as `sysctl` spells it. */
export function dotted({ key }: Pick<Sysctl, 'key'>): string {
  return key.replace(/[./]/g, (c) => (c === '/' ? '.' : '/'))
}

function rank(dev: string | null): number {
  return dev === null ? 0 : dev === 'all' ? 1 : dev === 'default' ? 2 : 3
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
