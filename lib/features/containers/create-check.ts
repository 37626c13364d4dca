import { canonicalText } from '../../core/ip'
import { fail, ok, type Result } from '../../core/result'
import { changesNetworks } from '../../text/en/changes-networks'
import { changesContainers } from '../../text/en/changes-containers'
import { createText as text } from '../../text/en/changes-create'
import type { Image } from '../images/schema'
import { findImage } from '../images/resource'
import { factsOf } from '../networks/check'
import { newJudge } from '../networks/judge'
import { checkSeat } from '../networks/connect-check'
import type { Network } from '../networks/schema'
import { refuse } from '../plan-parts'
import type { Rows } from '../../core/change'
import type { CreateInput } from './create-input'
import type { Container } from './schema'

/** Networks on which a container has no address of its own. */
const BARE = ['host', 'null']
/** Folders by which a container can take over the host: all of it, its settings, its programs, its devices, and the sockets that rule it. */
const MIGHTY = /^\/+(|home\/*|var\/*|var\/+lib\/*|opt\/*|(etc|root|boot|proc|sys|dev|run|usr|s?bin|lib(64)?|var\/+run|var\/+lib\/+(docker|dock6|containerd|systemd))(\/.*)?)$/

/** What the wish stands on, if it can be met. */
export type Ground = { image: Image; network: Network; ipv4: string | null; ipv6: string | null; warnings: string[] }

/** Whether a container of this kind can be made: name, image, place on the network and mounts. Its ports are checked as any others are. */
export function checkCreate(input: CreateInput, rows: Rows): Result<Ground> {
  const facts = factsOf(rows)
  const { name } = input
  if (facts.containers.some((one) => one.name === name)) return refuse('name', text.nameTaken(name), 'conflict')
  const passing = `${name}.dock6-new`
  if (facts.containers.some((one) => one.name === passing)) return refuse('name', changesContainers.passing(passing), 'conflict')
  const image = findImage((rows['images'] ?? []) as readonly Image[], input.image)
  if (!image) return refuse('image', text.imageAway(input.image), 'not_found', text.imageAwayHint)
  const network = facts.networks.find((one) => one.name === input.network || one.id === input.network)
  if (!network) return refuse('network', text.noNetwork(input.network), 'not_found')
  const seat = checkPlace(input, network, rows)
  if (!seat.ok) return seat
  const names = input.env.map((one) => one.name)
  const twice = names.findIndex((one, n) => names.indexOf(one) !== n)
  if (twice >= 0) return refuse(`env.${twice}.name`, text.envTwice(names[twice]!))
  if (input.retries !== null && input.restart !== 'on-failure') return refuse('retries', text.retriesOnly)
  const targets = input.mounts.map(({ target }) => cleanPath(target))
  const again = targets.findIndex((one, n) => targets.indexOf(one) !== n)
  if (again >= 0) return refuse(`mounts.${again}.target`, text.targetTwice(targets[again]!))
  const volumes = [...new Set(input.mounts.flatMap(({ type, source }) => (type === 'volume' && source !== '' ? [source] : [])))]
  return ok({
    image, network, ...seat.value,
    warnings: [
      ...seat.value.warnings,
      ...input.mounts.filter(({ type, source }) => type === 'bind' && MIGHTY.test(source)).map(({ source }) => text.hostGiven(source)),
      ...(volumes.length > 0 ? [text.volumes(volumes.join(', '))] : []),
    ],
  })
}

function checkPlace(input: CreateInput, network: Network, rows: Rows): Result<Pick<Ground, 'ipv4' | 'ipv6' | 'warnings'>> {
  const { name, ipv4, ipv6 } = input
  if (BARE.includes(network.driver)) {
    if (ipv4 ?? ipv6) return refuse(ipv6 ? 'ipv6' : 'ipv4', text.noAddressThere(network.name))
    if (input.bindings.length > 0) return refuse('network', text.noPortsThere(network.name))
    return ok({ ipv4: null, ipv6: null, warnings: [] })
  }
  if (network.ingress) return refuse('network', changesNetworks.joint.notAttachable(network.name))
  const judge = newJudge()
  checkSeat({ network: network.name, container: name, ipv4, ipv6, aliases: [] }, network, { id: '', name, networkMode: network.name, attachments: [] as Container['attachments'] } as Container, factsOf(rows), judge)
  const [problem] = judge.verdict.problems
  if (problem) return fail(problem.field === 'container' ? { ...problem, field: 'network' } : problem)
  return ok({ ipv4: ipv4 ? canonicalText(ipv4) : null, ipv6: ipv6 ? canonicalText(ipv6) : null, warnings: judge.verdict.warnings })
}

function cleanPath(path: string): string {
  return path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')
}
