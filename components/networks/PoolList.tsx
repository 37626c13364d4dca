import type { Pool } from '../../lib/features/networks/schema'
import { networksPage as words } from '../../lib/text/en/pages-networks'
import { Address } from '../address/Address'
import { Prefix } from '../address/Prefix'
import { Badge } from '../ui/Badge'
import { exactAmount, shortAmount } from './amount'
import { PoolBar } from './PoolBar'

/** The subnets of a network: each with its gateway, range, kept-free addresses and use. */
export function PoolList({ pools }: { pools: readonly Pool[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {pools.map((pool) => <PoolItem key={pool.subnet} pool={pool} />)}
    </ul>
  )
}

function PoolItem({ pool }: { pool: Pool }) {
  const aux = Object.entries(pool.aux)
  return (
    <li className="rounded-md border border-line px-3 py-2">
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
        <Prefix prefix={pool.subnet} />
        {pool.ignored ? <Badge meaning="attention" tip={words.ignoredWhy(pool.subnet)}>{words.ignored}</Badge> : (
          <span className="ml-auto text-12 text-soft" data-tip={words.usedFreeWhy(pool.subnet, exactAmount(String(pool.used)), exactAmount(pool.free))}>
            {words.pool.inUse(shortAmount(String(pool.used)), shortAmount(pool.free))}
          </span>
        )}
      </div>
      {pool.ignored ? null : <PoolBar pool={pool} />}
      <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-13">
        <dt className="text-12 leading-5 text-faint">{words.pool.gateway}</dt>
        <dd className="min-w-0">{pool.gateway ? <Address address={pool.gateway} length={Number(pool.subnet.split('/')[1])} unmarked /> : <span className="text-faint">{words.pool.noGateway}</span>}</dd>
        {pool.range ? <><dt className="text-12 leading-5 text-faint">{words.pool.range}</dt><dd className="min-w-0"><Prefix prefix={pool.range} unmarked /></dd></> : null}
        {aux.length > 0 ? (
          <>
            <dt className="text-12 leading-5 text-faint">{words.pool.aux}</dt>
            <dd className="flex min-w-0 flex-wrap gap-x-3">{aux.map(([name, address]) => <span key={name} className="flex min-w-0 items-center gap-1.5"><Address address={address} unmarked /><span className="text-12 text-faint">{name}</span></span>)}</dd>
          </>
        ) : null}
      </dl>
    </li>
  )
}
