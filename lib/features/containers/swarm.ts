import { changesContainers as text } from '../../text/en/changes-containers'
import type { Container, Published } from './schema'

/** The swarm service that a container is a task of. `key`: what its stack file calls it, without the stack's name in front. */
export type SwarmService = { name: string; key: string }

/** Reads it out of the labels that swarm gives its tasks; null if it is no task. */
export function swarmService(labels: Container['labels'] | undefined): SwarmService | null {
  const name = labels?.['com.docker.swarm.service.name'] ?? labels?.['com.docker.swarm.service.id']
  if (name === undefined) return null
  const stack = labels?.['com.docker.stack.namespace']
  return { name, key: stack !== undefined && name.startsWith(`${stack}_`) ? name.slice(stack.length + 1) : name }
}

/**
 * How the owner of a task changes its ports: `yaml`, the `ports` of the service in its stack file, and `command`, the same for a service without a file.
 * Only ports with `mode: host` are bindings of a task, and swarm takes no address for them: one line for each port, whatever addresses were asked for, and no command where that is there already.
 * `--publish-rm` takes every port of the same target, protocol and mode along, and the same command cannot give one back (docker/cli, cli/command/service/update.go): a second one adds what stays.
 */
export function swarmLines(service: SwarmService, before: readonly Published[], after: readonly Published[]): { yaml: string; command: string | null } {
  const [old, fresh] = [portsOf(before), portsOf(after)]
  const lines = fresh.map((port) => {
    const { target, published, protocol } = port
    return [`      - target: ${target}`, ...(published === null ? [] : [`        published: ${published}`]), `        protocol: ${protocol}`, '        mode: host'].map((line) => `${line}\n`).join('')
  })
  const flag = (name: string, { target, published, protocol }: Port) => ` ${name} ${[`target=${target}`, ...(published === null ? [] : [`published=${published}`]), `protocol=${protocol}`, 'mode=host'].join(',')}`
  const without = (all: Port[], others: Port[]) => all.filter((one) => !others.some((other) => keyOf(other) === keyOf(one)))
  const gone = without(old, fresh)
  const lost = without(fresh, without(fresh, old)).filter((port) => gone.some(({ target, protocol }) => target === port.target && protocol === port.protocol))
  const updates = [[...gone.map((port) => flag('--publish-rm', port)), ...without(fresh, old).map((port) => flag('--publish-add', port))], lost.map((port) => flag('--publish-add', port))].filter((flags) => flags.length > 0)
  return {
    yaml: `services:\n  ${JSON.stringify(service.key)}:\n    # ${text.swarmPorts}\n    ports:${lines.length === 0 ? ' []\n' : `\n${lines.join('')}`}`,
    command: updates.length === 0 ? null : updates.map((flags) => `docker service update${flags.join('')} ${service.name}`).join('\n'),
  }
}

type Port = { target: string; published: string | null; protocol: string }

function portsOf(all: readonly Published[]): Port[] {
  const ports = all.map(({ port, hostPort }): Port => {
    const [target = '', protocol = 'tcp'] = port.split('/')
    return { target, published: hostPort === '' ? null : hostPort, protocol }
  })
  return [...new Map(ports.map((port) => [keyOf(port), port])).values()]
}

function keyOf({ target, published, protocol }: Port): string {
  return `${target} ${published} ${protocol}`
}
