import { expect, test } from 'vitest'
import { addressPools, commandsOf, composeText, csvOf, daemonJson, hostsOf, networksOf, type ForEngine } from './exports'
import { planPrefix } from './plan'
import type { Plan, PlanRequest } from './schema'

const engine = (state: 'available' | 'unavailable') => ({ capabilities: { ipv6OnlyNetworks: { state, reason: '' } } }) as unknown as ForEngine
function plan(request: Partial<PlanRequest>): Plan {
  const result = planPrefix({ prefix: '2001:db8:1::/48', situation: 'routed', networks: 3, containers: 50, ...request })
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}

test('docker network create, one line per network', () => {
  expect(commandsOf(networksOf(plan({ networks: 2, names: ['web'] })), engine('unavailable'))).toBe(
    'docker network create --driver bridge --ipv6=true --subnet 2001:db8:1::/64 --gateway 2001:db8:1::1 web\ndocker network create --driver bridge --ipv6=true --subnet 2001:db8:1:1::/64 --gateway 2001:db8:1:1::1 net2',
  )
  expect(commandsOf(networksOf(plan({ networks: 1 })), engine('available'), { gatewayMode6: 'routed' })).toContain('--ipv4=true --subnet 2001:db8:1::/64 --gateway 2001:db8:1::1 --opt com.docker.network.bridge.gateway_mode_ipv6=routed')
})

test('Compose: one document with all of them', () => {
  const text = composeText(networksOf(plan({ networks: 2 })))
  expect(text.match(/^networks:$/gm)).toHaveLength(1)
  expect(text.match(/^ {2}"net\d":$/gm)).toHaveLength(2)
  expect(text).toContain('subnet: "2001:db8:1:1::/64"')
})

test('pools keep the IPv4 ones and hold exactly the plan', () => {
  const pools = addressPools(networksOf(plan({ networks: 3 })))
  expect(pools.filter(({ base }) => base.includes('.')).length).toBe(7)
  expect(pools.filter(({ base }) => base.includes(':'))).toEqual([{ base: '2001:db8:1::/63', size: 64 }, { base: '2001:db8:1:2::/64', size: 64 }])
})

test('daemon.json by the age of the engine', () => {
  const networks = networksOf(plan({ networks: 2 }))
  expect(daemonJson(networks, true, true)).toMatchObject({ ipv6: true, 'fixed-cidr-v6': '2001:db8:1::/64', 'default-address-pools': expect.arrayContaining([{ base: '2001:db8:1:1::/64', size: 64 }]) })
  expect(daemonJson(networks, false, false)).toEqual({ ipv6: true, 'fixed-cidr-v6': '2001:db8:1::/64', experimental: true, ip6tables: true })
  // Up to 27 no container starts on a default bridge longer than /80.
  expect(daemonJson(networksOf(plan({ prefix: '2001:db8::c000/124', networks: 1, containers: 5 })), true, false)).not.toHaveProperty('fixed-cidr-v6')
  expect(daemonJson(networksOf(plan({ prefix: '2001:db8::c000/124', networks: 1, containers: 5 })), false, false)).toEqual({ experimental: true, ip6tables: true })
})

test('per host of a cluster', () => {
  const made = plan({ prefix: '2001:db8::/32', hosts: 2, networks: 2 })
  expect(hostsOf(made)).toEqual(['host1', 'host2'])
  expect(networksOf(made, 'host2').map(({ prefix }) => prefix)).toEqual(['2001:db8:2::/64', '2001:db8:2:1::/64'])
  expect(networksOf(made)).toEqual([])
})

test('CSV: quoted where it must be, no formulas', () => {
  const lines = csvOf(plan({ networks: 1 })).split('\r\n')
  expect(lines[0]).toBe('name,purpose,prefix,gateway,within,addresses,reasons')
  expect(lines[1]).toMatch(/^net1,Containers,2001:db8:1::\/64,2001:db8:1::1,,18446744073709551616,/)
  const odd = plan({ networks: 1 })
  odd.allocations[0]!.purpose = '=HYPERLINK("x")'
  expect(csvOf(odd)).toContain(`"'=HYPERLINK(""x"")"`)
})
