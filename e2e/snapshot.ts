import { expect, type HostName } from './fixtures'
import { hostExec } from './lab/api.mjs'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Fields = Record<string, Json>

/** A host's network state as sorted lines by table. Two of them are equal if and only if the host is as it was: made to be compared with `toEqual`, which then shows just the lines that differ. */
export type Snapshot = Record<string, string[]>

type Named = { Id: string; Name: string }
type Network = Named & { Driver: string; Options: Record<string, string> | null; Containers?: Record<string, Fields & { Name: string }> }
type Container = Named & { State: Fields & { Pid: number }; NetworkSettings: Fields & { Networks: Record<string, Fields> }; HostConfig: Fields }

/**
 * Reads everything of a host that a change may touch: links, addresses (dynamic or for ever, never the seconds left), routes of all tables, proxy entries, permanent neighbors, rules, kernel settings, firewall,
 * networks, endpoints and what is inside the containers, configuration files, and what dock6 keeps. Left out is what nobody asked for: counters, ids and names that the kernel or the engine chooses anew,
 * learned neighbors, and MAC addresses and veth links of containers. `starts` tells a container that was started anew; a test that restarts the host leaves it out.
 */
export async function hostSnapshot(host: HostName): Promise<Snapshot> {
  const say = async (...argv: string[]): Promise<string> => {
    const { stdout, stderr, code } = await hostExec(host, argv)
    if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`)
    return stdout
  }
  const list = async <T = Fields>(...argv: string[]): Promise<T[]> => JSON.parse((await say(...argv)).trim() || '[]') as T[]
  const inspected = async <T>(kind: 'network' | 'container', all: string[]): Promise<T[]> => {
    const ids = (await say('docker', kind, 'ls', '-q', '--no-trunc', ...all)).split('\n').filter(Boolean)
    return ids.length === 0 ? [] : list<T>('docker', kind, 'inspect', ...ids)
  }
  const inside = async ({ Name, State }: Container): Promise<string[]> => {
    const there = (...argv: string[]) => list('nsenter', '-t', String(State.Pid), '-n', 'ip', '-j', ...argv)
    return insideFacts(Name, await there('addr', 'show'), await there('-6', 'route', 'show'))
  }

  const [links, addresses, routes4, routes6, proxies, neighbors, rules, sysctls, firewall, files, kept, networks, containers] = await Promise.all([
    list('ip', '-j', '-d', 'link', 'show'),
    list('ip', '-j', 'addr', 'show'),
    list('ip', '-j', '-4', 'route', 'show', 'table', 'all'),
    list('ip', '-j', '-6', 'route', 'show', 'table', 'all'),
    list('ip', '-j', '-6', 'neigh', 'show', 'proxy'),
    list('ip', '-j', 'neigh', 'show', 'nud', 'permanent'),
    list('ip', '-j', '-6', 'rule', 'show'),
    say('sh', '-c', 'sysctl -a 2>/dev/null | grep -E "^net\\.(ipv6|ipv4\\.conf|bridge|ipv4\\.ip_forward)"'),
    say('sh', '-c', 'for save in iptables-save ip6tables-save; do $save | sed "s/^/$save /"; done'),
    say('sh', '-c', 'for file in /etc/docker/daemon.json /etc/sysctl.d/* /etc/ndppd.conf /etc/dock6/*; do test -f "$file" && sha256sum "$file"; done; true'),
    say('/usr/local/bin/node', '-e', KEPT),
    inspected<Network>('network', []),
    inspected<Container>('container', ['-a']),
  ])

  const plain = renamed(networks, links)
  const lines = (rows: readonly Json[]) => rows.map((row) => plain(JSON.stringify(row, sortedKeys))).sort()
  const mine = (row: Fields) => !isVeth(row['dev'] ?? row['ifname'])
  return {
    links: lines(links.filter(mine).map(linkFacts)),
    addresses: lines(addresses.filter(mine).flatMap(addressFacts)),
    routes: lines([...routes4, ...routes6].filter((row) => mine(row) && !isTwin(row, routes6)).map(routeFacts)),
    proxies: lines(proxies),
    neighbors: lines(neighbors.filter((row) => mine(row) && row['dev'] !== 'lo')),
    rules: lines(rules),
    sysctls: sysctls.split('\n').filter((line) => line !== '' && !/\.veth|stable_secret|\.flush/.test(line)).map(plain).sort(),
    // An engine that makes a network anew puts its rules at another place; which ones there are is what counts.
    firewall: firewallFacts(firewall).map(plain).sort(),
    networks: lines(networks.map(networkFacts)),
    containers: lines(containers.map(containerFacts)),
    starts: lines(containers.map(({ Name, State }) => ({ Name, StartedAt: State['StartedAt'] ?? null, Pid: State.Pid }))),
    // What shares the host's network has nothing of its own inside.
    inside: (await Promise.all(containers.filter(({ State, HostConfig }) => State.Pid > 0 && HostConfig['NetworkMode'] !== 'host').map(inside))).flat().sort(),
    files: files.split('\n').filter(Boolean).sort(),
    kept: kept.split('\n').filter(Boolean).sort(),
  }
}

/** A snapshot of a host that has come to rest: no address is being probed (RFC 4862 section 5.4), and two looks in a row see the same. */
export async function settledSnapshot(host: HostName, patienceMs = 20_000): Promise<Snapshot> {
  const until = Date.now() + patienceMs
  let last = await hostSnapshot(host)
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 700))
    const next = await hostSnapshot(host)
    const probing = next['addresses']!.some((line) => /"tentative"/.test(line))
    if ((!probing && JSON.stringify(next) === JSON.stringify(last)) || Date.now() > until) return next
    last = next
  }
}

/** Waits until a host is as it was; fails with the lines that differ. `without`: tables that may differ. Answers how long it took, in ms. */
export async function untilAsBefore(host: HostName, before: Snapshot, { withinMs, without = [], message }: { withinMs: number; without?: (keyof Snapshot)[]; message: string }): Promise<number> {
  const began = Date.now()
  const kept = (snapshot: Snapshot) => Object.fromEntries(Object.entries(snapshot).filter(([table]) => !without.includes(table)))
  await expect.poll(async () => kept(await hostSnapshot(host).catch((error: Error): Snapshot => ({ unreadable: [error.message] }))), { timeout: withinMs, intervals: [300], message }).toEqual(kept(before))
  return Date.now() - began
}

/** Prints the records that the keeper brings back after a restart. Its database is read with the product's own reader; while there is none, nothing is kept. */
const KEPT = `
const file = '/var/lib/dock6/keeper/keeper.db'
if (require('fs').existsSync(file)) {
  const db = require('/opt/dock6/node_modules/better-sqlite3')(file, { readonly: true })
  for (const row of db.prepare('SELECT tbl, key, value FROM kept').all()) console.log(JSON.stringify(row))
}`

/** The engine gives a bridge that it makes anew another MAC address; after a restart of the host docker0 too. */
const isMade = (name: Json | undefined) => typeof name === 'string' && /^(br-|docker0$)/.test(name)
const isVeth = (name: Json | undefined) => typeof name === 'string' && name.startsWith('veth')

/** 20.10 adds a second route to the prefix of a network whose bridge it found at its start, beside the kernel's own (seen after a plain restart of the engine); a network that it makes anew has none. */
const isTwin = ({ dst, dev, metric, gateway, protocol }: Fields, routes: readonly Fields[]) =>
  isMade(dev) && metric === 1024 && gateway === undefined && protocol !== 'kernel' && routes.some((one) => one['dst'] === dst && one['dev'] === dev && one['protocol'] === 'kernel')

function sortedKeys(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Says names that an engine or the kernel made up in words that stay: `br-<network>` for a bridge, `<network>` for an id. */
function renamed(networks: readonly Network[], links: readonly Fields[]): (line: string) => string {
  const bridges = new Set(links.map((row) => row['ifname']))
  const words = networks.flatMap(({ Id, Name }): [string, string][] => [...(bridges.has(`br-${Id.slice(0, 12)}`) ? [[`br-${Id.slice(0, 12)}`, `br-<${Name}>`] as [string, string]] : []), [Id, `<${Name}>`]])
  return (line) => words.reduce((said, [from, to]) => said.replaceAll(from, to), line)
}

function linkFacts({ ifname, flags, mtu, master, address, linkinfo, operstate, inet6_addr_gen_mode }: Fields): Fields {
  const { info_kind, info_data = {}, info_slave_kind = null, info_slave_data = {} } = (linkinfo ?? {}) as { info_kind?: string; info_data?: Fields; info_slave_kind?: string; info_slave_data?: Fields }
  const options = (of: Fields, names: string[]) => names.map((name) => of[name] ?? null)
  const mac = isMade(ifname) ? null : (address ?? null)
  return {
    ifname: ifname ?? null, flags: [...((flags ?? []) as string[])].sort(), mtu: mtu ?? null, master: master ?? null, mac, operstate: operstate ?? null, gen: inet6_addr_gen_mode ?? null, kind: info_kind ?? null,
    bridge: info_kind === 'bridge' ? options(info_data, ['stp_state', 'vlan_filtering', 'mcast_snooping', 'mcast_querier', 'group_fwd_mask']) : null,
    port: info_slave_kind === 'bridge' ? options(info_slave_data, ['hairpin', 'isolated', 'learning', 'flood', 'neigh_suppress', 'vlan_tunnel']) : null,
  }
}

function addressFacts({ ifname, addr_info }: Fields): Fields[] {
  return (addr_info as Fields[]).map(({ valid_life_time, preferred_life_time, stable: _stable, ...rest }) => ({
    ...rest,
    dev: ifname ?? null,
    // A link-local address of a bridge follows its MAC address.
    local: isMade(ifname) && rest['scope'] === 'link' && rest['local'] !== 'fe80::1' ? 'link-local' : (rest['local'] ?? null),
    valid: valid_life_time === 4294967295 ? 'for ever' : 'dynamic',
    preferred: preferred_life_time === 4294967295 ? 'for ever' : preferred_life_time === 0 ? 'never' : 'dynamic',
  }))
}

function routeFacts({ expires, metrics, used: _used, cache: _cache, ...rest }: Fields): Fields {
  // The hop limit of a route that was advertised is that of the last advertisement.
  const set = ((metrics ?? []) as Fields[]).map(({ hoplimit, ...one }) => (rest['protocol'] === 'ra' ? one : { ...one, ...(hoplimit === undefined ? {} : { hoplimit }) })).filter((one) => Object.keys(one).length > 0)
  const bridge = isMade(rest['dev']) && /^(fe80::.+|anycast fe80)/.test(String(rest['dst'])) && rest['table'] === 'local'
  return { ...rest, ...(bridge ? { dst: 'link-local' } : {}), metrics: set, lasts: expires === undefined ? 'for ever' : 'dynamic' }
}

/** Rules and chains with their tables. A built-in chain that accepts says nothing: engines make tables, and leave them behind empty. */
function firewallFacts(saved: string): string[] {
  let table = ''
  return saved.split('\n').flatMap((raw) => {
    const [save = '', line = ''] = [raw.slice(0, raw.indexOf(' ')), raw.slice(raw.indexOf(' ') + 1).replace(/ ?\[\d+:\d+\] ?/, '')]
    if (line.startsWith('*')) table = line.slice(1)
    return /^-A |^:/.test(line) && !/^:[A-Z]+ ACCEPT/.test(line) ? [`${save} ${table} ${line}`] : []
  })
}

function networkFacts({ Id: _id, Containers = {}, ...rest }: Network): Fields {
  const { Created: _created, Status: _status, ...facts } = rest as unknown as Fields
  // No options: the client says {} to the engine, others say nothing.
  const ipam = facts['IPAM'] as Fields
  const endpoints = Object.values(Containers).map(({ EndpointID: _endpoint, MacAddress: _mac, ...one }) => one as Fields)
  // 20.10 names the gateway of docker0 only where it found that bridge at its start; the address itself is among the addresses.
  const pools = ((ipam['Config'] ?? []) as Fields[]).map(({ Gateway: gateway, ...one }) => (facts['Name'] === 'bridge' || gateway === undefined ? one : { ...one, Gateway: gateway }))
  return { ...facts, IPAM: { ...ipam, Config: pools, Options: ipam['Options'] ?? {} }, Containers: endpoints.toSorted((a, b) => (String(a['Name']) < String(b['Name']) ? -1 : 1)) }
}

function containerFacts({ Id, Name, State, NetworkSettings, HostConfig }: Container): Fields {
  const endpoints = Object.entries(NetworkSettings.Networks).map(([network, { EndpointID: _endpoint, NetworkID: _network, MacAddress: _mac, DNSNames: _dns, Aliases, ...one }]): Fields => ({
    ...one,
    // No options: 20.10 says null, 28 either.
    DriverOpts: Object.keys((one['DriverOpts'] ?? {}) as Fields).length > 0 ? one['DriverOpts']! : null,
    network,
    // The engine adds the short id by itself.
    aliases: ((Aliases ?? []) as string[]).filter((alias) => !Id.startsWith(alias)).sort(),
  }))
  return { Name, Running: State['Running'] ?? null, mode: HostConfig['NetworkMode'] ?? null, endpoints: endpoints.toSorted((a, b) => (String(a['network']) < String(b['network']) ? -1 : 1)) }
}

/** Addresses and routes inside a container, without the names of links: which one is eth0 depends on the order of connecting. */
function insideFacts(name: string, addresses: readonly Fields[], routes: readonly Fields[]): string[] {
  const held = addresses.flatMap(({ addr_info }) => (addr_info as Fields[]).filter((one) => one['scope'] === 'global').map((one) => `${name} ${String(one['local'])}/${String(one['prefixlen'])}`))
  return [...held, ...routes.filter((one) => !String(one['dst']).startsWith('fe80')).map((one) => `${name} route ${String(one['dst'])} via ${String(one['gateway'] ?? 'link')}`)]
}
