'use client'
import { useParams } from 'next/navigation'
import { useResource } from '../../lib/client/use-resource'
import type { Sysctl } from '../../lib/features/sysctls/schema'
import { sysctlsPage as words } from '../../lib/text/en/pages-sysctls'
import { MeaningIcon } from '../ui/StatusMark'

/** Beside `accept_ra` 1 of a link: says so when the link forwards, because then the 1 means nothing. */
export function RouterNote({ dev }: { dev: string }) {
  const { host } = useParams<{ host: string }>()
  const { page } = useResource<Sysctl>(host, 'sysctls', { key: `net/ipv6/conf/${dev}/forwarding` })
  if (page?.rows[0]?.value !== '1') return null
  return <span className="flex basis-full items-start gap-1.5"><span className="mt-[3px]"><MeaningIcon meaning="attention" size={14} /></span>{words.raIgnored}</span>
}
