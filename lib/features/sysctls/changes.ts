import { z } from 'zod'
import type { Step } from '../../core/action'
import { defineChange, projected, type Delta, type Plan, type PlanContext, type Rows } from '../../core/change'
import type { Result } from '../../core/result'
import { changesKernel as text } from '../../text/en/changes-kernel'
import { adminWay, type AdminWay } from '../admin-path'
import { addresses } from '../addresses/resource'
import { links } from '../links/resource'
import { neighbors } from '../neighbors/resource'
import { fields, inputObject, kernelRows, planOf, refuse, sysctlStep, type KernelRows } from '../plan-parts'
import { proxies } from '../proxies/resource'
import { sharedPlaces } from '../routes/changes-words'
import { routes } from '../routes/resource'
import type { RouteRow } from '../routes/schema'
import { deafened, learnedDefaults } from './advertised'
import { dropInParts, ownText, type Wished } from './changes-file'
import { valueFor } from './changes-values'
import { wipedFrom } from './changes-wiped'
import { keptValue, SYSCTL_DROP_IN } from './drop-in'
import { sysctlFileRows, sysctls } from './resource'
import type { Sysctl, SysctlFile } from './schema'
import { starved, withoutLearned } from './starving'

const t = text.sysctls

/**
 * `path` under /proc/sys, as the key of the row. `keep`: whether the setting holds after a restart, by a line in dock6's drop-in; left out, the file stays as it is.
 * `protectRa`: before forwarding is turned on, links that live on router advertisements are told to go on taking them.
 */
export const sysctlSet = inputObject({ path: fields.line, value: fields.line, keep: z.boolean({ error: text.input.notFlag }).optional(), protectRa: z.boolean({ error: text.input.notFlag }).default(true) })
export type SysctlSet = z.output<typeof sysctlSet>

/** Writes one kernel setting, with what hangs on it. */
export const setSysctl = defineChange<SysctlSet>({ kind: 'sysctls.set', input: sysctlSet, needs: [sysctls, sysctlFileRows, links, addresses, routes, neighbors, proxies], plan })

/** `shields`: accept_ra of links that are told to go on taking advertisements; kept with the setting, or the next start would lose the route. */
type Parts = { first: Step[]; deltas: Delta[]; warnings: string[]; shields: Sysctl[] }

function plan({ path, value: input, keep, protectRa }: SysctlSet, all: Rows, context: PlanContext): Result<Plan> {
  const rows = kernelRows(all)
  // Only what the rows show may be written: no text of the input ever becomes part of a path.
  const row = rows.sysctls.find((one) => one.key === path)
  if (!row) return refuse('path', t.notThere, 'not_found')
  if (row.key.includes('\ufffd')) return refuse('path', text.input.unreadableName)
  const checked = valueFor(row, input, rows.links)
  if (!checked.ok) return checked
  const value = checked.value
  const files = rows.sysctlFiles
  const kept = keptValue(ownText(files), row.key)
  const wish = keep === undefined ? kept : keep ? value : null
  if (row.value === value) return kept === wish ? refuse('value', t.already(row.key, value), 'conflict') : planFileOnly(row, kept, wish, files)

  const way = adminWay(context.admin, rows.addresses, rows.routes)
  const parts: Parts = { first: [], deltas: [], warnings: [], shields: [] }
  const protectedRa = turnsOnForwarding(row, value) ? raDefaults(rows, protectRa, context.now, parts) : true
  const hit = spread(row, value, rows, parts)
  if (isOf(row, 'disable_ipv6') && value !== '0') {
    const wiped = wipedFrom(hit, 'disabled', rows, context.now)
    parts.first.push(...wiped.steps)
    parts.deltas.push(...wiped.deltas)
    parts.warnings.push(...wiped.warnings)
  }
  // Only these two are read whenever an advertisement comes; all other ways to stop hearing take the routes away at once.
  const changed = [delta(row, value), ...twins(row, rows).map((twin) => delta(twin, value))]
  const runOut = STARVING.some((name) => isOf(row, name)) ? starved(rows, kernelRows(projected(all, changed)), context.now) : { steps: [], deltas: [], routes: [] }
  parts.warnings.push(...runOut.routes.map((one) => t.runsOut(one.dev ?? '')))
  const title = t.set(row.key, value)
  const shields: Wished[] = keep === true ? parts.shields.map(({ key }) => ({ path: key, value: '2' })) : []
  const file = dropInParts(files, [...shields, { path: row.key, value: wish }])
  return planOf({
    title,
    steps: [...parts.first, sysctlStep(title, row.key, value, row.value), ...runOut.steps, ...file.steps],
    deltas: [...changed, ...runOut.deltas, ...parts.deltas, ...file.deltas],
    warnings: [...parts.warnings, ...warnings(row, value, rows), ...startWarnings(row, value, kept, keep)],
    ...riskOf(row, value, hit, way, protectedRa, rows, runOut.routes),
  })
}

function isOf(row: Sysctl, name: string): boolean {
  return row.name === name && row.key.startsWith('net/ipv6/conf/')
}

function turnsOnForwarding(row: Sysctl, value: string): boolean {
  return isOf(row, 'forwarding') && row.dev !== 'default' && value !== '0'
}

/** Settings whose `all` the kernel copies to `default` and to every link when it is written, also when it does not change (measured; addrconf_fixup_forwarding and dev_disable_change of the kernel's net/ipv6/addrconf.c). */
const COPIED = ['forwarding', 'disable_ipv6', 'addr_gen_mode']

/**
 * Adds what else changes with a write, and answers the links that it hits.
 * A link that differs from `all` now is written on its own first: undo runs backwards, so it gets its own value back after `all` has been copied over it.
 */
function spread(row: Sysctl, value: string, rows: KernelRows, parts: Parts): string[] {
  if (row.dev === null || row.dev === 'default') return []
  if (row.dev !== 'all') return [row.dev]
  if (!COPIED.some((name) => isOf(row, name))) return []
  const others = rows.sysctls.filter((one) => one.name === row.name && one.dev !== null && one.dev !== 'all' && one.key.startsWith('net/ipv6/conf/'))
  for (const one of others) if (one.value !== row.value) parts.first.push(sysctlStep(t.set(one.key, value), one.key, value, one.value))
  const changed = others.filter((one) => one.value !== value)
  parts.deltas.push(...changed.map((one) => delta(one, value)))
  parts.warnings.push(t.copied(row.name, changed.length))
  return changed.flatMap((one) => (one.dev === null || one.dev === 'default' ? [] : [one.dev]))
}

/**
 * Turning forwarding on makes the kernel drop default routes that it learned from advertisements on links with accept_ra below 2, at once, and hear no more of them
 * (rt6_purge_dflt_routers of the kernel's net/ipv6/route.c). Answers whether they stay.
 */
function raDefaults(rows: KernelRows, protect: boolean, now: number, parts: Parts): boolean {
  const deaf = deafened(rows)
  for (const own of deaf) {
    const { dev } = own
    parts.warnings.push(protect ? t.protects(dev) : t.losesRa(dev))
    if (!protect) continue
    parts.first.push(sysctlStep(t.set(own.key, '2'), own.key, '2', own.value))
    parts.deltas.push(delta(own, '2'))
    parts.shields.push(own)
  }
  if (protect || deaf.length === 0) return true
  const isShared = sharedPlaces(rows.routes)
  for (const one of learnedDefaults(rows)) {
    const { step, delta: gone } = withoutLearned(one, now, isShared)
    parts.first.push(step)
    parts.deltas.push(gone)
  }
  return false
}

/** What makes a link hear no more routers. */
const STARVING = ['accept_ra', 'accept_ra_defrtr']

/** Two files for one switch of the kernel. */
function twins(row: Sysctl, rows: KernelRows): Sysctl[] {
  const pair = ['net/ipv4/ip_forward', 'net/ipv4/conf/all/forwarding']
  return pair.includes(row.key) ? rows.sysctls.filter((one) => pair.includes(one.key) && one.key !== row.key) : []
}

/** The value holds already; only what holds after a restart is different. */
function planFileOnly(row: Sysctl, kept: string | null, wish: string | null, files: readonly SysctlFile[]): Result<Plan> {
  const file = dropInParts(files, [{ path: row.key, value: wish }])
  return planOf({ title: wish === null ? t.forget(row.key) : t.keep(row.key, wish), ...file, warnings: startWarnings(row, row.value, kept, wish !== null) })
}

/** What other files make of it at the next start, and a kept value that is left behind. */
function startWarnings(row: Sysctl, value: string, kept: string | null, keep: boolean | undefined): string[] {
  const later = (row.setBy ?? []).filter((one) => one.atStart && one.file !== SYSCTL_DROP_IN && fileName(one.file) > fileName(SYSCTL_DROP_IN) && one.value !== value)
  return [
    ...(keep === true ? later.slice(-1).map((one) => t.outdone(one.file, one.line, one.value)) : []),
    ...(keep === undefined && kept !== null && kept !== value ? [t.keptOther(kept)] : []),
  ]
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function delta(row: Sysctl, value: string): Delta {
  return { resource: 'sysctls', label: row.key, match: { key: row.key }, before: { value: row.value }, after: { value } }
}

function warnings(row: Sysctl, value: string, rows: KernelRows): string[] {
  const forwards = ['all', row.dev].some((dev) => rows.sysctls.find((one) => one.key === `net/ipv6/conf/${dev}/forwarding`)?.value === '1')
  const silenced = isOf(row, 'forwarding') && value === '0' ? rows.proxies.filter((one) => row.dev === 'all' || one.dev === row.dev).length : 0
  return [
    ...(isOf(row, 'accept_ra') && row.dev === 'all' ? [t.allDoesNothing] : []),
    ...(isOf(row, 'accept_ra') && value === '1' && forwards ? [t.raIgnored] : []),
    ...(isOf(row, 'addr_gen_mode') ? [t.newAddress] : []),
    ...(row.dev === 'default' ? [t.onlyNew] : []),
    ...(silenced > 0 ? [t.silences(silenced)] : []),
    ...(isOf(row, 'disable_ipv6') && value === '0' ? [t.enabledAlone] : []),
    ...(twins(row, rows).length > 0 ? [t.ipv4All] : []),
  ]
}

function riskOf(row: Sysctl, value: string, hit: readonly string[], way: AdminWay, protectedRa: boolean, rows: KernelRows, runOut: readonly RouteRow[]): Partial<Pick<Plan, 'risk' | 'riskText'>> {
  const onWay = way.remote?.family === 6 && hit.some((dev) => way.devs.has(dev))
  const disables = isOf(row, 'disable_ipv6') && value !== '0'
  const learned = [...way.routes].some((one) => one.protocol === 'ra')
  const starves = way.remote?.family === 6 && runOut.some((one) => way.routes.has(one))
  if (starves || (onWay && (disables || isOf(row, 'mtu')))) return { risk: 'may-disconnect', riskText: t.cuts(row.dev ?? '') }
  if (turnsOnForwarding(row, value) && !protectedRa && way.remote?.family === 6 && learned) return { risk: 'may-disconnect', riskText: t.cutsRa }
  if (disables) return { risk: 'disrupts', riskText: t.disables(row.dev ?? '') }
  const carries = ['forwarding', 'ip_forward'].includes(row.name) && value === '0' && row.dev !== 'default'
  if (carries) return { risk: 'disrupts', riskText: t.stopsForwarding(row.dev === null || row.dev === 'all' ? null : row.dev) }
  if ((!protectedRa && rows.links.length > 0) || runOut.length > 0) return { risk: 'disrupts', riskText: t.dropsRa }
  return {}
}
