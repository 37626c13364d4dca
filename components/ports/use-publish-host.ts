'use client'
import { useEffect, useMemo, useState } from 'react'
import { request } from '../../lib/client/api'
import { useChange } from '../../lib/client/stores/change'
import { pageUrl } from '../../lib/client/page-query'
import { useAllRows } from '../../lib/client/use-all-rows'
import type { Rows } from '../../lib/core/change'
import type { Problem } from '../../lib/core/problem'
import type { Page } from '../../lib/core/resource'
import { nextFree } from '../../lib/features/addresses/next-free'
import type { AddressRow } from '../../lib/features/addresses/schema'
import type { PublishFacts } from '../../lib/features/containers/publish-facts'
import type { Container } from '../../lib/features/containers/schema'
import type { Engine, EngineSetting } from '../../lib/features/engine/schema'
import type { Image } from '../../lib/features/images/schema'
import type { KeptRow } from '../../lib/features/kept/schema'
import type { Network } from '../../lib/features/networks/schema'
import type { ProxyRow } from '../../lib/features/proxies/schema'
import type { SocketRow } from '../../lib/features/sockets/schema'
import { hostFacts, type HostFacts } from './publish-host'
import { useContainers } from './use-containers'

const MANY = 1000
const IDS = {
  networks: { rowKey: (row: Network) => row.id },
  addresses: { rowKey: (row: AddressRow) => row.key, volatile: ['validUntil', 'preferredUntil'] },
  sockets: { rowKey: (row: SocketRow) => row.key },
  engine: { rowKey: (row: Engine) => row.key },
  settings: { rowKey: (row: EngineSetting) => row.key },
  kept: { rowKey: (row: KeptRow) => row.key },
  proxies: { rowKey: (row: ProxyRow) => row.key },
  images: { rowKey: (row: Image) => row.id },
}

/** `facts` null: something is still being read, or could not be (`problems` say what). `ready`: the host's own addresses are known. */
export type PublishHost = { host: HostFacts; facts: PublishFacts | null; containers: readonly Container[]; networks: readonly Network[]; images: readonly Image[]; ready: boolean; problems: readonly Problem[] }

/** Everything that the form checks against, live. Free addresses are looked for in the prefixes that are asked for. */
export function usePublishHost(name: string, prefixes: readonly string[]): PublishHost {
  const containers = useContainers(name)
  const networks = useAllRows(name, 'networks', IDS.networks)
  const addresses = useAllRows(name, 'addresses', IDS.addresses)
  const sockets = useAllRows(name, 'sockets', IDS.sockets)
  const engine = useAllRows(name, 'engine', IDS.engine)
  const settings = useAllRows(name, 'engine-settings', IDS.settings)
  const kept = useAllRows(name, 'kept', IDS.kept)
  const proxies = useAllRows(name, 'proxies', IDS.proxies)
  const images = useAllRows(name, 'images', IDS.images)
  const rows = useMemo((): Rows => ({ addresses: addresses.rows, networks: networks.rows, containers: containers.rows, kept: kept.rows, proxies: proxies.rows }), [addresses.rows, networks.rows, containers.rows, kept.rows, proxies.rows])
  const settled = [addresses, networks, containers].every(({ state }) => state !== 'loading')
  const refused = useRefused()
  const free = useFree(name, prefixes, rows, settled, refused)
  const all = [containers, networks, addresses, sockets, engine, settings]
  const known = all.every(({ state }) => state === 'ready')
  const problems = all.flatMap(({ problem }) => (problem ? [problem] : []))
  return {
    host: useMemo(() => hostFacts(addresses.rows, free), [addresses.rows, free]),
    facts: useMemo(() => (known ? { containers: containers.rows, networks: networks.rows, addresses: addresses.rows, sockets: sockets.rows, engine: engine.rows[0], settings: settings.rows } : null), [known, containers.rows, networks.rows, addresses.rows, sockets.rows, engine.rows, settings.rows]),
    containers: containers.rows,
    networks: networks.rows,
    images: images.rows,
    ready: addresses.state === 'ready',
    problems: [...new Map(problems.map((one) => [one.message, one])).values()],
  }
}

/** Routes and neighbors may be many: of them only those inside the prefix are read, when it is chosen and when the host's addresses change. */
function useFree(name: string, prefixes: readonly string[], rows: Rows, settled: boolean, besides: readonly string[]): HostFacts['free'] {
  const [near, setNear] = useState<Readonly<Record<string, Rows>>>({})
  const wanted = prefixes.join(' ')
  const ask = `${rows.addresses?.length ?? 0} ${wanted}`
  useEffect(() => {
    if (!settled) return
    let over = false
    for (const prefix of ask.split(' ').slice(1).filter(Boolean)) {
      const read = (resource: string) => request<Page<unknown>>(pageUrl(name, resource, { q: prefix, limit: MANY }))
      void Promise.all([read('routes'), read('neighbors')]).then(([routes, neighbors]) => {
        if (!over) setNear((now) => ({ ...now, [prefix]: { routes: routes.ok ? routes.value.rows : [], neighbors: neighbors.ok ? neighbors.value.rows : [] } }))
      })
    }
    return () => void (over = true)
  }, [name, ask, settled])
  return useMemo(() => Object.fromEntries(wanted.split(' ').flatMap((prefix) => (near[prefix] ? [[prefix, nextFree(prefix, { ...rows, ...near[prefix] }, besides)]] : []))), [wanted, near, rows, besides])
}

/** Addresses that were added, could not be used, and were taken back: most likely somebody else has them, which no table of this host shows. */
function useRefused(): readonly string[] {
  const [refused, setRefused] = useState<readonly string[]>([])
  const record = useChange((change) => (change.record?.state === 'undone' ? change.record : null))
  const tried = /^bind (\S+)$/.exec(record?.problem?.evidence?.source ?? '')?.[1]
  if (tried && !refused.includes(tried)) setRefused([...refused, tried])
  return refused
}
