import { describe, expect, test } from 'vitest'
import type { FirewallChain, FirewallRule } from '../../lib/features/firewall/schema'
import { flatten, type Item } from './flatten'
import { filterOf } from './match'
import { buildModel, openPaths } from './model'

const rule = (text: string, target: string | null = null): FirewallRule => ({ text, target, packets: 1, bytes: 80, comment: null })

function chain(family: string, name: string, hook: string | null, priority: number | null, rules: FirewallRule[], calledFrom: string[] = [], backend: FirewallChain['backend'] = 'iptables-nft'): FirewallChain {
  return { key: `${backend} ${family} filter ${name}`, backend, family, table: 'filter', chain: name, hook, priority, policy: hook ? 'ACCEPT' : null, packets: null, bytes: null, engine: false, calledFrom, rules, fingerprint: '' }
}

const drop = rule('-d 2001:db8:1::/64 -j DROP', 'DROP')
const chains = [
  chain('ip6', 'FORWARD', 'forward', 0, [rule('-o br0 -j DOCKER', 'DOCKER'), rule('-o br1 -j DOCKER', 'DOCKER'), rule('-j ACCEPT', 'ACCEPT')]),
  chain('ip6', 'DOCKER', null, null, [drop], ['FORWARD']),
  chain('ip6', 'OLD', null, null, [rule('-j LOOP', 'LOOP')]),
  chain('ip6', 'LOOP', null, null, [rule('-j OLD', 'OLD')], ['OLD']),
  chain('ip', 'PREROUTING', 'prerouting', -300, []),
  chain('inet', 'both', 'forward', -5, [rule('iifname vmap { "a" : jump one, "b" : goto two }')], [], 'nft'),
  chain('inet', 'one', null, null, [rule('accept', 'accept')], ['both'], 'nft'),
  chain('inet', 'two', null, null, [rule('ip6 daddr 2001:0db8:1::5 drop', 'drop')], ['both'], 'nft'),
]
const model = buildModel(chains)
const none: ReadonlySet<string> = new Set()
const say = (item: Item) => `${'  '.repeat(item.depth - 1)}${item.type === 'family' ? item.group.family : item.type === 'chain' ? item.chain.chain : item.jump.rule.text}${item.open === null ? '' : item.open ? ' -' : ' +'}`
const show = (open: ReadonlySet<string>, q = '') => flatten(model, { open, closedFamilies: none, filter: q ? filterOf(q) : null }).map(say)

describe('the tree', () => {
  test('stands in the order a packet meets it, inet under both families', () => {
    expect(show(none)).toEqual(['ip6 -', '  both +', '  FORWARD +', '  OLD +', 'ip -', '  PREROUTING', '  both +'])
  })
  test('opens the way to a chain that a link names, and only the first jump to it', () => {
    const open = openPaths(['iptables-nft ip6 filter DOCKER'], model)
    expect(show(open).slice(2, 7)).toEqual(['  FORWARD -', '    -o br0 -j DOCKER -', `      ${drop.text}`, '    -o br1 -j DOCKER +', '    -j ACCEPT'])
  })
  test('names each chain of a verdict map', () => {
    const open = openPaths(['nft inet filter two'], model)
    expect(show(open).slice(1, 6)).toEqual(['  both -', '    iifname vmap { "a" : jump one, "b" : goto two } -', '      one +', '      two -', '        ip6 daddr 2001:0db8:1::5 drop'])
  })
  test('does not follow a circle', () => {
    const root = 'iptables-nft ip6 filter OLD'
    expect(show(openPaths([`${root}>LOOP>OLD`], model)).slice(3, 6)).toEqual(['  OLD -', '    -j LOOP -', '      -j OLD'])
  })
  test('gives every line an id of its own', () => {
    const ids = flatten(model, { open: openPaths(['nft inet filter two', 'nft inet filter both@ip', 'iptables-nft ip6 filter DOCKER'], model), closedFamilies: none, filter: null }).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('the filter', () => {
  test('leaves rules that match, each chain once', () => {
    expect(show(none, 'family:ip6 drop')).toEqual(['ip6 -', '  DOCKER', `    ${drop.text}`, '  two', '    ip6 daddr 2001:0db8:1::5 drop', 'ip -', '  two', '    ip6 daddr 2001:0db8:1::5 drop'])
  })
  test('keeps a chain whole when all words are about it', () => {
    expect(show(none, 'chain:docker')).toEqual(['ip6 -', '  DOCKER +'])
  })
  test('compares addresses by value: a rule about the prefix around an address touches it', () => {
    const filter = filterOf('2001:db8:1:0::5')
    expect(chains.filter((one) => filter(one) !== null).map((one) => one.chain)).toEqual(['DOCKER', 'two'])
    const inside = filterOf('2001:db8:1::/126')
    expect(chains.filter((one) => inside(one) !== null).map((one) => one.chain)).toEqual([])
  })
})
