'use client'
import { ChevronsDownUp } from 'lucide-react'
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useAllRows } from '../../lib/client/use-all-rows'
import { useTableUrl } from '../../lib/client/use-table-url'
import type { FirewallChain } from '../../lib/features/firewall/schema'
import { firewallPage as words } from '../../lib/text/en/pages-firewall'
import { ProblemNote } from '../problem/ProblemView'
import { TableEmpty } from '../table/TableEmpty'
import { TableFilter } from '../table/TableFilter'
import { TableFoot } from '../table/TableFoot'
import { usePageKeys } from '../table/use-grid-keys'
import { IconButton } from '../ui/IconButton'
import { flatten } from './flatten'
import { filterOf } from './match'
import { buildModel } from './model'
import { QuickFilters } from '../table/QuickFilters'
import { TreeList } from './TreeList'
import { useOpenBranches } from './use-open-branches'

const identity = { rowKey: (row: FirewallChain) => row.key, volatile: ['rules', 'packets', 'bytes'] }
const QUICK = [
  { label: words.quick.six, q: 'family:ip6' },
  { label: words.quick.forward, q: 'hook:forward' },
  { label: words.quick.nat, q: 'table:nat' },
  { label: words.quick.engine, q: 'engine:true' },
]

/** The Firewall page: every chain of every backend as a tree, in the order a packet meets them; jumps open into the chain they lead to. */
export function FirewallTree({ host }: { host: string }) {
  const { q, now, set } = useTableUrl()
  const chains = useAllRows<FirewallChain>(host, 'firewall', identity)
  const model = useMemo(() => buildModel(chains.rows), [chains.rows])
  const { open, asked, toggle, closeAll } = useOpenBranches(model)
  const [closedFamilies, setClosed] = useState<ReadonlySet<string>>(new Set())
  // Typing stays ahead of the tree: three thousand rules are asked between two keys, but not for each.
  const later = useDeferredValue(q)
  const filter = useMemo(() => (later === '' ? null : filterOf(later)), [later])
  const items = useMemo(() => flatten(model, { open, closedFamilies, filter }), [model, open, closedFamilies, filter])
  const tree = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLInputElement>(null)

  const setFilter = useCallback((next: string) => set({ q: next }), [set])
  const escape = useCallback(() => {
    if (now().q) setFilter('')
  }, [now, setFilter])
  usePageKeys(box, tree, escape)
  const onToggle = useCallback((id: string) => {
    if (!id.startsWith('@')) return toggle(id)
    const family = id.slice(1)
    setClosed((closed) => (closed.has(family) ? new Set([...closed].filter((one) => one !== family)) : new Set([...closed, family])))
  }, [toggle])

  const total = useMemo(() => chains.rows.reduce((sum, { rules }) => sum + rules.length, 0), [chains.rows])
  const matched = useMemo(() => (filter ? matchedRules(chains.rows, filter) : total), [filter, chains.rows, total])
  const foot = { ...chains, matched, total, rowAt: () => undefined, indexOf: () => -1 }
  return (
    <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
      <div role="toolbar" aria-label={words.label} className="flex shrink-0 items-center gap-2 px-4 py-2">
        <TableFilter label={words.filter} q={q} onFilter={setFilter} onLeave={() => tree.current?.focus()} box={box} />
        <QuickFilters quick={QUICK} q={q} onFilter={setFilter} />
        <div className="ml-auto flex items-center gap-1">
          {open.size > 0 ? <IconButton label={words.collapse} onClick={closeAll}><ChevronsDownUp aria-hidden size={16} /></IconButton> : null}
        </div>
      </div>
      {chains.state === 'failed' && chains.problem && chains.rows.length > 0 ? <ProblemNote problem={chains.problem} meaning="bad" /> : null}
      {chains.problems.map((problem) => <ProblemNote key={`${problem.code} ${problem.message}`} problem={problem} />)}
      {items.length === 0 && chains.state !== 'loading' ? (
        <div className="min-h-0 flex-1 overflow-auto"><TableEmpty problem={chains.rows.length > 0 ? null : chains.problem} q={q} total={total} empty={words.nothing} onClear={() => setFilter('')} onRetry={chains.refresh} refreshing={chains.refreshing} /></div>
      ) : <TreeList items={items} loading={chains.state === 'loading'} glow={chains.glow} asked={asked === null ? null : (model.pathTo(asked) ?? asked)} onToggle={onToggle} onEscape={escape} tree={tree} />}
      <TableFoot rows={foot} />
    </div>
  )
}

function matchedRules(chains: readonly FirewallChain[], filter: ReturnType<typeof filterOf>): number {
  return chains.reduce((sum, chain) => {
    const found = filter(chain)
    return sum + (found === null ? 0 : found === 'whole' ? chain.rules.length : found.size)
  }, 0)
}
