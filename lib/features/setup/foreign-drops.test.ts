import { describe, expect, test } from 'vitest'
import { parseNft } from '../firewall/parse-nft'
import { toRows } from '../firewall/chains'
import type { FirewallChain } from '../firewall/schema'
import { choicesOf } from './choices'
import { modern } from './fixtures/looks'
import { dropping, foreignDrops, passLines } from './foreign-drops'
import { lookFirewall } from './look-engine'
import { silenceOf } from './verify'

const SUBNET = '2001:db8:f00:1::/64'
const rule = (text: string) => ({ text, target: null, packets: null, bytes: null, comment: null })
const chain = (over: Partial<FirewallChain>, ...rules: string[]): FirewallChain => ({ key: '', backend: 'nft', family: 'inet', table: 'filter', chain: 'forward', hook: 'forward', priority: 0, policy: 'drop', packets: null, bytes: null, engine: false, calledFrom: [], fingerprint: '', rules: rules.map(rule), ...over })
const saved = (over: Partial<FirewallChain>) => chain({ backend: 'iptables-nft', family: 'ip6', chain: 'FORWARD', policy: 'DROP', ...over })
const docker = saved({ chain: 'DOCKER-USER', hook: null, policy: null, engine: true })
const names = (...chains: FirewallChain[]) => foreignDrops(chains).map((one) => `${one.backend} ${one.table} ${one.chain}`)

describe('which chains drop, whatever the engine lets pass', () => {
  test('an nftables.conf of one’s own, as nft tells it, beside Docker’s rules', () => {
    const facts = parseNft(JSON.stringify({ nftables: [{ chain: { family: 'inet', table: 'filter', name: 'forward', hook: 'forward', prio: 0, policy: 'drop' } }, { rule: { family: 'inet', table: 'filter', chain: 'forward', expr: [{ match: { op: 'in', left: { ct: { key: 'state' } }, right: ['established', 'related'] } }, { accept: null }] } }] }), 'nft')
    const rows = toRows(facts.ok ? facts.value : [])
    expect(lookFirewall([...rows, saved({}), docker])).toEqual({ manager: 'nftables', backend: 'nft', forwardDrops: true, engineRules6: true, foreign: [{ backend: 'nft', family: 'inet', table: 'filter', chain: 'forward', from: [], to: [] }] })
  })
  test('a chain without a single rule is a firewall too, if its policy drops', () => {
    expect(lookFirewall([chain({})]).manager).toBe('nftables')
    expect(lookFirewall([chain({ policy: 'accept' })]).manager).toBe('none')
  })
  test('a rule for everything at the end counts like a policy', () => {
    for (const last of ['drop', 'counter drop', 'log prefix "no way " drop', 'reject with icmpx admin-prohibited']) expect(names(chain({ policy: 'accept' }, 'ct state established,related accept', last))).toEqual(['nft filter forward'])
    expect(names(chain({}, 'counter accept'))).toEqual([])
    expect(names(chain({ policy: 'accept' }, 'ip6 saddr fd00::/8 drop', 'tcp dport 25 reject'))).toEqual([])
  })
  test('none: what the engine writes into, what firewalld arranges with it, other hooks and families', () => {
    expect(names(saved({}), docker)).toEqual([])
    expect(names(saved({ policy: 'DROP' }))).toEqual([])
    expect(names(chain({ table: 'docker-bridges', family: 'ip6', chain: 'filter-FORWARD', engine: true }), chain({ table: 'netavark', engine: true }))).toEqual([])
    expect(names(chain({ table: 'firewalld', chain: 'filter_FORWARD', policy: 'accept' }, 'reject with icmpx admin-prohibited'))).toEqual([])
    expect(names(chain({ hook: 'input' }), chain({ family: 'ip' }), chain({ family: 'bridge' }), chain({ hook: null }))).toEqual([])
  })
  test('the other of two ip6tables', () => expect(names(saved({ backend: 'iptables-legacy' }), saved({}), docker)).toEqual(['iptables-legacy filter FORWARD']))
})

describe('what lets a network pass there', () => {
  const lines = (...rules: string[]) => dropping(foreignDrops([chain({}, ...rules)]), SUBNET).flatMap((one) => passLines(one, [SUBNET]))
  const both = [`nft insert rule inet filter forward ip6 daddr ${SUBNET} accept`, `nft insert rule inet filter forward ip6 saddr ${SUBNET} accept`]
  test('both directions have to be accepted', () => {
    expect(lines()).toEqual(both)
    expect(lines(`ip6 daddr ${SUBNET} accept`)).toEqual(both)
    expect(lines(`ip6 daddr ${SUBNET} tcp dport 80 accept`, `ip6 saddr ${SUBNET} accept`)).toEqual(both)
    expect(lines(`ip6 daddr != ${SUBNET} accept`, `ip6 saddr @mine accept`)).toEqual(both)
  })
  test('once it is, nothing is said any more', () => {
    expect(lines(`ip6 daddr ${SUBNET} accept`, `ip6 saddr ${SUBNET} counter accept`)).toEqual([])
    expect(lines('ip6 daddr { fd00::/8, 2001:db8:f00::/56 } accept', 'ip6 saddr 2001:db8::/32 accept')).toEqual([])
  })
  test('in the words of ip6tables', () => {
    const [one] = foreignDrops([saved({ backend: 'iptables-legacy' }), docker])
    expect(passLines(one!, [SUBNET])).toEqual([`ip6tables-legacy -I FORWARD -d ${SUBNET} -j ACCEPT`, `ip6tables-legacy -I FORWARD -s ${SUBNET} -j ACCEPT`])
    expect(foreignDrops([chain({ backend: 'iptables-legacy', family: 'ip6' }, `-d ${SUBNET} -j ACCEPT`, `-s ${SUBNET} -j ACCEPT`), docker])).toMatchObject([{ from: [SUBNET], to: [SUBNET] }])
  })
})

describe('where a person is told', () => {
  const foreign = foreignDrops([chain({})])
  test('at each way that this host forwards for', () => {
    const told = choicesOf({ ...modern, firewall: { ...modern.firewall, foreign } }).filter(({ why }) => why.includes('inet filter forward')).map(({ choice }) => choice)
    expect(told).toEqual(['routed', 'ndp-proxy', 'private'])
  })
  test('before the router, where the router is silent', () => {
    expect(silenceOf('routed', SUBNET, foreign)).toContain(`ip6 daddr ${SUBNET} accept`)
    expect(silenceOf('routed', SUBNET, foreignDrops([chain({}, `ip6 daddr ${SUBNET} accept`, `ip6 saddr ${SUBNET} accept`)]))).toContain('add the route there')
    expect(silenceOf('lan', SUBNET, foreign)).not.toContain('filter')
  })
})
