import type { Json } from '../../core/action'
import { publishWords, quoted } from '../../core/action'
import { engineBindings } from './publish-place'
import type { CreateInput } from './create-input'
import type { Published } from './schema'

/** A container to be with its texts canonical: network by name, addresses as RFC 5952 has them, ports counted out. */
export type Wish = Omit<CreateInput, 'ipv4' | 'ipv6' | 'bindings'> & { ipv4: string | null; ipv6: string | null; published: Published[]; exposed: string[]; labels: Record<string, string> }

/** The engine's request for it. Values of variables are the words that stand for them. */
export function createBody({ image, command, env, network, ipv4, ipv6, restart, retries, mounts, published, exposed, labels }: Wish): Json {
  const ipam = { ...(ipv4 ? { IPv4Address: ipv4 } : {}), ...(ipv6 ? { IPv6Address: ipv6 } : {}) }
  return {
    Image: image,
    ...(command.length > 0 ? { Cmd: command } : {}),
    Env: env.map(({ name, value }) => `${name}=${value}`),
    Labels: labels,
    ExposedPorts: Object.fromEntries(exposed.map((port) => [port, {}])),
    HostConfig: {
      NetworkMode: network,
      PortBindings: engineBindings(published),
      RestartPolicy: { Name: restart, MaximumRetryCount: retries ?? 0 },
      Mounts: mounts.map(({ type, source, target, readOnly }) => ({ Type: type, ...(source === '' ? {} : { Source: source }), Target: target, ReadOnly: readOnly })),
    },
    NetworkingConfig: ipv4 || ipv6 ? { EndpointsConfig: { [network]: { IPAMConfig: ipam } } } : {},
  }
}

/** The line that makes the same by hand. Variables take their values from the shell that it is typed in: no secret is ever shown. */
export function createLine({ name, image, command, env, network, ipv4, ipv6, restart, retries, mounts, published, labels, start }: Wish): string {
  const words = ['docker', ...(start ? ['run', '-d'] : ['create']), '--name', name, '--network', network]
  if (ipv4) words.push('--ip', ipv4)
  if (ipv6) words.push('--ip6', ipv6)
  if (restart !== 'no') words.push('--restart', restart === 'on-failure' && retries ? `on-failure:${retries}` : restart)
  for (const variable of env) words.push('-e', variable.name)
  for (const { type, source, target, readOnly } of mounts) words.push('--mount', [`type=${type}`, ...(source === '' ? [] : [`source=${source}`]), `target=${target}`, ...(readOnly ? ['readonly'] : [])].join(','))
  words.push(...publishWords(engineBindings(published)))
  for (const [key, value] of Object.entries(labels)) words.push('-l', `${key}=${value}`)
  return [...words, image, ...command].map(quoted).join(' ')
}
