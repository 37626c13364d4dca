import type { Container } from '../../lib/features/containers/schema'
import type { Image } from '../../lib/features/images/schema'
import type { Network } from '../../lib/features/networks/schema'
import { filled, numberOf, pairsOf } from '../forms/use-change-form'

export type MountValues = { type: 'bind' | 'volume' | 'tmpfs'; source: string; target: string; readOnly: boolean }
/** A container to be, as it is typed: `command` is one line, `env` lines of name=value. */
export type FreshValues = { name: string; image: string; command: string; env: string; network: string; ipv6: string; ipv4: string; restart: 'no' | 'always' | 'unless-stopped' | 'on-failure'; retries: string; mounts: MountValues[]; start: boolean }

export const NO_MOUNT: MountValues = { type: 'volume', source: '', target: '', readOnly: false }
export const NO_FRESH: FreshValues = { name: '', image: '', command: '', env: '', network: 'bridge', ipv6: '', ipv4: '', restart: 'unless-stopped', retries: '', mounts: [], start: true }

/** Splits a line into words as a shell does: blanks part words, quotes hold them together, a backslash takes the next character as it is. Nothing is replaced. Null if a quote is left open. */
export function commandWords(line: string): string[] | null {
  const words: string[] = []
  let word: string | null = null
  let quote = ''
  for (let at = 0; at < line.length; at++) {
    const one = line[at]!
    if (quote !== '') {
      if (one === quote) quote = ''
      else if (one === '\\' && quote === '"' && /["\\$`]/.test(line[at + 1] ?? '')) word += line[++at]!
      else word += one
    } else if (/\s/.test(one)) {
      if (word !== null) words.push(word)
      word = null
    } else {
      word ??= ''
      if (one === "'" || one === '"') quote = one
      else if (one === '\\' && at + 1 < line.length) word += line[++at]!
      else word += one
    }
  }
  if (quote !== '') return null
  return word === null ? words : [...words, word]
}

/** The input of `containers.create` but for its ports. */
export function freshInput({ command, env, retries, restart, ...values }: FreshValues): Record<string, unknown> {
  return {
    ...filled({ ...values, name: values.name.trim(), image: values.image.trim(), network: values.network.trim(), ipv4: values.ipv4.trim(), ipv6: values.ipv6.trim() }),
    restart,
    ...filled({ command: commandWords(command) ?? [command], env: Object.entries(pairsOf(env)).map(([name, value]) => ({ name, value })), retries: restart === 'on-failure' ? numberOf(retries) : undefined }),
  }
}

/** The box of a field that is refused. */
export function freshField(field: string): string {
  const [head = '', line, part] = field.split('.')
  if (head === 'mounts' && line !== undefined) return `fresh.mounts.${line}.${part ?? 'target'}`
  return `fresh.${head}`
}

/** The row of the container to be, for the checks that look at one; null while its network is not known. */
export function freshContainer({ name, image, network, start }: FreshValues, networks: readonly Network[], images: readonly Image[]): Container | null {
  const on = networks.find((one) => one.name === network.trim() || one.id === network.trim())
  if (!on) return null
  const seat = { network: { id: on.id, name: on.name }, ipv4: null, ipv4Length: null, ipv6: null, ipv6Length: null, gateway4: null, gateway6: null, mac: null, aliases: [], gwPriority: null, fixed4: null, fixed6: null, inner: null, veth: null }
  return {
    id: '', name: name.trim(), image, state: start ? 'running' : 'created', status: '', health: null, error: '', exitCode: null, pid: null, createdAt: '', startedAt: null, networkMode: on.name, attachments: [seat], ports: [], published: [],
    exposed: imageOf(image, images)?.exposed ?? [], publishAll: false, autoRemove: false, joins: [], links: [], inside: null, project: null, service: null, restartPolicy: 'no', labels: {},
  }
}

/** The image that is typed, by one of its names or its id. */
export function imageOf(given: string, images: readonly Image[]): Image | null {
  const text = given.trim()
  return images.find(({ names, id }) => names.includes(text) || names.includes(`${text}:latest`) || id === text) ?? null
}
