import { overlaps, parseAddress, parsePrefix, contains } from '../../core/ip'
import { valueOf } from '../../core/result'
import { defineResource } from '../../core/resource'
import { linkFacts } from '../links/readings'
import { engineNetworks } from '../networks/readings'
import { proxyFacts } from '../proxies/readings'
import { conf6, sysctlValues } from '../sysctls/readings'
import { uniqueKeys } from '../unique-keys'
import { parseConfig } from './config'
import { ndppdFacts, type NdppdFacts } from './readings'
import type { Ndppd, NdppdFault, NdppdRule } from './schema'
import { understand, type ConfigRule } from './understand'

/** The service as a whole and the file that it reads. */
export const ndppd = defineResource<Ndppd, { facts: typeof ndppdFacts }, Record<string, never>>({
  name: 'ndppd',
  needs: { facts: ndppdFacts },
  enriches: {},
  rows({ facts }) {
    const { rules, remarks, error } = configOf(facts)
    const { unit } = facts
    return [{
      key: 'ndppd', unit: unit && { running: unit.state === 'running', state: unit.state, boot: unit.boot },
      text: facts.text, error, remarks, restartNeeded: isStale(facts), rules: rules.length,
    }]
  },
  key: (row) => row.key,
  search: () => 'ndppd',
  sorts: {},
})

const needs = { facts: ndppdFacts }
const enriches = { links: linkFacts, sysctls: sysctlValues, proxies: proxyFacts, networks: engineNetworks }

/** The rules of ndppd.conf, with what keeps one from answering and where the kernel answers too. */
export const ndppdRules = defineResource<NdppdRule, typeof needs, typeof enriches>({
  name: 'ndppd-rules',
  needs,
  enriches,
  rows({ facts }, { links, sysctls, proxies, networks }) {
    const unique = uniqueKeys()
    return configOf(facts).rules.map((rule): NdppdRule => {
      const { dev, prefix, method, iface, line } = rule
      const range = valueOf(parsePrefix(prefix))
      const holds = (address: string) => {
        const parsed = valueOf(parseAddress(address))
        return range !== undefined && parsed !== undefined && contains(range, parsed)
      }
      const meets = (subnet: string) => {
        const parsed = valueOf(parsePrefix(subnet))
        return range !== undefined && parsed !== undefined && parsed.family === 6 && overlaps(range, parsed)
      }
      return {
        key: unique(`${dev}/${prefix}`),
        dev, prefix, method, iface, line,
        faults: faultsOf(rule, facts, links && new Set(links.map(({ name }) => name)), Number(conf6(sysctls, dev, 'forwarding') ?? 1) === 0),
        entries: (proxies ?? []).filter((entry) => entry.dev === dev && holds(entry.address)).map(({ address }) => address),
        networks: (networks ?? []).filter(({ pools }) => pools.some(({ subnet }) => meets(subnet))).map(({ name }) => name),
      }
    })
  },
  key: (row) => row.key,
  search: (row) => [row.dev, row.prefix, row.method ?? '', row.iface ?? '', ...row.networks, ...row.faults, row.entries.length > 0 ? 'both' : ''].join(' '),
  sorts: { prefix: 'address', dev: 'text', method: 'text', line: 'number' },
})

/** The rules of the file, what is odd in it, and why it cannot be read at all. */
export function configOf({ text }: Pick<NdppdFacts, 'text'>): { rules: ConfigRule[]; remarks: Ndppd['remarks']; error: string | null } {
  const parsed = parseConfig(text ?? '')
  return parsed.ok ? { ...understand(parsed.value), error: null } : { rules: [], remarks: [], error: parsed.problem.message }
}

/** systemd tells whole seconds: a file written in the second of the start may have been read or not, and is taken for read. */
function isStale({ unit, writtenAt }: NdppdFacts): boolean {
  return unit?.state === 'running' && unit.startedAt !== null && writtenAt !== null && Math.floor(writtenAt / 1000) * 1000 > unit.startedAt
}

function faultsOf({ method, dev, iface }: ConfigRule, facts: NdppdFacts, links: ReadonlySet<string> | undefined, forwardingOff: boolean): NdppdFault[] {
  const { unit } = facts
  const faults: NdppdFault[] = []
  if (!unit) faults.push('not_installed')
  // Debian's script ends well although the daemon behind it gave up; systemd then says `exited`.
  else if (unit.state === 'exited' || unit.state === 'failed') faults.push('failed')
  else if (unit.state !== 'running') faults.push('stopped')
  if (isStale(facts)) faults.push('not_loaded')
  if (method === null) faults.push('no_method')
  if (links && !links.has(dev)) faults.push('link_missing')
  if (links && iface !== null && !links.has(iface)) faults.push('inner_missing')
  if (forwardingOff) faults.push('forwarding_off')
  return faults
}
