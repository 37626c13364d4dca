import { canonicalText, parseAddress } from '../../lib/core/ip'
import type { Intent } from '../../lib/core/change'
import type { AddressRow } from '../../lib/features/addresses/schema'
import type { Container } from '../../lib/features/containers/schema'
import { linkForAddress } from './link-for-address'

/**
 * The batch that gives the host every address that a container is published at and the host does not have, kept across reboots, and starts the container.
 * Null if none is missing, or if one is IPv4 or belongs on no link that is known.
 */
export function addAndStart(container: Pick<Container, 'name' | 'published'>, addresses: readonly AddressRow[]): { missing: string[]; intents: Intent[] } | null {
  const own = new Set(addresses.filter((row) => row.container === null).map(({ address }) => address))
  const asked = container.published.map(({ hostIp }) => hostIp).filter((text) => parseAddress(text).ok).map(canonicalText)
  const missing = [...new Set(asked)].filter((address) => address !== '::' && address !== '0.0.0.0' && !address.startsWith('127.') && !own.has(address))
  const adds = missing.flatMap((address): Intent[] => {
    const place = address.includes(':') ? linkForAddress(address, addresses) : null
    return place ? [{ kind: 'addresses.add', input: { dev: place.dev, address: `${address}/${place.length}`, keep: true } }] : []
  })
  if (missing.length === 0 || adds.length < missing.length) return null
  return { missing, intents: [...adds, { kind: 'containers.start', input: { container: container.name } }] }
}
