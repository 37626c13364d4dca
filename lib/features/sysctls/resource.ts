import { defineResource } from '../../core/resource'
import { assignmentsOf, keptValue, SYSCTL_DROP_IN } from './drop-in'
import { sysctlFiles, sysctlValues } from './readings'
import type { Sysctl, SysctlFile } from './schema'
import { startValues } from './start-values'

const needs = { sysctls: sysctlValues }
const enriches = { files: sysctlFiles }
// Interface names cannot hold a slash, so the parts of a path are certain.
const PER_LINK = /^net\/ipv[46]\/(?:conf|neigh)\/([^/]+)\//

/** Kernel settings: those of the whole host, then `all` and `default`, then per link by name. */
export const sysctls = defineResource<Sysctl, typeof needs, typeof enriches>({
  name: 'sysctls',
  needs,
  enriches,
  rows({ sysctls: values }, { files }) {
    const setBy = files && startValues(files)
    const own = ownText(files ?? [])
    const rows = Object.entries(values).map(([path, value]): Sysctl => ({
      key: path,
      path: `/proc/sys/${path}`,
      dev: PER_LINK.exec(path)?.[1] ?? null,
      name: path.slice(path.lastIndexOf('/') + 1),
      value,
      kept: keptValue(own, path),
      setBy: setBy?.(path) ?? null,
    }))
    return rows.sort((a, b) => rank(a.dev) - rank(b.dev) || compare(a.dev ?? '', b.dev ?? '') || compare(a.path, b.path))
  },
  key: (row) => row.key,
  // People know a setting as path, by its last word, and in the dotted spelling of sysctl(8), which writes a dot in a link's name as a slash.
  search: (row) => `${row.path} ${dotted(row)} ${row.value} ${row.kept === null ? '' : 'kept'} ${(row.setBy ?? []).map(({ file }) => file).join(' ')}`,
  sorts: { name: 'text', dev: 'text', path: 'text', value: 'number', kept: 'number' },
})

const fileNeeds = { files: sysctlFiles }

/** The files that set sysctls at the start, in the order in which they are applied. dock6 writes one of them, of the others it tells only how much they set. */
export const sysctlFileRows = defineResource<SysctlFile, typeof fileNeeds, Record<never, never>>({
  name: 'sysctl-files',
  needs: fileNeeds,
  enriches: {},
  rows: ({ files }) => files.map(({ path, text, atStart }) => ({ path, own: path === SYSCTL_DROP_IN, text: path === SYSCTL_DROP_IN ? text : null, atStart, settings: assignmentsOf(text ?? '').length })),
  key: (row) => row.path,
  search: (row) => row.path,
  sorts: { path: 'text', settings: 'number' },
})

function ownText(files: readonly { path: string; text: string | null }[]): string | null {
  return files.find(({ path }) => path === SYSCTL_DROP_IN)?.text ?? null
}

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
