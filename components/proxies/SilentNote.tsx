'use client'
import { useMemo } from 'react'
import { useResource } from '../../lib/client/use-resource'
import type { ProxyRow } from '../../lib/features/proxies/schema'
import { proxyRulesPage as words } from '../../lib/text/en/pages-proxy-rules'
import { MeaningIcon } from '../ui/StatusMark'
import { SwitchFixes } from './SwitchFixes'

const MANY = 1000

/** What the rows of a table tell about one link: how many of them it silences, and by which switch. */
type Silenced = Pick<ProxyRow, 'dev' | 'silent'> & { count: number }

/** Links whose switches silence entries (or rules), each with the fix. A failed read is told by the table below. */
export function SilentNote({ host, resource, q }: { host: string; resource: 'proxies' | 'proxy-rules'; q: string }) {
  const { page } = useResource<Pick<ProxyRow, 'dev' | 'silent'>>(host, resource, { q, limit: MANY })
  const links = useMemo(() => byLink(page?.rows ?? []), [page])
  if (links.length === 0) return null
  return (
    <section aria-label={words.silentLabel} className="flex shrink-0 flex-col border-b border-line text-13">
      {links.map(({ dev, silent, count }) => {
        const reason = silent.includes('proxy_ndp_off') ? 'proxy_ndp' : 'forwarding'
        return (
          <div key={dev} className="flex flex-wrap items-center gap-x-2 gap-y-1.5 bg-bad-wash px-4 py-1.5">
            <MeaningIcon meaning="bad" size={14} />
            <p className="min-w-0 flex-1 basis-56">{(resource === 'proxies' ? words.silent : words.silentRules)(count, reason, dev)}</p>
            <SwitchFixes of={{ dev, silent, answersProbes: null }} />
          </div>
        )
      })}
    </section>
  )
}

function byLink(rows: readonly Pick<ProxyRow, 'dev' | 'silent'>[]): Silenced[] {
  const links = new Map<string, Silenced>()
  for (const { dev, silent } of rows) {
    if (!silent.includes('proxy_ndp_off') && !silent.includes('forwarding_off')) continue
    links.set(dev, { dev, silent, count: (links.get(dev)?.count ?? 0) + 1 })
  }
  return [...links.values()]
}
