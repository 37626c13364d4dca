'use client'
import { useState, type ReactNode } from 'react'
import { ScanSearch } from 'lucide-react'
import type { Container } from '../../lib/features/containers/schema'
import { containersPage as words } from '../../lib/text/en/pages-containers'
import { Address } from '../address/Address'
import { Badge } from '../ui/Badge'
import { Button } from '../ui/Button'
import { StatusMark } from '../ui/StatusMark'
import { InsideDetails } from './InsideDetails'

// Every namespace has it; it says nothing.
const LOOPBACK = 'lo'

/** What holds in the container's network namespace: at once what the table knows, and on request everything. */
export function InsideView({ container }: { container: Container }) {
  const { inside, pid, attachments } = container
  const [deep, setDeep] = useState(false)
  if (pid === null) return <p className="text-13 text-soft">{words.inside.stopped}</p>
  const wantsRoute = attachments.some((a) => a.ipv6 !== null)
  // What others can reach comes before what is valid on the link only.
  const addresses = (inside?.addresses ?? []).filter((a) => a.dev !== LOOPBACK).sort((a, b) => Number(b.scope === 'global') - Number(a.scope === 'global'))
  return (
    <div className="flex flex-col gap-3">
      {inside ? (
        <dl className="flex flex-col gap-2 text-13">
          <Part label={words.inside.addresses}>
            {addresses.length === 0 ? <span className="text-faint">{words.inside.noAddresses}</span> : (
              <ul className="flex min-w-0 flex-col gap-0.5">
                {addresses.map((a) => <li key={`${a.dev} ${a.address}`} className="flex min-w-0 items-center gap-2"><code className="w-14 shrink-0 truncate font-mono text-12 text-soft">{a.dev}</code><Address address={a.address} length={a.length} withLength flags={a.flags.filter((flag) => flag !== 'permanent' && flag !== 'nodad')} /></li>)}
              </ul>
            )}
          </Part>
          <Part label={words.inside.defaultRoute}>
            {inside.defaultRoute6 ? <span className="flex min-w-0 items-center gap-2"><Address address={inside.defaultRoute6.via} unmarked /><code className="font-mono text-12 text-soft">{inside.defaultRoute6.dev}</code></span>
              : wantsRoute ? <StatusMark meaning="attention">{words.inside.noDefault}</StatusMark> : <span className="text-faint">{words.inside.noAddresses}</span>}
          </Part>
          <Part label={words.inside.listening}>
            {inside.listening.length === 0 ? <span className="text-faint">{words.inside.noListeners}</span> : (
              <ul className="flex min-w-0 flex-wrap gap-1">
                {inside.listening.map((one) => {
                  const place = one.family === 6 ? `[${one.address}]:${one.port}` : `${one.address}:${one.port}`
                  return <li key={`${one.proto} ${place}`}><Badge mono>{`${place} ${one.proto}`}</Badge></li>
                })}
              </ul>
            )}
          </Part>
        </dl>
      ) : <StatusMark meaning="unknown">{words.inside.unread}</StatusMark>}
      {deep ? <InsideDetails id={container.id} onClose={() => setDeep(false)} /> : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button icon={<ScanSearch aria-hidden size={14} />} onClick={() => setDeep(true)}>{words.inside.look}</Button>
          <span className="min-w-0 flex-1 basis-56 text-12 text-faint">{words.inside.lookWhy}</span>
        </div>
      )}
    </div>
  )
}

function Part({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-12 text-faint">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}
