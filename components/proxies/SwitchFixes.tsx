'use client'
import type { ProxyRow } from '../../lib/features/proxies/schema'
import { forms } from '../../lib/text/en/forms'
import { ChangeButton } from '../change/ChangeButton'
import { useHost } from '../networks/use-host'

const words = forms.proxy

/** Buttons that turn on what keeps the kernel from answering on a link; both settings are kept over restarts, as one that is needed for good. */
export function SwitchFixes({ of: { dev, silent, answersProbes } }: { of: Pick<ProxyRow, 'dev' | 'silent' | 'answersProbes'> }) {
  const host = useHost()
  const set = (path: string) => ({ path, value: '1', keep: true })
  const proxy = `net/ipv6/conf/${dev}/proxy_ndp`
  const forwarding = `net/ipv6/conf/${dev}/forwarding`
  return (
    <>
      {silent.includes('proxy_ndp_off') ? <ChangeButton kind="sysctls.set" look="primary" input={set(proxy)} wish={{ host, title: words.fixProxy(dev) }}>{words.fixProxy(dev)}</ChangeButton> : null}
      {silent.includes('forwarding_off') ? <ChangeButton kind="sysctls.set" look="primary" input={set(forwarding)} wish={{ host, title: words.fixForwarding(dev) }}>{words.fixForwarding(dev)}</ChangeButton> : null}
      {silent.length === 0 && answersProbes === false ? <ChangeButton kind="sysctls.set" input={set('net/ipv6/conf/all/proxy_ndp')} wish={{ host, title: words.fixProbes }}>{words.fixProbes}</ChangeButton> : null}
    </>
  )
}
