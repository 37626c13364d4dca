import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { addressFacts } from '../addresses/readings'
import { labEngine, must, NO_ENGINE } from '../fixtures/lab-engine'
import { linkFacts } from '../links/readings'
import { bridges } from './resource'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

function rowsOf(host: 'modern' | 'old', engine: object = labEngine(host)) {
  return bridges.rows({ links: must(linkFacts.parse(read(`../links/fixtures/${host}.json`))) }, { addresses: must(addressFacts.parse(read(`../addresses/fixtures/${host}.json`))), ...NO_ENGINE, ...engine })
}

describe('bridges', () => {
  test('ports carry the container behind them', () => {
    const dual = rowsOf('modern').find((row) => row.network?.name === 'eng-dual')!
    expect(dual.ports).toEqual([expect.objectContaining({ kind: 'veth', state: 'forwarding', hairpin: false, containerLink: 'eth0', container: expect.objectContaining({ name: 'eng-web' }) })])
    expect(dual.addresses).toContain('2001:db8:e:1::1/64')
    expect(dual).toMatchObject({ up: true, state: 'UP', stp: false, multicastSnooping: true, multicastQuerier: false, vlanFiltering: false, orphan: false })
    expect(bridges.search(dual)).toMatch(/eng-dual.*2001:db8:e:1::1\/64.*eng-web/)
  })

  test.each(['modern', 'old'] as const)('%s: a bridge named like the engine’s that no network owns is an orphan', (host) => {
    expect(rowsOf(host).filter((row) => row.orphan).map((row) => row.name)).toEqual(['br-0123456789ab'])
  })

  test('without the engine nothing is called an orphan', () => {
    const rows = rowsOf('modern', NO_ENGINE)
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.some((row) => row.orphan)).toBe(false)
  })

  test('the engine’s networks that stand on a bridge are known', () => {
    const networks = labEngine('modern').networks.map((one) => (one.name === 'eng-dual' ? { ...one, name: 'lan-net', driver: 'macvlan', bridge: null, parent: 'br-0123456789ab' } : one))
    expect(rowsOf('modern', { ...labEngine('modern'), networks }).filter(({ parentOf }) => parentOf.length > 0).map(({ name, parentOf }) => [name, parentOf])).toEqual([['br-0123456789ab', ['lan-net']]])
  })

  test('a bridge that says nothing about itself leaves its switches open', () => {
    const raw = JSON.stringify([{ ifindex: 9, ifname: 'br0', flags: [], mtu: 1500, linkinfo: { info_kind: 'bridge' } }])
    const [row] = bridges.rows({ links: must(linkFacts.parse(raw)) }, { ...NO_ENGINE, addresses: undefined })
    expect(row).toMatchObject({ stp: null, multicastSnooping: null, addresses: [], ports: [], orphan: false, up: false })
  })
})
