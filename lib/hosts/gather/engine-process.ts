import { readFileSync, readlinkSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { NO_SECRETS, type Sealer } from '../../core/sealed'
import type { UnitFile } from '../../features/engine/config/unit'
import { isLoaded } from '../engine/loaded-config'
import { hasSystemd } from '../systemd'
import { gatherUnit, unitOf } from './engine-unit'

/** Raw facts of the engine's process and its config file. */
export type GatheredEngineProcess = { pid: number | null; commandLine: string[]; startedAt: number | null; configPath: string; configText: string | null; configWrittenAt: number | null; unit: string | null; unitFiles: UnitFile[] }

const PIDFILE = '/var/run/docker.pid'
const DEFAULT_CONFIG = '/etc/docker/daemon.json'
const NAMES = ['dockerd', 'podman']
/** USER_HZ: what /proc counts in, 100 on every architecture that Docker runs on. */
const TICKS_PER_SECOND = 100
/** No daemon.json is this long; a longer file is none. */
const CONFIG_LIMIT = 4 * 1024 * 1024

/**
 * Finds the engine's process, how it was started and when, and reads the config file that it was pointed to and the unit that starts it.
 * Secrets in all of these are sealed here, before anything else sees them.
 */
export function gatherEngineProcess({ seal }: Pick<Sealer, 'seal'> = NO_SECRETS): GatheredEngineProcess {
  const pid = byPidfile() ?? byScan()
  // An engine that is down left no process to ask; its usual unit is where somebody will look then.
  // Where systemd is out of reach, as in a container, no unit can be restarted, whatever the process's control group is called.
  const unit = !hasSystemd() ? null : pid === null ? 'docker.service' : unitOf(pid)
  const commandLine = pid === null ? [] : (read(`/proc/${pid}/cmdline`) ?? '').split('\0').filter((word, i, all) => i < all.length - 1 || word !== '')
  const configPath = configPathOf(commandLine) ?? (pid === null ? DEFAULT_CONFIG : defaultConfig(ownerOf(pid), read(`/proc/${pid}/environ`) ?? ''))
  const started = pid === null ? null : startOf(pid)
  const written = sizeAndTime(configPath)
  const text = written !== null && written.size <= CONFIG_LIMIT ? read(configPath) : null
  return {
    pid,
    commandLine: commandLine.map(seal),
    startedAt: started,
    configPath,
    configText: text === null ? null : seal(text),
    // A reload reads the file as a start does, and leaves no trace in the process.
    configWrittenAt: pid !== null && text !== null && isLoaded(pid, seal(text)) ? started : (written?.at ?? null),
    unit,
    unitFiles: unit === null ? [] : gatherUnit(unit).map((file) => ({ ...file, text: seal(file.text) })),
  }
}

function byPidfile(): number | null {
  const pid = Number(read(PIDFILE)?.trim() ?? '')
  return Number.isInteger(pid) && pid > 0 && isEngine(pid) ? pid : null
}

/** Looks through all processes of this pid namespace; engines inside containers live in others and are not this host's. */
function byScan(): number | null {
  const own = namespace('self')
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry)
    if (Number.isInteger(pid) && isEngine(pid) && namespace(pid) === own) return pid
  }
  return null
}

function isEngine(pid: number): boolean {
  const name = read(`/proc/${pid}/comm`)?.trim() ?? ''
  if (!NAMES.includes(name)) return false
  // `podman` is every podman command; only `podman system service` is an engine.
  return name === 'dockerd' || /\0system\0service\0/.test(read(`/proc/${pid}/cmdline`) ?? '')
}

/** The config file that an engine reads if it is told no other, by the user who runs it (0: root) and the text of its /proc/PID/environ: a rootless one reads that user's (dockerd, getDefaultDaemonConfigFile). */
export function defaultConfig(user: number, environ: string): string {
  if (user === 0) return DEFAULT_CONFIG
  const set = (name: string) => environ.split('\0').find((one) => one.startsWith(`${name}=/`))?.slice(name.length + 1)
  const home = set('HOME')
  const folder = set('XDG_CONFIG_HOME') ?? (home === undefined ? undefined : join(home, '.config'))
  return folder === undefined ? DEFAULT_CONFIG : join(folder, 'docker', 'daemon.json')
}

function ownerOf(pid: number): number {
  try {
    return statSync(`/proc/${pid}`).uid
  } catch {
    return 0
  }
}

function configPathOf(commandLine: string[]): string | null {
  const at = commandLine.findIndex((word) => /^--?config-file(=|$)/.test(word))
  const word = commandLine[at] ?? ''
  const given = at < 0 ? '' : word.includes('=') ? word.slice(word.indexOf('=') + 1) : (commandLine[at + 1] ?? '')
  return given.startsWith('/') ? given : null
}

/** Start time in ms: ticks since the kernel's boot, and the time of that. */
function startOf(pid: number): number | null {
  const stat = read(`/proc/${pid}/stat`) ?? ''
  const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19])
  const boot = Number(/^btime (\d+)$/m.exec(read('/proc/stat') ?? '')?.[1])
  return Number.isFinite(ticks) && Number.isFinite(boot) ? Math.round((boot + ticks / TICKS_PER_SECOND) * 1000) : null
}

function sizeAndTime(path: string): { size: number; at: number } | null {
  try {
    const stat = statSync(path)
    return stat.isFile() ? { size: stat.size, at: Math.round(stat.mtimeMs) } : null
  } catch {
    return null
  }
}

function namespace(pid: number | 'self'): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`)
  } catch {
    return null
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
