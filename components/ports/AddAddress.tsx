'use client'
import type { AddressRow } from '../../lib/features/addresses/schema'
import { useResource } from '../../lib/client/use-resource'
import { ChangeButton } from '../change/ChangeButton'
import { useHost } from '../networks/use-host'
import { linkForAddress } from './link-for-address'

/** Adds a missing address to the link on which it belongs, kept across reboots. Nothing where no link is known for it. */
export function AddAddress({ address, title, look = 'primary', children }: { address: string; title: string; look?: 'primary' | 'secondary'; children: string }) {
  const host = useHost()
  const { page } = useResource<AddressRow>(host, 'addresses', { q: 'family:6 host', limit: 1000 })
  const place = page ? linkForAddress(address, page.rows) : null
  if (!place) return null
  return <ChangeButton kind="addresses.add" look={look} input={{ dev: place.dev, address: `${address}/${place.length}`, keep: true }} wish={{ host, title }}>{children}</ChangeButton>
}
