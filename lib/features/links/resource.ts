import { defineResource } from '../../core/resource'
import { containerNetns, engineContainers } from '../containers/readings'
import { engineNetworks } from '../networks/readings'
import { ownersOf } from '../owners'
import { routes6 } from '../routes/readings'
import { uplinksOf } from '../routes/uplinks'
import { linkFacts } from './readings'
import type { Link } from './schema'

const needs = { links: linkFacts }
const enriches = { routes6, networks: engineNetworks, containers: engineContainers, netns: containerNetns }

/** Links of the host, in the kernel's order. */
export const links = defineResource<Link, typeof needs, typeof enriches>({
  name: 'links',
  needs,
  enriches,
  rows({ links: facts }, { routes6: six, networks, containers, netns }) {
    const owners = ownersOf({ networks, containers, netns, links: facts })
    const uplinks = uplinksOf(six)
    return facts.map((fact) => {
      const end = fact.kind === 'veth' ? owners.veth(fact.index) : null
      return {
        index: fact.index,
        name: fact.name,
        kind: fact.kind,
        master: fact.master,
        mtu: fact.mtu,
        mac: fact.mac,
        up: fact.flags.includes('UP'),
        state: fact.state,
        flags: fact.flags,
        peer: fact.peer,
        lower: fact.lower,
        alias: fact.alias,
        uplink: uplinks.has(fact.name),
        container: end?.container ?? null,
        containerLink: end?.link ?? null,
        network: owners.bridge(fact.name),
        received: fact.received,
        sent: fact.sent,
      }
    })
  },
  key: linkKey,
  search: (row) =>
    [
      row.name, row.index, row.kind, row.state, row.up ? 'up' : 'down', row.mac ?? '', row.master ?? '', row.lower ?? '', row.alias ?? '', row.container?.name ?? '',
      row.containerLink ?? '', row.network?.name ?? '', row.uplink ? 'uplink' : '', `mtu ${row.mtu}`, ...row.flags,
    ].join(' '),
  sorts: { name: 'text', index: 'number', kind: 'text', state: 'text', mtu: 'number', mac: 'text', master: 'text', container: 'text', containerLink: 'text', network: 'text', alias: 'text' },
  volatile: ['received', 'sent'],
})

/** A link's name is unique, except that two names that are not UTF-8 may decode to the same text; those carry their index. */
export function linkKey({ name, index }: Pick<Link, 'name' | 'index'>): string {
  return name.includes('\ufffd') ? `${name} #${index}` : name
}
