import { quoted } from '../../core/action'
import { defineResource } from '../../core/resource'
import { keptText } from '../../text/en/kept'
import { addressFacts, type AddressFact } from '../addresses/readings'
import { linkFacts, type LinkFact } from '../links/readings'
import { neighborFacts, type NeighborFact } from '../neighbors/readings'
import { proxyFacts, type ProxyFact } from '../proxies/readings'
import { routes6, type RouteFact } from '../routes/readings'
import { assignmentsOf, SYSCTL_DROP_IN } from '../sysctls/drop-in'
import { sysctlFiles, sysctlValues, type SysctlFileFacts, type SysctlValues } from '../sysctls/readings'
import { partsOf } from './key'
import { keptRecords, keptValue, type KeptFact } from './readings'
import type { KeptKind, KeptRow } from './schema'

const needs = { records: keptRecords }
const enriches = { links: linkFacts, addresses: addressFacts, routes: routes6, neighbors: neighborFacts, proxies: proxyFacts, files: sysctlFiles, values: sysctlValues }
type Host = { links?: LinkFact[] | undefined; addresses?: AddressFact[] | undefined; routes?: RouteFact[] | undefined; neighbors?: NeighborFact[] | undefined; proxies?: ProxyFact[] | undefined; values?: SysctlValues | undefined }

const ORDER: readonly KeptKind[] = ['sysctls', 'bridges', 'ports', 'addresses', 'routes', 'neighbors', 'proxies', 'other']

/** Everything that dock6 keeps across restarts, and whether the host has it now. */
export const kept = defineResource<KeptRow, typeof needs, typeof enriches>({
  name: 'kept',
  needs,
  enriches,
  rows({ records }, { files, ...host }) {
    const lines = settingRows(files ?? [], host)
    const inFile = new Set(lines.map(({ key }) => key))
    const rows = [...lines, ...records.filter(({ key }) => !inFile.has(key)).map((record) => recordRow(record, host))]
    return rows.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.key < b.key ? -1 : 1))
  },
  key: (row) => row.key,
  search: (row) => [row.key, row.kind, row.what, row.dev ?? '', row.by ?? '', row.state, row.why ?? '', ...row.commands].join(' '),
  sorts: { kind: 'text', what: 'text', dev: 'text', by: 'text', since: 'number', state: 'text' },
})

function settingRows(files: readonly SysctlFileFacts[], { values, links }: Host): KeptRow[] {
  const own = files.find(({ path }) => path === SYSCTL_DROP_IN)
  const last = new Map(assignmentsOf(own?.text ?? '').flatMap(({ key, value }) => (value === null ? [] : [[key, value] as const])))
  return [...last].map(([path, value]) => {
    const { dev } = partsOf(`sysctls/${path}`)
    const now = values && Object.hasOwn(values, path) ? values[path] : undefined
    const gone = dev !== null && links !== undefined && !['all', 'default'].includes(dev) && !links.some(({ name }) => name === dev)
    const why = now === value || values === undefined ? null : now === undefined ? (gone ? keptText.noLink(dev) : keptText.noSetting) : keptText.otherValue(now)
    return {
      key: `sysctls/${path}`, kind: 'sysctls', what: `${path} = ${value}`, dev, commands: [`echo ${quoted(value)} > /proc/sys/${path}`], record: null, by: null, since: null,
      state: values === undefined ? 'unknown' : why === null ? 'there' : 'missing', why, restoredAt: null,
    }
  })
}

function recordRow({ key, value, by, at, triedAt, said }: KeptFact, host: Host): KeptRow {
  const { kind, what, dev } = partsOf(key)
  const parsed = keptValue.safeParse(value)
  const commands = !parsed.success ? [] : 'run' in parsed.data ? parsed.data.run.map((argv) => argv.map(quoted).join(' ')) : [`echo ${quoted(parsed.data.value)} > /proc/sys/${parsed.data.path}`]
  const on = parsed.success && 'run' in parsed.data ? (parsed.data.dev ?? dev) : dev
  const also = parsed.success && 'run' in parsed.data ? (parsed.data.also ?? null) : null
  const there = isThere(key, host, also)
  return {
    key, kind, what, dev: on, commands, record: value, by, since: at,
    state: there === undefined ? 'unknown' : there ? 'there' : 'missing',
    why: there === false ? whyMissing(kind, [on, also], said, host) : null,
    restoredAt: triedAt !== null && said === null ? triedAt : null,
  }
}

/** Whether the host has it; undefined where its table could not be read or the record is not understood. */
function isThere(key: string, { links, addresses, routes, neighbors, proxies, values }: Host, also: string | null): boolean | undefined {
  const parts = partsOf(key)
  switch (parts.kind) {
    case 'bridges':
      return links?.some(({ name, kind }) => name === parts.dev && kind === 'bridge')
    case 'ports':
      return links?.some(({ name, master }) => name === parts.dev && master === also)
    case 'addresses':
      return addresses?.some(({ dev, address, length }) => dev === parts.dev && `${address}/${length}` === parts.what)
    case 'routes':
      return routes?.some((route) => route.dst === parts.dst && (route.table ?? 'main') === parts.table && String(route.metric ?? 0) === parts.metric)
    case 'neighbors':
      return neighbors?.some(({ dev, address, state }) => dev === parts.dev && address === parts.what && state === 'PERMANENT')
    case 'proxies':
      return proxies?.some(({ dev, address }) => dev === parts.dev && address === parts.what)
    case 'sysctls':
      return values && Object.hasOwn(values, parts.path)
    default:
      return undefined
  }
}

function whyMissing(kind: KeptKind, devs: readonly (string | null)[], said: string | null, { links }: Host): string {
  const named = devs.filter((dev) => dev !== null)
  const gone = kind === 'bridges' || links === undefined ? undefined : named.find((dev) => !links.some(({ name }) => name === dev))
  if (gone !== undefined) return keptText.noLink(gone)
  const down = kind === 'bridges' || links === undefined ? undefined : named.find((dev) => links.some(({ name, flags }) => name === dev && !flags.includes('UP')))
  if (down !== undefined) return keptText.down(down)
  return said === null ? keptText.takenAway : keptText.refused(said)
}
