'use client'
import dynamic from 'next/dynamic'
import type { Attachment, Container } from '../../lib/features/containers/schema'
import { networkRef } from '../../lib/client/refs'
import { glossary } from '../../lib/text/en/glossary'
import { containersPage as words } from '../../lib/text/en/pages-containers'
import { Address } from '../address/Address'
import { Badge } from '../ui/Badge'
import { RefLink } from '../ui/RefLink'
import { AttachmentChain } from './AttachmentChain'

const DisconnectButton = dynamic(() => import('../networks/DisconnectActions').then((module) => module.DisconnectButton))

/** A container's places on networks: each with its addresses, and the chain that leads to it. */
export function Attachments({ container }: { container: Container }) {
  return (
    <ul className="flex flex-col gap-2">
      {container.attachments.map((attachment) => (
        <li key={attachment.network.id || attachment.network.name} className="min-w-0 rounded-md border border-line">
          <div className="flex min-w-0 items-center gap-2 border-b border-line px-3 py-1.5 text-13">
            <span className="min-w-0 truncate font-medium">{attachment.network.id ? <RefLink to={networkRef(attachment.network)} /> : attachment.network.name}</span>
            {attachment.inner && attachment.veth ? <code data-tip={glossary.veth.means} className="ml-auto shrink-0 font-mono text-12 text-soft">{words.attachment.cable(attachment.inner, attachment.veth)}</code> : null}
            {container.networkMode === 'none' ? null : <span className={attachment.inner && attachment.veth ? '-my-1' : '-my-1 ml-auto'}><DisconnectButton network={attachment.network.name} container={container.name} /></span>}
          </div>
          <Facts attachment={attachment} />
          <div className="border-t border-line px-3 py-2"><AttachmentChain container={container} attachment={attachment} /></div>
        </li>
      ))}
    </ul>
  )
}

function Facts({ attachment: a }: { attachment: Attachment }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 px-3 py-2 text-13">
      <Fact label={words.attachment.v6}><Place address={a.ipv6} length={a.ipv6Length} fixed={a.fixed6} /></Fact>
      <Fact label={words.attachment.v4}><Place address={a.ipv4} length={a.ipv4Length} fixed={a.fixed4} /></Fact>
      {a.gateway6 || a.gateway4 ? (
        <Fact label={words.attachment.gateway}>
          {a.gateway6 ? <Address address={a.gateway6} unmarked /> : null}
          {a.gateway4 ? <Address address={a.gateway4} unmarked /> : null}
        </Fact>
      ) : null}
      {a.mac ? <Fact label={words.attachment.mac}><code className="font-mono text-[12.5px]">{a.mac}</code></Fact> : null}
      {a.inner && !a.veth ? <Fact label={words.attachment.links}><code className="font-mono text-[12.5px]">{a.inner}</code></Fact> : null}
      {a.gwPriority ? <Fact label={words.attachment.priority}>{a.gwPriority}</Fact> : null}
      {a.aliases.length > 0 ? <Fact label={words.attachment.aliases}><span className="[overflow-wrap:anywhere]">{a.aliases.join(', ')}</span></Fact> : null}
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-12 leading-5 text-faint">{label}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-3">{children}</dd>
    </>
  )
}

/** An address on a network, and whether somebody asked for it. */
function Place({ address, length, fixed }: { address: string | null; length: number | null; fixed: string | null }) {
  const shown = address ?? fixed
  if (!shown) return <span className="text-faint">{words.attachment.none}</span>
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Address address={shown} length={length} withLength={length !== null} />
      {fixed ? <Badge tip={words.attachment.fixedWhy}>{words.attachment.fixed}</Badge> : null}
    </span>
  )
}
