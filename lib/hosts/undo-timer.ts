import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'
import { run } from './run'
import { hasSystemd } from './systemd'

const UNIT = /^[0-9a-f]{8,64}$/
/** Roots of the hierarchies in which systemd tells processes of units apart: unified, or (with the others) hybrid and legacy. */
const CGROUPS = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified', '/sys/fs/cgroup/systemd']

/**
 * The timer that takes a change back although the keeper is gone: a transient unit of systemd, or where that cannot be had a process of its own session and control group.
 * `script` is the program that does it; `env` is what it needs to find the store and the engine.
 */
export function createUndoTimer({ script, env, systemd = hasSystemd() }: { script: string; env: Record<string, string>; systemd?: boolean }) {
  return {
    async arm(id: string, seconds: number): Promise<Result<void>> {
      if (!UNIT.test(id)) return fail({ code: 'internal', message: text.changes.internal })
      if (systemd) {
        const settings = Object.entries(env).map(([name, value]) => `--setenv=${name}=${value}`)
        const armed = await run(['systemd-run', `--on-active=${seconds}s`, `--unit=${unitOf(id)}`, '--collect', '--timer-property=AccuracySec=100ms', ...settings, '--', process.execPath, script, id])
        if (armed.ok) return ok(undefined)
      }
      return detached(script, env, id, seconds)
    },

    /** Stops the timer only: a service that it started already has decided, or finds that there is nothing left to do. */
    async disarm(id: string): Promise<void> {
      if (systemd && UNIT.test(id)) await run(['systemctl', 'stop', `${unitOf(id)}.timer`])
    },
  }
}

function unitOf(id: string): string {
  return `dock6-revert-${id}`
}

/** Moves a process out of the keeper's unit: with its unit, systemd ends everything in the control group. Where there are no control groups nobody does that. */
function leaveUnit(pid: number | undefined): void {
  for (const root of CGROUPS) {
    if (pid === undefined || !existsSync(`${root}/cgroup.procs`)) continue
    try {
      mkdirSync(`${root}/dock6-revert`, { recursive: true })
      writeFileSync(`${root}/dock6-revert/cgroup.procs`, String(pid))
    } catch {
      // Not ours to move in: the process waits where it is, and a keeper that comes back does its work.
    }
  }
}

function detached(script: string, env: Record<string, string>, id: string, seconds: number): Promise<Result<void>> {
  return new Promise((resolve) => {
    // A session of its own, so that it outlives the keeper and its terminal.
    const child = spawn(process.execPath, [script, `--after=${seconds}`, id], { detached: true, stdio: 'ignore', env: { ...process.env, ...env } })
    child.on('error', () => resolve(fail({ code: 'command_failed', message: text.changes.timerFailed })))
    child.on('spawn', () => {
      leaveUnit(child.pid)
      child.unref()
      resolve(ok(undefined))
    })
  })
}
