import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { LinkFact } from '../links/readings'
import { engineNetworks } from '../networks/readings'
import { containerNetns, engineContainers, type ContainerNetns } from './readings'
import { containers } from './resource'

const load = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
function must<T>(result: { ok: true; value: T } | { ok: false; problem: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

const netns = must(containerNetns.parse(load('fixtures/docker-28-netns.json')))
const facts = { engineContainers: must(engineContainers.parse(load('fixtures/docker-28.json'))) }
const networks = must(engineNetworks.parse(load('../networks/fixtures/docker-28.json')))
/** The host's ends of the containers' veths, as they must have been. */
const veths = netns.flatMap((one) => one.links.flatMap((l): LinkFact[] => (l.iflink === null ? [] : [{ index: l.iflink, name: `veth${l.iflink}`, kind: 'veth', peer: { index: l.index, netns: 1 } } as LinkFact])))
const rows = (linkFacts: LinkFact[], containerNetns: ContainerNetns[] = netns) => new Map(containers.rows(facts, { engineNetworks: networks, containerNetns, linkFacts }).map((row) => [row.name, row]))

test('attachments know their links on both sides', () => {
  const routed = rows(veths).get('eng-routed')
  expect(routed?.attachments.map((a) => [a.network.name, a.inner, a.veth?.slice(0, 4)])).toEqual([['eng-internal', 'eth1', 'veth'], ['eng-routed', 'eth0', 'veth']])
  expect(routed?.inside?.listening).toContainEqual({ proto: 'tcp', family: 6, address: '::', port: 80 })
})

test('a network that the engine gave no id for is found by its name', () => {
  expect(rows(veths).get('eng-stopped')?.attachments[0]?.network.id).toBe(networks.find((n) => n.name === 'eng-dual')?.id)
})

test('a container that lies about its veth is not believed', () => {
  const lying = veths.map((v) => ({ ...v, peer: { index: 99, netns: 1 } }))
  expect(rows(lying).get('eng-web')?.attachments[0]).toMatchObject({ inner: 'eth0', veth: null })
  const notVeth = veths.map((v) => ({ ...v, kind: 'ether' }))
  expect(rows(notVeth).get('eng-web')?.attachments[0]?.veth).toBeNull()
})

test('the engine’s word alone is enough for rows; the host’s namespace is nobody’s inside', () => {
  const alone = containers.rows(facts, {})
  expect(alone).toHaveLength(8)
  expect(alone.every((row) => row.inside === null && row.attachments.every((a) => a.inner === null))).toBe(true)
  expect(rows(veths).get('eng-host')?.inside).toBeNull()
})
