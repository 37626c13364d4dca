import type { Rows } from '../../core/change'
import type { AddressRow } from '../addresses/schema'
import type { Engine, EngineSetting } from '../engine/schema'
import type { Network } from '../networks/schema'
import type { SocketRow } from '../sockets/schema'
import type { Container } from './schema'

/** What the checks of publishing look at, typed. Rows of an earlier change in the same batch may be partial. */
export type PublishFacts = {
  containers: readonly Container[]
  networks: readonly Network[]
  addresses: readonly AddressRow[]
  sockets: readonly SocketRow[]
  engine: Engine | undefined
  settings: readonly EngineSetting[]
}

export function publishFacts(rows: Rows): PublishFacts {
  const of = <T>(name: string) => (rows[name] ?? []) as readonly T[]
  return { containers: of('containers'), networks: of('networks'), addresses: of('addresses'), sockets: of('sockets'), engine: of<Engine>('engine')[0], settings: of('engine-settings') }
}

/** Whether a switch of the engine is on; undefined if that is not known. */
export function isOn({ settings }: PublishFacts, key: string): boolean | undefined {
  const value = settings.find((setting) => setting.key === key)?.value
  return value === undefined ? undefined : value === 'true'
}
