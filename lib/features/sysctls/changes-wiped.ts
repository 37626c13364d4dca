import type { Step } from '../../core/action'
import type { Delta, Plan } from '../../core/change'
import { eui64, formatAddress, parseAddress } from '../../core/ip'
import { changesKernel as text } from '../../text/en/changes-kernel'
import { restorable } from '../addresses/changes'
import { addWords, deleteWords } from '../addresses/changes-words'
import { proxyRules } from '../../text/en/proxy-rules'
import type { AddressRow } from '../addresses/schema'
import type { Link } from '../links/schema'
import { DONE, execStep, sysctlStep, type KernelRows } from '../plan-parts'
import { routeBack, routeLabel, routeSpec, routeWords, sharedPlaces } from '../routes/changes-words'

const t = text.sysctls
const LINK_LOCAL = 0xfe80n << 112n

/**
 * What goes when IPv6 is taken from links (addrconf_ifdown of the kernel's net/ipv6/addrconf.c): each thing that nobody would bring back is taken away by a step of its own,
 * because the way back of that step makes it again. Undo runs backwards, so the order is what hangs on what: proxies, neighbors, routes, addresses; the switch itself comes last.
 */
export function wipedFrom(devs: readonly string[], how: 'disabled' | 'deleted', rows: KernelRows, now: number): Pick<Plan, 'steps' | 'deltas' | 'warnings'> {
  const steps: Step[] = []
  const deltas: Delta[] = []
  const warnings: string[] = []
  const isHit = (dev: string | null) => dev !== null && devs.includes(dev)
  // When IPv6 comes back to a link, its own MTU is that of the link again (addrconf_notify, NETDEV_UP); all other settings stay.
  for (const row of how === 'deleted' ? [] : rows.sysctls.filter(({ name, dev, key }) => name === 'mtu' && isHit(dev) && key.startsWith('net/ipv6/conf/'))) {
    const usual = String(rows.links.find(({ name }) => name === row.dev)?.mtu ?? row.value)
    if (usual === row.value) continue
    steps.push(sysctlStep(t.set(row.key, usual), row.key, usual, row.value))
    deltas.push({ resource: 'sysctls', label: row.key, match: { key: row.key }, before: { value: row.value }, after: { value: usual } })
  }
  // What a rule keeps comes back by the rule.
  const ruled = rows.proxies.filter((row) => isHit(row.dev) && row.rule)
  if (ruled.length > 0) warnings.push(proxyRules.ruleEntriesReturn(ruled.length))
  for (const { address, dev, protocol } of rows.proxies.filter((row) => isHit(row.dev) && !row.rule)) {
    const place = ['proxy', address, 'dev', dev]
    steps.push(execStep(t.wipeProxy(address), ['ip', '-6', 'neigh', 'del', ...place], DONE.neighborGone, { argv: ['ip', '-6', 'neigh', 'add', ...place, ...(protocol ? ['proto', protocol] : [])], done: [] }))
    deltas.push({ resource: 'proxies', label: `${address} dev ${dev}`, match: { dev, address }, before: {}, after: null })
  }
  for (const { address, dev, mac } of rows.neighbors.filter((row) => isHit(row.dev) && row.family === 6 && row.state === 'PERMANENT' && row.mac)) {
    const place = ['to', address, 'dev', dev]
    steps.push(execStep(t.wipeNeighbor(address), ['ip', '-6', 'neigh', 'del', ...place], DONE.neighborGone, { argv: ['ip', '-6', 'neigh', 'add', ...place, 'lladdr', mac ?? '', 'nud', 'permanent'], done: DONE.neighborThere }))
    deltas.push({ resource: 'neighbors', label: `${address} dev ${dev}`, match: { dev, address, state: 'PERMANENT' }, before: { mac }, after: null })
  }
  const sources = new Set<string>()
  const isShared = sharedPlaces(rows.routes)
  for (const row of rows.routes) {
    if (row.family !== 6 || row.table === 'local') continue
    const hops = (row.nexthops ?? []).map((hop) => hop.dev)
    const whole = hops.length > 0 && hops.every(isHit)
    // A next hop on a link without IPv6 is only marked dead (fib6_ifdown); one on a link that is gone is lost.
    if (how === 'deleted' && !whole && hops.some(isHit)) warnings.push(t.multipath(row.dst))
    // The kernel's own come back with the addresses. Routes that refuse hang on lo.
    if (!(isHit(row.dev) || whole) || row.protocol === 'kernel') continue
    if (row.carrier) {
      warnings.push(text.routes.notBack(row.dst, row.carrier))
      continue
    }
    const spec = routeSpec(row, now)
    if (row.src) sources.add(row.src)
    steps.push(execStep(t.wipeRoute(routeLabel(spec)), routeWords('del', spec), DONE.routeGone, routeBack(spec, isShared)))
    deltas.push({ resource: 'routes', label: routeLabel(spec), match: { family: 6, dst: spec.dst, type: spec.type, table: spec.table, metric: spec.metric, via: spec.via, dev: row.dev ?? null }, before: { protocol: spec.protocol, metrics: spec.metrics }, after: null })
  }
  const byName = new Map(rows.links.map((row) => [row.name, row]))
  for (const row of rows.addresses) {
    const { dev } = row
    if (row.container || !isHit(dev) || row.family !== 6 || row.kind === 'loopback' || isMadeByKernel(row, byName.get(dev))) continue
    // Made from an advertised one, and only by the kernel (RFC 8981).
    if (row.flags?.includes('temporary')) {
      warnings.push(t.advertised(row.address))
      continue
    }
    const { spec } = restorable(row, rows, now)
    // A route's source must not be tentative (ipv6_chk_addr), and the routes come back at once.
    const flags = sources.has(row.address) ? [...spec.flags, 'nodad'] : spec.flags
    steps.push(execStep(t.wipeAddress(row.address), deleteWords(spec), DONE.addressGone, { argv: addWords({ ...spec, flags }), done: DONE.addressThere }))
    deltas.push({ resource: 'addresses', label: `${row.address}/${row.length} dev ${dev}`, match: { container: null, dev, address: row.address, length: row.length }, before: {}, after: null })
  }
  return { steps, deltas, warnings }
}

/** Link-local addresses that the kernel makes by itself, out of the MAC or a secret. */
function isMadeByKernel(row: AddressRow, link: Link | undefined): boolean {
  if (row.kind !== 'link-local') return false
  const parsed = parseAddress(row.address)
  const made = link?.mac ? eui64(LINK_LOCAL, link.mac) : null
  return (row.flags ?? []).includes('stable-privacy') || (parsed.ok && made !== null && formatAddress(6, made) === row.address)
}
