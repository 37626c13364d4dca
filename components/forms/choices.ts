'use client'
import { useMemo } from 'react'
import { useResource } from '../../lib/client/use-resource'
import type { Link } from '../../lib/features/links/schema'

const MANY = 500

/** Links that a person may mean, the likely first: uplinks, others, the loopback. Ends of cables only where they are asked for, or where one is the uplink, as in a container of the provider's. */
export function useLinkNames(host: string, kind?: (link: Link) => boolean): readonly string[] {
  const { page } = useResource<Link>(host, 'links', { limit: MANY }, LINKS)
  return useMemo(() => {
    const links = (page?.rows ?? []).filter((link) => (kind ? kind(link) : link.kind !== 'veth' || link.uplink))
    return links.toSorted((a, b) => likely(b) - likely(a)).map(({ name }) => name)
  }, [page, kind])
}

const likely = ({ uplink, kind }: Link) => (uplink ? 2 : kind === 'loopback' ? 0 : 1)
const LINKS = { rowKey: (row: Link) => row.name, volatile: ['received', 'sent'] }
