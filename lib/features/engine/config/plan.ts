import type { Action, Step } from '../../../core/action'
import { emptyPlan, type Delta, type Plan, type PlanContext, type Risk, type Rows } from '../../../core/change'
import { hashOfText } from '../../../core/file-hash'
import { ok, type Result } from '../../../core/result'
import { changesEngine as text } from '../../../text/en/changes-engine'
import { adminWay } from '../../admin-path'
import type { Container } from '../../containers/schema'
import { beforeForwarding } from '../../networks/forwarding'
import type { EngineSetting } from '../schema'
import type { ConfigHost } from './host'
import { bridgeBack, givesBridge6, rulesBack } from './way-back'
import { configKey } from './keys'
import type { Finding } from './judge'

/** How long a restarted engine may take until it answers, in seconds. */
const WAIT_S = 60
/** Links that the engine takes down and makes anew when it starts. */
const ENGINE_LINK = /^(docker0|docker_gwbridge|br-[0-9a-f]{12})$/

type Changed = { key: string; before: unknown; after: unknown }

/**
 * The plan that puts a new text in the place of the engine's config file. Undo runs from the last step to the first, so what has to come last on the way back
 * (start the containers, restart the engine) stands before the write, with a do that only takes note.
 */
export function configPlan(host: ConfigHost, { text: after, config }: { text: string; config: Record<string, unknown> }, findings: readonly Finding[], rows: Rows, context: PlanContext): Result<Plan> {
  const { engine, unit } = host
  const changed = changedKeys(host.config, config)
  const live = changed.length > 0 && !engine.restartNeeded && changed.every(({ key }) => configKey(key)?.reload === true)
  const keeps = engine.liveRestore === true && config['live-restore'] !== false
  const runs = live ? [] : host.containers.filter(({ state }) => state === 'running' || state === 'restarting' || state === 'paused').filter(({ autoRemove }) => keeps || autoRemove !== true)
  const back = [rulesBack(host, config), bridgeBack(host, config, keeps && runs.length > 0)]
  const forwarding = live || !givesBridge6(host, config) ? null : beforeForwarding({ name: 'bridge', driver: 'bridge', ipv6: true }, { ...host.engine, configText: after }, rows)
  const steps = [...checkSteps(host, after), ...(forwarding?.steps ?? []), ...actSteps(host, after, runs, back.flatMap(({ steps: some }) => some), live ? { type: 'daemon', act: 'reload', unit, waitS: WAIT_S } : { type: 'daemon', act: 'restart', unit, waitS: WAIT_S })]
  const { risk, riskText } = riskOf(host, runs, live, keeps, context)
  return ok({
    ...emptyPlan(text.title(changed.map(({ key }) => key))),
    steps,
    deltas: [fileDelta(host, after, live), ...settingDeltas(host.settings, changed), ...containerDeltas(runs), ...back.flatMap(({ deltas }) => deltas), ...(forwarding?.deltas ?? [])],
    warnings: [...warningsOf(host, changed, findings, live, keeps), ...(forwarding?.warnings ?? [])],
    risk,
    riskText,
    commands: [],
  })
}

function checkSteps({ engine, flags }: ConfigHost, content: string): Step[] {
  if (engine.capabilities.validateConfig.state !== 'available') return []
  return [{ title: text.steps.check, do: { type: 'daemon', act: 'check', program: engine.commandLine[0] ?? '', flags, content }, undo: null }]
}

function actSteps({ engine }: ConfigHost, after: string, runs: readonly Container[], back: readonly Step[], apply: Action): Step[] {
  const path = engine.configPath
  const before = engine.configText
  const noteEngine: Action = { type: 'daemon', act: 'note', what: text.notes.engine }
  const noteRuns: Action = { type: 'daemon', act: 'note', what: text.notes.containers(runs.map(({ name }) => name)) }
  const run: Action = { type: 'daemon', act: 'run', containers: runs.map(({ id, name }) => ({ id, name })) }
  const some = runs.length > 0
  return [
    ...(some ? [{ title: text.steps.noteContainers(runs.length), do: noteRuns, undo: run }] : []),
    ...back,
    { title: text.steps.noteEngine, do: noteEngine, undo: apply },
    { title: text.steps.write(path), do: { type: 'write-file', path, content: after, ifHash: hashOfText(before) }, undo: { type: 'write-file', path, content: before, ifHash: hashOfText(after) } },
    { title: apply.type === 'daemon' && apply.act === 'reload' ? text.steps.reload : text.steps.restart, do: apply, undo: noteEngine },
    ...(some ? [{ title: text.steps.run(runs.length), do: run, undo: noteRuns }] : []),
  ]
}

/** The keys whose values differ, in the order of the new file, removed ones last. */
export function changedKeys(before: Record<string, unknown>, after: Record<string, unknown>): Changed[] {
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])]
  return keys.map((key) => ({ key, before: before[key], after: after[key] })).filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after))
}

function fileDelta({ engine }: ConfigHost, after: string, live: boolean): Delta {
  // Only the way there promises that nothing waits any more: before, something may have.
  return { resource: 'engine', label: engine.configPath, match: { key: 'engine' }, before: { configText: engine.configText }, after: { configText: after, ...(live ? {} : { restartNeeded: false }) } }
}

function settingDeltas(settings: readonly EngineSetting[], changed: readonly Changed[]): Delta[] {
  return changed.flatMap(({ key, after }): Delta[] => {
    const row = settings.find((one) => one.key === key)
    // A flag says something else: what the file says of it is refused elsewhere.
    if (!row || row.from === 'flag') return []
    const gone = after === undefined || after === null
    const next = gone ? { value: row.defaultValue ?? 'null', from: 'default' } : { value: JSON.stringify(after), from: 'file' }
    return [{ resource: 'engine-settings', label: key, match: { key }, before: { value: row.value, from: row.from }, after: next }]
  })
}

function containerDeltas(runs: readonly Container[]): Delta[] {
  return runs.filter(({ state }) => state === 'running').map(({ id, name }) => ({ resource: 'containers', label: name, match: { id }, before: { state: 'running' }, after: { state: 'running' } }))
}

function riskOf(host: ConfigHost, runs: readonly Container[], live: boolean, keeps: boolean, { admin }: PlanContext): { risk: Risk; riskText: string } {
  if (live) return { risk: 'safe', riskText: text.risk.reload }
  const names = runs.map(({ name }) => name)
  const words = names.length === 0 ? text.risk.none : keeps ? text.risk.kept(names) : text.risk.stops(names)
  const cut = [...adminWay(admin, host.addresses, host.routes).devs].find((dev) => ENGINE_LINK.test(dev))
  return cut === undefined ? { risk: 'restarts-engine', riskText: words } : { risk: 'may-disconnect', riskText: `${words} ${text.risk.cuts(cut)}` }
}

function warningsOf(host: ConfigHost, changed: readonly Changed[], findings: readonly Finding[], live: boolean, keeps: boolean): string[] {
  const { engine, containers } = host
  const scoped = (scope: string) => changed.map(({ key }) => key).filter((key) => configKey(key)?.scope === scope)
  const names = (state: (one: Container) => boolean) => containers.filter(state).map(({ name }) => name)
  const removed = names(({ state, autoRemove }) => state === 'running' && autoRemove === true)
  const paused = names(({ state }) => state === 'paused')
  const touched = new Set(changed.map(({ key }) => key))
  return [
    ...findings.filter(({ level, key }) => level === 'warn' && touched.has(key)).map(({ message }) => message),
    ...(scoped('docker0').length > 0 ? [text.warn.onlyDefault(scoped('docker0'))] : []),
    ...(scoped('new').length > 0 ? [text.warn.onlyNew(scoped('new'))] : []),
    ...(live ? [] : [
      ...(engine.restartNeeded ? [text.warn.pending(engine.configPath)] : []),
      ...(keeps && containers.some(({ state }) => state === 'running') ? [text.warn.liveRestoreHides] : []),
      ...(!keeps && removed.length > 0 ? [text.warn.autoRemove(removed)] : []),
      ...(!keeps && paused.length > 0 ? [text.warn.paused(paused)] : []),
    ]),
    ...(engine.capabilities.validateConfig.state === 'available' ? [] : [text.warn.noCheck]),
    ...(host.hadMark ? [text.warn.bom] : []),
  ]
}
