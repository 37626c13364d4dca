import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { labEngine, must, NO_ENGINE } from './fixtures/lab-engine'
import { linkFacts } from './links/readings'
import { ownersOf } from './owners'

const engine = labEngine('modern')
const links = must(linkFacts.parse(readFileSync(new URL('./links/fixtures/modern.json', import.meta.url), 'utf8')))
const owners = ownersOf({ ...engine, links })
const web = engine.containers.find((container) => container.name === 'eng-web')!
const routed = engine.containers.find((container) => container.name === 'eng-routed')!
const vethOf = (name: string) => links.find((link) => owners.veth(link.index)?.container.name === name)!

describe('whose is it', () => {
  test('address, MAC, veth, bridge, subnet', () => {
    expect(owners.address('2001:db8:e:1::80')).toEqual({ id: web.id, name: 'eng-web' })
    expect(owners.mac(web.attachments[0]!.mac)?.name).toBe('eng-web')
    expect(owners.veth(vethOf('eng-web').index)).toEqual({ container: { id: web.id, name: 'eng-web' }, link: 'eth0' })
    expect(owners.bridge('docker0')?.name).toBe('bridge')
    expect(owners.networkOf('2001:db8:e:1::ffff')?.name).toBe('eng-dual')
    expect(owners.isGateway('br-ecae33247cb5', '2001:db8:e:1::1')).toBe(true)
  })

  test('nobody’s is null', () => {
    expect([owners.address('2001:db8::'), owners.mac(null), owners.mac('00:00:00:00:00:00'), owners.veth(1), owners.bridge(null), owners.bridge('eth0'), owners.networkOf('2001:db8:ffff::1'), owners.networkOf('junk')]).toEqual(Array.from({ length: 8 }, () => null))
    expect(owners.address('fe80::1')).toBeNull()
    expect(owners.isGateway('eth0', '2001:db8:e:1::1')).toBe(false)
  })

  test('the IPv6 subnet of a network without IPv6 is nobody’s: the engine keeps it on file only', () => {
    const ignored = engine.networks.find((network) => network.name === 'eng-ignored')!
    expect(ignored.pools.some((pool) => pool.family === 6)).toBe(true)
    for (const pool of ignored.pools) expect(owners.networkOf(pool.subnet.split('/')[0]!)?.name ?? null).toBe(pool.family === 4 ? 'eng-ignored' : null)
  })

  test('without an engine there are no owners', () => {
    const none = ownersOf({ ...NO_ENGINE, links: undefined })
    expect([none.address('2001:db8:e:1::80'), none.veth(12), none.bridge('docker0'), none.namespaces]).toEqual([null, null, null, []])
  })
})

describe('veths', () => {
  test('a container that claims another’s veth does not get it: the engine says that it is not on that network', () => {
    const victim = vethOf('eng-web')
    const liar = { id: routed.id, pid: 1, links: [{ name: 'eth9', index: victim.peer!.index, iflink: victim.index, mac: null }], addresses: [], listening: [], defaultRoute6: null }
    expect(ownersOf({ ...engine, netns: [liar, ...engine.netns], links }).veth(victim.index)?.container.name).toBe('eng-web')
  })

  test('the indexes have to agree in both directions', () => {
    const victim = vethOf('eng-web')
    const netns = engine.netns.map((one) => ({ ...one, links: one.links.map((link) => ({ ...link, index: link.index + 40 })) }))
    expect(ownersOf({ ...engine, netns, links }).veth(victim.index)).toBeNull()
  })

  test('containers that share a namespace are its owner’s guests, in whatever order they are told', () => {
    for (const netns of [engine.netns, [...engine.netns].reverse()]) {
      const shared = ownersOf({ ...engine, netns, links })
      expect(shared.veth(vethOf('eng-web').index)?.container.name).toBe('eng-web')
      expect(shared.namespaces.map(({ container }) => container.name)).not.toContain('eng-share')
    }
  })

  test('a guest whose owner is not to be seen stands for itself', () => {
    const netns = engine.netns.filter((one) => one.id !== web.id)
    expect(ownersOf({ ...engine, netns, links }).namespaces.map(({ container }) => container.name)).toContain('eng-share')
  })
})
