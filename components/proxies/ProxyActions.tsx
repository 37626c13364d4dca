'use client'
import type { ProxyRow } from '../../lib/features/proxies/schema'
import { forms } from '../../lib/text/en/forms'
import { ChangeButton } from '../change/ChangeButton'
import { useHost } from '../networks/use-host'

const words = forms.proxy

/** What can be done with a proxy entry: make it answer, or take it away. */
export function ProxyActions({ row }: { row: ProxyRow }) {
  const host = useHost()
  const { address, dev, silent } = row
  const set = (path: string) => ({ path, value: '1', keep: true })
  const proxy = `net/ipv6/conf/${dev}/proxy_ndp`
  const forwarding = `net/ipv6/conf/${dev}/forwarding`
  return (
    <>
      {silent.includes('proxy_ndp_off') ? <ChangeButton kind="sysctls.set" look="primary" input={set(proxy)} wish={{ host, title: words.fixProxy(dev) }}>{words.fixProxy(dev)}</ChangeButton> : null}
      {silent.includes('forwarding_off') ? <ChangeButton kind="sysctls.set" look="primary" input={set(forwarding)} wish={{ host, title: words.fixForwarding(dev) }}>{words.fixForwarding(dev)}</ChangeButton> : null}
      {silent.length === 0 && row.answersProbes === false ? <ChangeButton kind="sysctls.set" input={set('net/ipv6/conf/all/proxy_ndp')} wish={{ host, title: words.fixProbes }}>{words.fixProbes}</ChangeButton> : null}
      <ChangeButton kind="proxies.remove" look="danger" input={{ address, dev }} wish={{ host, title: words.removeTitle(address, dev) }}>{words.remove}</ChangeButton>
    </>
  )
}
