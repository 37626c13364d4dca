import { canonicalPools, optionsOf, USUAL_IPAM } from './create-body'
import type { CreateInput } from './create-input'

type Node = string | boolean | Node[] | { [key: string]: Node }

/** The same network for a Compose file. `enable_ipv4` (Compose 2.33) is written only where it says something: older Compose does not know it. */
export function composeOf(input: CreateInput, { driver, options: told } = USUAL_IPAM): string {
  const config = canonicalPools(input.pools).map(({ subnet, gateway, range, aux }): Node => ({
    subnet,
    ...(gateway === undefined ? {} : { gateway }),
    ...(range === undefined ? {} : { ip_range: range }),
    ...(Object.keys(aux).length === 0 ? {} : { aux_addresses: aux }),
  }))
  const options = optionsOf(input)
  const ipam: { [key: string]: Node } = { ...(driver === USUAL_IPAM.driver ? {} : { driver }), ...(Object.keys(told).length === 0 ? {} : { options: told }), ...(config.length === 0 ? {} : { config }) }
  const network: Node = {
    // Without it Compose puts the project's name in front.
    name: input.name,
    driver: input.driver,
    ...(input.ipv4 ? {} : { enable_ipv4: false }),
    enable_ipv6: input.ipv6,
    ...(input.internal ? { internal: true } : {}),
    ...(input.attachable ? { attachable: true } : {}),
    ...(Object.keys(options).length === 0 ? {} : { driver_opts: options }),
    ...(Object.keys(ipam).length === 0 ? {} : { ipam }),
    ...(Object.keys(input.labels).length === 0 ? {} : { labels: input.labels }),
  }
  return `networks:\n  ${key(input.name)}:\n${emit(network, 4)}`
}

function emit(node: Node, indent: number): string {
  const pad = ' '.repeat(indent)
  if (Array.isArray(node)) return node.map((item) => `${pad}- ${emit(item, indent + 2).trimStart()}`).join('')
  if (typeof node !== 'object') return `${pad}${scalar(node)}\n`
  return Object.entries(node)
    .map(([name, value]) => (typeof value === 'object' ? `${pad}${key(name)}:\n${emit(value, indent + 2)}` : `${pad}${key(name)}: ${scalar(value)}\n`))
    .join('')
}

/** Compose replaces `$NAME` in values, and `$$` stands for one of them. */
function scalar(value: string | boolean): string {
  return typeof value === 'boolean' ? String(value) : doubleQuoted(value.replaceAll('$', '$$$$'))
}

/** Words that YAML could take for something else (yes, null, 12, 1e3) are quoted. */
function key(name: string): string {
  return /^(name|driver|enable_ipv[46]|internal|attachable|driver_opts|ipam|options|config|labels|subnet|gateway|ip_range|aux_addresses)$/.test(name) ? name : doubleQuoted(name)
}

/** JSON strings are YAML double-quoted strings, but for what YAML does not count as printable (YAML 1.2 section 5.1). */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
