import Dockerode from 'dockerode'
import type { EngineAct, Json, MadeNetwork } from '../../core/action'
import { fail, ok, type Result } from '../../core/result'
import { NO_SECRETS, type Sealer } from '../../core/sealed'
import { text } from '../../text/en'
import { askContainer } from './act-container'
import { BRIDGE_NAME, orphansAway, type Listed } from './orphans'
import { EngineFault, engineProblem, isGone } from './problems'
import { segment } from './segment'
import { negotiate } from './version'

/** Removing a bridge with many firewall rules takes the engine seconds. */
const ACT_MS = 60_000
/** A container may ask for as long as it likes to stop (`--stop-timeout`). */
const STOP_MS = 10 * 60_000

/** What the engine says when things already are as wished. Docker 20.10 to 29 and Podman; believed only when an act may have been done before. */
const ALREADY: Record<EngineAct['act'], RegExp> = {
  'network-create': /already exists|already used/i,
  'network-remove': /not found|no such network/i,
  'network-connect': /already exists in network|already connected|already attached/i,
  'network-disconnect': /not connected to|not found|no such (network|container)/i,
  // These look themselves how things are.
  'container-rename': /^$/,
  'container-start': /^$/,
  'container-stop': /^$/,
  'container-remove': /^$/,
  'container-clone': /^$/,
  'container-create': /^$/,
  'container-await': /^$/,
}

/** Asks the engine to change something: these acts, and nothing else ever. */
export function createEngineAct(socketPath: string, { timeoutMs = ACT_MS, sealer = NO_SECRETS }: { timeoutMs?: number; sealer?: Pick<Sealer, 'open'> } = {}) {
  return async function perform(act: EngineAct, { again, failed = false }: { again: boolean; failed?: boolean }): Promise<Result<string>> {
    const call = callOf(act)
    try {
      const spoken = await within(call, timeoutMs, new Dockerode({ socketPath }).version())
      const api = negotiate(spoken)
      const docker = new Dockerode({ socketPath, version: `v${api}` })
      const limit = act.act === 'container-stop' ? STOP_MS : act.act === 'container-await' ? act.seconds * 1000 + timeoutMs : timeoutMs
      return ok(await within(call, limit, ask(docker, act, { again, failed, api, sealer })))
    } catch (error) {
      const problem = engineProblem(error, call, socketPath)
      return again && problem.code === 'engine_refused' && ALREADY[act.act].test(problem.evidence?.text ?? '') ? ok('') : fail(problem)
    }
  }
}

async function ask(docker: Dockerode, act: EngineAct, how: { again: boolean; failed: boolean; api: string; sealer: Pick<Sealer, 'open'> }): Promise<string> {
  switch (act.act) {
    case 'network-create':
    case 'network-remove':
    case 'network-connect':
    case 'network-disconnect':
      await askNetwork(docker, act, how.again)
      return ''
    default:
      return askContainer(docker, act, how)
  }
}

async function askNetwork(docker: Dockerode, act: EngineAct & { act: `network-${string}` }, again: boolean): Promise<unknown> {
  switch (act.act) {
    case 'network-create':
      if (again) await sweep(docker, madeOf(act.body))
      // Before API 1.44 an engine takes the same name twice unless asked not to; later ones ignore the word.
      // Without `_query` dockerode would say all of it twice, in the path too.
      return docker.createNetwork({ _query: {}, _body: { ...(act.body as object), Name: act.name, CheckDuplicate: true } } as unknown as Dockerode.NetworkCreateOptions)
    case 'network-remove':
      await docker.getNetwork(segment(act.network)).remove().catch((error: unknown) => (again && isGone(error) ? null : Promise.reject(error as Error)))
      return act.made && sweep(docker, act.made)
    case 'network-connect':
      return docker.getNetwork(segment(act.network)).connect({ Container: act.container, ...(act.endpoint === null ? {} : { EndpointConfig: act.endpoint as object }) })
    case 'network-disconnect':
      return docker.getNetwork(segment(act.network)).disconnect({ Container: act.container, Force: act.force })
  }
}

/** What an engine that fell in the middle left of a network. */
async function sweep(docker: Dockerode, made: MadeNetwork): Promise<void> {
  if (made.subnets.length === 0) return
  const swept = await orphansAway(made, (await docker.listNetworks()) as Listed[])
  if (!swept.ok) throw new EngineFault(swept.problem)
}

function madeOf(body: Json): MadeNetwork {
  const { IPAM, Options } = body as { IPAM?: { Config?: { Subnet?: string }[] | null }; Options?: Record<string, string> | null }
  return { subnets: (IPAM?.Config ?? []).flatMap(({ Subnet }) => Subnet ?? []), bridge: Options?.[BRIDGE_NAME] ?? null }
}

function callOf(act: EngineAct): string {
  switch (act.act) {
    case 'network-create':
      return `POST /networks/create (${act.name})`
    case 'network-remove':
      return `DELETE /networks/${act.network}`
    case 'network-connect':
      return `POST /networks/${act.network}/connect (${act.container})`
    case 'network-disconnect':
      return `POST /networks/${act.network}/disconnect (${act.container})`
    case 'container-rename':
      return `POST /containers/${act.container}/rename (${act.name})`
    case 'container-start':
    case 'container-stop':
      return `POST /containers/${act.container}/${act.act === 'container-start' ? 'start' : 'stop'}`
    case 'container-remove':
      return `DELETE /containers/${act.container}`
    case 'container-create':
    case 'container-clone':
      return `POST /containers/create (${act.name})`
    case 'container-await':
      return `GET /containers/${act.container}/json`
  }
}

function within<T>(call: string, timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new EngineFault({ code: 'timed_out', message: text.engine.timedOut(call, timeoutMs) })), timeoutMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
