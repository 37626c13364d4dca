'use client'
import { useParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { useResource } from '../../lib/client/use-resource'
import type { ProxyRow } from '../../lib/features/proxies/schema'
import type { Sysctl } from '../../lib/features/sysctls/schema'
import { proxiesPage as words } from '../../lib/text/en/pages-proxies'
import type { Meaning } from '../../lib/core/meaning'
import { RefLink } from '../ui/RefLink'
import { MeaningIcon } from '../ui/StatusMark'

/**
 * What has to agree before the kernel answers: that there is something to answer for (`first`), then the switches of the link, each with the value that decides it.
 * The verdict is the keeper's (`silent`); the values are read beside it, live.
 */
export function ProxySwitches({ of: { dev, silent }, first }: { of: Pick<ProxyRow, 'dev' | 'silent'>; first: { name: string; says: string; meaning: Meaning } }) {
  const gone = silent.includes('link_missing')
  const down = silent.includes('link_down')
  return (
    <ul className="flex flex-col rounded-md border border-line">
      <Switch {...first} />
      {gone || down ? <Switch meaning="bad" name={words.switches.link} says={gone ? words.switches.linkMissing(dev) : words.switches.linkDown(dev)} /> : <Switch meaning="good" name={words.switches.link} says={words.switches.linkUp(dev)} />}
      {gone ? null : (
        <>
          <Switch meaning={silent.includes('proxy_ndp_off') ? 'bad' : 'good'} name={words.switches.proxy} says={words.switches.proxyMeans}>
            <Value dev={dev} name="proxy_ndp" />
            <Value dev="all" name="proxy_ndp" />
          </Switch>
          <Switch meaning={silent.includes('forwarding_off') ? 'bad' : 'good'} name={words.switches.forwarding} says={words.switches.forwardingMeans}>
            <Value dev={dev} name="forwarding" />
          </Switch>
        </>
      )}
    </ul>
  )
}

function Switch({ meaning, name, says, children }: { meaning: Meaning; name: string; says: string; children?: ReactNode }) {
  return (
    <li className="flex items-start gap-2 border-b border-line px-2.5 py-1.5 last:border-b-0">
      <span className="mt-[3px]"><MeaningIcon meaning={meaning} size={14} /></span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <span className="text-13 font-medium">{name}</span>
          <span className="sr-only">{meaning === 'good' ? words.switches.on : words.switches.off}</span>
          {children}
        </div>
        <p className="text-12 text-soft [overflow-wrap:anywhere]">{says}</p>
      </div>
    </li>
  )
}

function Value({ dev, name }: { dev: string; name: string }) {
  const { host } = useParams<{ host: string }>()
  const key = `net/ipv6/conf/${dev}/${name}`
  const { page, state } = useResource<Sysctl>(host, 'sysctls', { key })
  const value = page?.rows[0]?.value
  return (
    <span className="font-mono text-12 text-soft">
      <RefLink to={{ resource: 'sysctls', key, label: `${dev}/${name}` }} />
      {value === undefined ? <span className="font-sans text-faint"> {state === 'loading' ? '' : words.switches.unread}</span> : <> = <span className="text-text">{value}</span></>}
    </span>
  )
}
