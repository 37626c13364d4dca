import type { Rows } from '../../../core/change'
import { ok, type Result } from '../../../core/result'
import { changesEngine as text } from '../../../text/en/changes-engine'
import type { Network } from '../../networks/schema'
import type { FirewallChain } from '../../firewall/schema'
import type { AddressRow } from '../../addresses/schema'
import type { Container } from '../../containers/schema'
import type { Link } from '../../links/schema'
import { refuse } from '../../plan-parts'
import type { RouteRow } from '../../routes/schema'
import type { Engine, EngineSetting } from '../schema'
import { flagsOf, type Flag } from './keys'
import { plainOf, readJson } from './json-text'

/** The one config file that dock6 writes. */
const WRITABLE = '/etc/docker/daemon.json'
const OWN_FLAGS = new Set(['config-file', 'validate'])

/** The host as a change of the engine's settings sees it. `config` is what the file says now, empty if it cannot be understood. */
export type ConfigHost = {
  engine: Engine
  settings: readonly EngineSetting[]
  containers: readonly Container[]
  links: readonly Link[]
  routes: readonly RouteRow[]
  addresses: readonly AddressRow[]
  networks: readonly Network[]
  /** Undefined where nobody asked for it. */
  firewall: readonly FirewallChain[] | undefined
  unit: string
  /** Words of the command line behind the program, as the unit gives them to the engine. */
  flags: string[]
  flagList: Flag[]
  flagsFrom: string | null
  config: Record<string, unknown>
  hadMark: boolean
}

/** Types the rows, or says why the engine's settings cannot be changed on this host. */
export function configHost(rows: Rows): Result<ConfigHost> {
  const of = <T>(name: string) => (rows[name] ?? []) as readonly T[]
  const [engine] = of<Engine>('engine')
  if (!engine) return refuse('', text.unreadable(WRITABLE), 'not_available')
  if (engine.product === 'podman') return refuse('', text.podman, 'not_available')
  if (engine.rootless) return refuse('', text.rootless, 'not_available', text.rootlessHint)
  if (engine.configPath !== WRITABLE) return refuse('', text.otherPath(engine.configPath), 'not_available')
  if (!engine.unit) return refuse('', text.noUnit, 'not_available', text.noUnitHint)
  if (engine.configUnread) return refuse('', text.unreadable(engine.configPath), 'not_available')
  if (engine.configText?.includes('\ufffd')) return refuse('', text.notText(engine.configPath), 'conflict')
  const flags = engine.unitWords ?? engine.commandLine
  return ok({
    engine,
    settings: of('engine-settings'), containers: of('containers'), links: of('links'), routes: of('routes'), addresses: of('addresses'),
    networks: of('networks'),
    firewall: rows['firewall'] as readonly FirewallChain[] | undefined,
    unit: engine.unit,
    flags: withoutOwn(flags.slice(1)),
    flagList: flagsOf(flags),
    flagsFrom: engine.unitFrom,
    config: objectIn(engine.configText ?? '') ?? {},
    hadMark: engine.configText?.startsWith('\ufeff') ?? false,
  })
}

/** The object that a text holds; null if it is none or has faults. An empty text is an engine without settings. */
export function objectIn(content: string): Record<string, unknown> | null {
  const bare = content.replace(/^\ufeff/, '')
  if (bare.trim() === '') return {}
  const { root } = readJson(bare)
  return root?.kind === 'object' ? (plainOf(root) as Record<string, unknown>) : null
}

/** Without the words that the check says itself. */
function withoutOwn(words: readonly string[]): string[] {
  return words.filter((word, n) => !isOwn(word) && !(isOwn(words[n - 1] ?? '') && !words[n - 1]!.includes('=') && words[n - 1] !== '--validate'))
}

function isOwn(word: string): boolean {
  return OWN_FLAGS.has(/^--([a-z-]+)/.exec(word)?.[1] ?? '')
}
