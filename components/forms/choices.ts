'use client'
import { useMemo } from 'react'
import { useResource } from '../../lib/client/use-resource'
import type { Link } from '../../lib/features/links/schema'

const MANY = 500

/** Links that a person may mean: those of the host before the ends of containers' cables. */
export function useLinkNames(host: string, kind?: (link: Link) => boolean): readonly string[] {
  const { page } = useResource<Link>(host, 'links', { limit: MANY }, LINKS)
  return useMemo(() => {
    const links = (page?.rows ?? []).filter((link) => (kind ? kind(link) : link.kind !== 'veth'))
    return [...links].sort((a, b) => Number(b.uplink) - Number(a.uplink)).map(({ name }) => name)
  }, [page, kind])
}

const LINKS = { rowKey: (row: Link) => row.name, volatile: ['received', 'sent'] }
