'use client'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import type { NetworkMember } from '../../lib/features/networks/schema'
import { containerRef } from '../../lib/client/refs'
import { networksPage as words } from '../../lib/text/en/pages-networks'
import { Address } from '../address/Address'
import { Badge } from '../ui/Badge'
import { RefLink } from '../ui/RefLink'
import { useHost } from './use-host'

const DisconnectButton = dynamic(() => import('./DisconnectActions').then((module) => module.DisconnectButton))

/** A bridge takes a thousand ports; a drawer is no table page. */
const SHOWN = 100

/** The containers on a network with their addresses there. Of very many the first ones, and the way to all. */
export function MemberList({ members, network }: { members: readonly NetworkMember[]; network: string }) {
  const host = useHost()
  return (
    <>
      <table className="w-full table-fixed text-13">
        <thead className="text-left text-12 text-faint">
          <tr>
            <th scope="col" className="w-[36%] pb-1 font-normal">{words.member.name}</th>
            <th scope="col" className="w-[38%] pb-1 font-normal">{words.member.six}</th>
            <th scope="col" className="pb-1 font-normal">{words.member.four}</th>
          </tr>
        </thead>
        <tbody>
          {members.slice(0, SHOWN).map((member) => (
            <tr key={member.id} className="h-7 border-t border-line/60">
              <td className="pr-3"><span className="flex min-w-0 items-center gap-1.5"><RefLink to={containerRef(member)} />{member.running ? null : <Badge>{words.member.stopped}</Badge>}</span></td>
              <td className="pr-3"><span className="flex min-w-0">{member.ipv6 ? <Address address={member.ipv6} unmarked /> : <span className="text-faint">{words.member.noAddress}</span>}</span></td>
              <td><span className="flex min-w-0 items-center"><span className="min-w-0 flex-1">{member.ipv4 ? <Address address={member.ipv4} unmarked /> : <span className="text-faint">{words.member.noAddress}</span>}</span><DisconnectButton network={network} container={member.name} /></span></td>
            </tr>
          ))}
        </tbody>
      </table>
      {members.length > SHOWN ? <Link href={`/hosts/${host}/containers?q=${encodeURIComponent(network)}`} prefetch={false} className="mt-2 inline-block text-13 text-accent hover:underline">{words.allMembers(members.length)}</Link> : null}
    </>
  )
}
