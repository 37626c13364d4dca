import type Dockerode from 'dockerode'
import { PASSING_NAME, type EngineAct } from '../../core/action'
import type { Sealer } from '../../core/sealed'
import { cloneBody } from '../../features/containers/clone'
import { readInspect } from '../../features/containers/inspection'
import { text } from '../../text/en'
import { createText } from '../../text/en/changes-create'
import { awaitContainer } from './await-container'
import { EngineFault, isGone } from './problems'
import { segment } from './segment'

type ContainerAct = EngineAct & { act: `container-${string}` }

/** Performs what is done to containers. `again`: it may have been done before, so each looks how things are. `failed`: it takes back a change that did not get to its end. */
export async function askContainer(docker: Dockerode, act: ContainerAct, { again, failed, api, sealer }: { again: boolean; failed: boolean; api: string; sealer: Pick<Sealer, 'open'> }): Promise<string> {
  const named = (name: string) => docker.getContainer(segment(name))
  switch (act.act) {
    case 'container-rename':
      // Whoever has the name already is not touched: it is the one that was renamed, or a stranger.
      if (again && (await inspectOf(docker, act.name))) return ''
      await named(act.container).rename({ name: act.name })
      return ''
    case 'container-start':
      await unlessDone(named(act.container).start())
      return ''
    case 'container-stop':
      if (again && !(await inspectOf(docker, act.container))) return ''
      await unlessDone(named(act.container).stop(act.seconds === null ? {} : { t: act.seconds }))
      return ''
    case 'container-remove':
      if (!PASSING_NAME.test(act.container)) throw new EngineFault({ code: 'not_permitted', message: text.changesContainers.notOurs(act.container) })
      return remove(docker, act, { again, failed })
    case 'container-create':
      return create(docker, act, again, sealer)
    case 'container-clone':
      return clone(docker, act, again, api)
    case 'container-await':
      // What is taken back in the middle shall be as it was, working or not.
      if (failed) return ''
      return awaitContainer(() => named(act.container).inspect(), () => tailOf(docker, act.container), act)
  }
}

async function remove(docker: Dockerode, { container, fresh }: ContainerAct & { act: 'container-remove' }, { again, failed }: { again: boolean; failed: boolean }): Promise<string> {
  const there = again || fresh ? await inspectOf(docker, container) : null
  if (again && !there) return ''
  // Nothing was ever written to the volumes of one that never ran, and nobody has used those of one that never got to work. The engine takes only those without a name that it made for this container.
  await docker.getContainer(segment(container)).remove({ force: true, v: fresh === true && (failed || there?.State.Status === 'created') })
  return ''
}

/** Makes a container, not running. One that a crash left under the passing name never ran, and is made anew. */
async function create(docker: Dockerode, { name, body }: ContainerAct & { act: 'container-create' }, again: boolean, { open }: Pick<Sealer, 'open'>): Promise<string> {
  const there = again ? await inspectOf(docker, name) : null
  if (there && there.State.Status !== 'created') return ''
  if (there && PASSING_NAME.test(name)) await docker.getContainer(there.Id).remove({ force: true, v: true })
  const { Env, Cmd, ...rest } = body as { Env?: string[]; Cmd?: string[] }
  const opened = (texts: readonly string[]) =>
    texts.map((sealed) => {
      const answer = open(sealed)
      if ('unknown' in answer) throw new EngineFault({ code: 'not_available', message: createText.unknown })
      return answer.text
    })
  await docker.createContainer({ _query: { name }, _body: { ...rest, ...(Env ? { Env: opened(Env) } : {}), ...(Cmd ? { Cmd: opened(Cmd) } : {}) } } as unknown as Dockerode.ContainerCreateOptions)
  return ''
}

/** Makes the clone whole, or not at all. One that was left half made by a crash is made anew: it never ran. */
async function clone(docker: Dockerode, { from, name, change }: ContainerAct & { act: 'container-clone' }, again: boolean, api: string): Promise<string> {
  const there = again ? await inspectOf(docker, name) : null
  if (there && there.State.Status !== 'created') return ''
  if (there && PASSING_NAME.test(name)) await docker.getContainer(there.Id).remove({ force: true, v: false })
  const original = await docker.getContainer(segment(from)).inspect()
  const read = readInspect(original)
  if (!read.ok) throw new EngineFault(read.problem)
  const { Image, Config } = read.value
  const [own, tagged] = await Promise.all([imageOf(docker, Image), imageOf(docker, String(Config.Image ?? Image))])
  const made = cloneBody(original, { own, tagged: tagged?.Id ?? null }, change, api)
  if (!made.ok) throw new EngineFault(made.problem)
  const { body, platform, connect, disconnect } = made.value
  // Without `_query` dockerode would say all of it in the path too.
  const container = await docker.createContainer({ _query: { name, ...(platform === null ? {} : { platform }) }, _body: body } as unknown as Dockerode.ContainerCreateOptions)
  try {
    for (const network of disconnect) await docker.getNetwork(segment(network)).disconnect({ Container: container.id, Force: true })
    for (const { network, endpoint } of connect) await docker.getNetwork(segment(network)).connect({ Container: container.id, EndpointConfig: endpoint })
  } catch (error) {
    await container.remove({ force: true, v: false })
    throw error
  }
  return ''
}

async function inspectOf(docker: Dockerode, name: string): Promise<Dockerode.ContainerInspectInfo | null> {
  return unlessGone(docker.getContainer(segment(name)).inspect())
}

/** Images are named with slashes, which are part of the engine's path (`/images/{name:.*}/json`). */
async function imageOf(docker: Dockerode, name: string): Promise<Dockerode.ImageInspectInfo | null> {
  if (!/^[\w][\w.:@/-]*$/.test(name) || name.includes('..')) return null
  return unlessGone(docker.getImage(name).inspect())
}

async function unlessGone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

/** 304: it runs, or is stopped, already. */
async function unlessDone(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if ((error as { statusCode?: unknown }).statusCode !== 304) throw error
  }
}

/** The last words of a container, for the reason why it did not come up. */
async function tailOf(docker: Dockerode, name: string): Promise<string> {
  const raw: unknown = await docker.getContainer(segment(name)).logs({ stdout: true, stderr: true, tail: 8, follow: false })
  const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(String(raw))
  // Without a terminal each piece has a head of eight bytes: the stream's number, three zeros, its length.
  let out = ''
  let at = 0
  while (at + 8 <= bytes.length && bytes[at]! <= 2 && bytes.readUIntBE(at + 1, 3) === 0) {
    const length = bytes.readUInt32BE(at + 4)
    out += bytes.toString('utf8', at + 8, at + 8 + length)
    at += 8 + length
  }
  return at === 0 ? bytes.toString('utf8') : out
}
