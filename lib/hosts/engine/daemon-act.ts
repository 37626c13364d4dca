import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Dockerode from 'dockerode'
import type { DaemonAct } from '../../core/action'
import { evidence } from '../../core/problem'
import { fail, ok, type Result } from '../../core/result'
import type { Sealer } from '../../core/sealed'
import { DONE } from '../../features/plan-parts'
import { withoutRules6, type Rules6 } from '../../features/engine/rules6'
import { text } from '../../text/en'
import { run } from '../run'
import { EngineFault, engineProblem } from './problems'
import { forwardingBack, hearRouters } from './forwarding'
import { noteLoaded, runsWithFile } from './loaded-config'
import { isPlainSegment } from './segment'

/** Stopping containers takes their grace time, and an engine may sort out its storage at a start. */
const RESTART_MS = 120_000
const POLL_MS = 250
/** A reload is a matter of milliseconds. */
const RELOAD_MS = 10_000
const START_MS = 60_000
/** Containers that share another's namespaces start only after it. */
const ROUNDS = 4
/** On the way back: systemd may still be busy with an automatic restart of its own. */
const ATTEMPTS = 2
const UNIT = /^[\w@.:-]+\.service$/
const PROGRAM = /^\/(?:[\w.-]+\/)*dockerd$/
/** Lines of the engine's own words that go with a Problem. */
const LAST_LINES = 12

/** Acts on the engine's own process: checks a file before it is put in place, restarts, reloads, starts what ran before. */
export function createDaemonAct(socketPath: string, { seal, open }: Sealer) {
  return async function perform(act: DaemonAct, { again }: { again: boolean }): Promise<Result<string>> {
    switch (act.act) {
      case 'note':
        return ok('')
      case 'check':
        return check(act)
      case 'restart':
        return restart(act, again ? ATTEMPTS : 1)
      case 'reload':
        return reload(act, again)
      case 'run':
        return runAll(act.containers)
      case 'bridge6-away':
        return takeBridgeAddressesAway(act)
      case 'routers-heard':
        return hearRouters(act.links)
      case 'forwarding-back':
        return putForwardingBack(act)
      case 'rules6-away':
        return takeRulesAway(act)
    }
  }

  /** `dockerd --validate` on the candidate in a folder that only root can look into, with the flags of the unit: it finds what both of them say. */
  async function check({ program, flags, content }: DaemonAct & { act: 'check' }): Promise<Result<string>> {
    if (!PROGRAM.test(program)) return fail({ code: 'not_available', message: text.changesEngine.noProgram(program) })
    const opened = open(content)
    const words = flags.map(open)
    const unknown = [opened, ...words].find((one) => 'unknown' in one)
    if (unknown && 'unknown' in unknown) return fail({ code: 'bad_input', message: text.changes.unknownSecret(unknown.unknown) })
    const folder = await mkdtemp(join(tmpdir(), `dock6-${randomBytes(4).toString('hex')}-`))
    try {
      const file = join(folder, 'daemon.json')
      await writeFile(file, 'text' in opened ? opened.text : '', { mode: 0o600, flag: 'wx' })
      const result = await run([program, '--validate', '--config-file', file, ...words.map((word) => ('text' in word ? word.text : ''))], { timeoutMs: 30_000 })
      if (result.ok) return ok('')
      const said = seal((result.problem.evidence?.text ?? '').replaceAll(file, 'daemon.json'))
      return fail({ code: 'conflict', message: text.changesEngine.checkRefused, evidence: evidence('dockerd --validate', said) })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  /** Restarts the engine and waits until it answers. After failed starts systemd refuses more of them for a while; that is forgotten first. */
  async function restart({ unit, waitS }: DaemonAct & { act: 'restart' }, attempts: number): Promise<Result<string>> {
    if (!UNIT.test(unit)) return fail({ code: 'bad_input', message: text.changesEngine.noUnit })
    // On the way back there may be nothing to do: what failed came before the file was touched, or this was done already.
    if (attempts > 1 && runsWithFile() && (await answers(0)).ok) return ok('')
    const since = Math.floor(Date.now() / 1000)
    let result: Result<string> = ok('')
    for (let n = 0; n < attempts; n++) {
      for (const one of [unit, unit.replace(/\.service$/, '.socket')]) await run(['systemctl', 'reset-failed', one])
      result = await run(['systemctl', 'restart', unit], { timeoutMs: RESTART_MS })
      if (result.ok) result = await answers(waitS)
      if (result.ok) return ok('')
    }
    const said = await lastWords(unit, since)
    return result.ok ? result : fail({ code: 'command_failed', message: text.changesEngine.notStarted(reasonIn(said)), evidence: evidence(`journalctl -u ${unit}`, said || (result.problem.evidence?.text ?? '')) })
  }

  /** The signal alone says nothing: only the event tells that the engine has taken the file over. An engine that died of it, or of what came before, is started on the way back. */
  async function reload({ unit, waitS }: DaemonAct & { act: 'reload' }, again: boolean): Promise<Result<string>> {
    if (!UNIT.test(unit)) return fail({ code: 'bad_input', message: text.changesEngine.noUnit })
    if (again && !(await answers(0)).ok) return restart({ act: 'restart', unit, waitS }, ATTEMPTS)
    const since = Date.now()
    const result = await run(['systemctl', 'reload', unit])
    if (!result.ok) return result
    if (await isReloaded(since)) {
      noteLoaded(seal)
      return ok('')
    }
    const said = await lastWords(unit, Math.floor(since / 1000))
    return fail({ code: 'command_failed', message: text.changesEngine.notReloaded, ...(said ? { evidence: evidence(`journalctl -u ${unit}`, said) } : {}) })
  }

  async function isReloaded(since: number): Promise<boolean> {
    const docker = new Dockerode({ socketPath, timeout: 5000 })
    for (const until = Date.now() + RELOAD_MS; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, POLL_MS))) {
      try {
        const stream = (await docker.getEvents({ since: since / 1000, until: Date.now() / 1000, filters: { type: ['daemon'], event: ['reload'] } })) as AsyncIterable<Buffer>
        for await (const chunk of stream) if (String(chunk).includes('reload')) return true
      } catch {
        // It may just be going down; the time decides.
      }
    }
    return false
  }

  async function answers(waitS: number): Promise<Result<string>> {
    const until = Date.now() + waitS * 1000
    for (;;) {
      try {
        await new Dockerode({ socketPath, timeout: 5000 }).version()
        return ok('')
      } catch (error) {
        if (Date.now() >= until) return fail(engineProblem(error, 'GET /version', socketPath))
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
    }
  }

  async function putForwardingBack(act: DaemonAct & { act: 'forwarding-back' }): Promise<Result<string>> {
    let networks
    try {
      networks = await new Dockerode({ socketPath, timeout: 5000 }).listNetworks()
    } catch (error) {
      return fail(engineProblem(error, 'GET /networks', socketPath))
    }
    return forwardingBack(act, networks)
  }

  async function lastWords(unit: string, since: number): Promise<string> {
    const lines = await run(['journalctl', '-u', unit, '--since', `@${since}`, '-n', '200', '--no-pager', '-o', 'cat'])
    if (!lines.ok) return ''
    const own = lines.value.split('\n').filter((line) => line.trim() !== '' && !/^(Starting|Started|Stopping|Stopped|Scheduled) |level=(info|debug)/i.test(line))
    return seal(own.slice(-LAST_LINES).join('\n'))
  }

  /** Starts containers that do not run. One that runs already is as wished; one that another holds up is tried again after the others. */
  async function runAll(containers: readonly { id: string; name: string }[]): Promise<Result<string>> {
    const docker = new Dockerode({ socketPath, timeout: START_MS })
    let left = containers
    let problem = null
    for (let round = 0; round < ROUNDS && left.length > 0; round++) {
      const failed: { id: string; name: string }[] = []
      for (const container of left) {
        const why = await start(docker, container)
        if (why === null) continue
        problem = { ...why, message: text.changesEngine.notRunning(container.name) }
        failed.push(container)
      }
      left = failed
    }
    return left.length > 0 && problem ? fail(problem) : ok('')
  }

  async function start(docker: Dockerode, { id, name }: { id: string; name: string }) {
    const call = `POST /containers/${name}/start`
    try {
      if (!isPlainSegment(id)) throw new EngineFault({ code: 'bad_input', message: text.changes.engineName(id) })
      await docker.getContainer(id).start()
      return null
    } catch (error) {
      // 304: it runs already, by its restart policy.
      return (error as { statusCode?: number }).statusCode === 304 ? null : engineProblem(error, call, socketPath)
    }
  }
}

async function takeBridgeAddressesAway({ dev, routes, linkLocal }: DaemonAct & { act: 'bridge6-away' }): Promise<Result<string>> {
  const commands: [string[], readonly string[]][] = [
    [['ip', '-6', 'address', 'flush', 'dev', dev, 'scope', 'global'], []],
    ...routes.map((route): [string[], readonly string[]] => [['ip', '-6', 'route', 'del', route, 'dev', dev], DONE.routeGone]),
    ...(linkLocal ? [[['ip', '-6', 'address', 'del', 'fe80::1/64', 'dev', dev], DONE.addressGone] as [string[], readonly string[]]] : []),
  ]
  for (const [argv, gone] of commands) {
    const result = await run(argv)
    const said = result.ok ? '' : (result.problem.evidence?.text ?? '')
    // An engine without the bridge has taken everything on it along.
    if (!result.ok && ![...gone, 'does not exist', 'Cannot find device'].some((words) => said.includes(words))) return result
  }
  return ok('')
}

async function takeRulesAway(rules: Rules6): Promise<Result<string>> {
  const saved = await run(['ip6tables-save'])
  // Without the tool the engine has written nothing.
  if (!saved.ok) return saved.problem.code === 'command_missing' ? ok('') : saved
  const input = withoutRules6(saved.value, rules)
  return input === '' ? ok('') : run(['ip6tables-restore', '--noflush'], { input })
}

/** The sentence of the engine that says why it gave up: its last fatal line, else its last line without a level; the words of systemd about it are none. */
export function reasonIn(lines: string): string | null {
  const own = lines.split('\n').filter((line) => line.trim() !== '' && !/^[\w@.:-]+\.service: |^Failed to start |^time="[^"]*" level=(info|debug|warning)/.test(line)).toReversed()
  const line = own.find((one) => /failed to start daemon|unable to configure|level=fatal/i.test(one)) ?? own.find((one) => !/\blevel=/.test(one)) ?? own[0]
  if (!line) return null
  const message = /\bmsg="((?:[^"\\]|\\.)*)"/.exec(line)?.[1]?.replaceAll('\\"', '"')
  return (message ?? line).trim().slice(0, 300)
}
