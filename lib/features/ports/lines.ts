import { kindOf } from '../../core/address-scope'
import { parseAddress } from '../../core/ip'
import { placeText } from './bindings'
import type { PortRow } from './schema'

/** What people copy from a published port; null where it makes no sense (no URL for UDP, none without an address, no records for one that means another host elsewhere). */
export type PortLines = { url: string | null; curl: string | null; record: string | null; ptr: string | null; run: string; compose: string }

type Given = Pick<PortRow, 'hostIp' | 'hostPort' | 'proto' | 'containerPort' | 'image' | 'addresses' | 'travels' | 'containerAddress'>

/** The address that the lines name: the binding's own, the best one for a wildcard, the container's on a routed network. */
export function lineAddress({ hostIp, addresses, travels, containerAddress }: Given): string | null {
  if (travels === 'direct') return containerAddress
  return hostIp === '::' || hostIp === '0.0.0.0' ? (addresses[0]?.address ?? null) : hostIp
}

/** The lines of a port. `name` is the DNS name to put into records, without a dot at its end. */
export function portLines(row: Given, name: string): PortLines {
  const address = lineAddress(row)
  const port = row.travels === 'direct' ? row.containerPort : row.hostPort
  const url = address === null || port === null || row.proto !== 'tcp' ? null : urlOf(address, port)
  const told = address !== null && isForRecords(address) ? address : null
  const suffix = row.proto === 'tcp' ? '' : `/${row.proto}`
  const host = placeText({ hostIp: row.hostIp, hostPort: null })
  return {
    url,
    // -g: without it curl takes brackets for a pattern.
    curl: url && `curl -g '${url}'`,
    record: told && `${name}. IN ${told.includes(':') ? 'AAAA' : 'A'} ${told}`,
    ptr: told && `${reverseName(told)} IN PTR ${name}.`,
    run: `docker run -d -p '${host}:${row.hostPort ?? ''}:${row.containerPort}${suffix}' ${row.image}`,
    compose: ['ports:', `  - target: ${row.containerPort}`, ...(row.hostPort === null ? [] : [`    published: "${row.hostPort}"`]), `    host_ip: "${row.hostIp}"`, `    protocol: ${row.proto}`].join('\n'),
  }
}

/** Whether an address belongs into DNS: loopback and link-local ones mean every host itself, or one link. */
function isForRecords(address: string): boolean {
  const parsed = parseAddress(address)
  return parsed.ok && !['loopback', 'link-local', 'unspecified'].includes(kindOf(parsed.value))
}

/** The name under which a PTR record stands (RFC 3596 section 2.5 for IPv6, RFC 1035 section 3.5 for IPv4), with its final dot. Text that is no address comes back as it is. */
export function reverseName(address: string): string {
  const parsed = parseAddress(address)
  if (!parsed.ok) return address
  const { family, value } = parsed.value
  if (family === 4) return `${address.split('.').reverse().join('.')}.in-addr.arpa.`
  return `${[...value.toString(16).padStart(32, '0')].reverse().join('.')}.ip6.arpa.`
}

const HTTPS = [443, 8443]

function urlOf(address: string, port: number): string {
  const https = HTTPS.includes(port)
  const host = address.includes(':') ? `[${address}]` : address
  const standard = port === (https ? 443 : 80)
  return `${https ? 'https' : 'http'}://${host}${standard ? '' : `:${port}`}/`
}
