import { parseAddress } from '../../../core/ip'
import { changesEngine as text } from '../../../text/en/changes-engine'
import { isApiAtLeast } from '../capabilities'
import type { ConfigFacts, Judge } from './judge'

/** IPv6 needs at least this much (RFC 8200 section 5). */
const LEAST_SIX = 1280

/** Firewall, forwarding, DNS and the rest: what excludes each other, and what no address can be. */
export function checkRules(config: Record<string, unknown>, { api, swarm }: ConfigFacts, judge: Judge): void {
  const rules4 = config['iptables'] !== false
  const rules6 = (config['ip6tables'] ?? isApiAtLeast(api, '1.46')) === true
  if (config['ip6tables'] === true && !isApiAtLeast(api, '1.46') && config['experimental'] !== true) judge.refuse('ip6tables', text.experimental)
  if (config['icc'] === false && (!rules4 || (!rules6 && config['ipv6'] === true && isApiAtLeast(api, '1.42')))) judge.refuse('icc', text.icc)
  if (config['iptables'] === false) judge.warn('iptables', text.warn.noRules('iptables'))
  if (config['ip6tables'] === false) judge.warn('ip6tables', text.warn.noRules('ip6tables'))
  if (config['ip-forward'] === false) judge.warn('ip-forward', text.warn.noForward)
  mtu(config['mtu'], judge)
  path('userland-proxy-path', config, judge)
  for (const key of ['ip', 'host-gateway-ip']) addresses(key, config[key] === undefined ? [] : [config[key]], judge)
  for (const key of ['dns', 'host-gateway-ips']) addresses(key, config[key], judge)
  if (config['host-gateway-ip'] && config['host-gateway-ips']) judge.refuse('host-gateway-ip', text.hostGateway)
  if (typeof config['ip'] === 'string' && config['ip'] !== '' && config['ip'] !== '0.0.0.0') judge.warn('ip', text.warn.onlyOneFamily(config['ip']))
  if (swarm && config['live-restore'] === true) judge.refuse('live-restore', text.swarmLive)
  if (swarm && config['firewall-backend'] === 'nftables') judge.refuse('firewall-backend', text.swarmNft)
}

function mtu(value: unknown, judge: Judge): void {
  // 0 is the engine's word for its default.
  if (typeof value !== 'number' || value === 0) return
  if (value < 68 || value > 65_535) judge.refuse('mtu', text.mtu)
  else if (value < LEAST_SIX) judge.warn('mtu', text.warn.smallMtu)
}

function path(key: string, config: Record<string, unknown>, judge: Judge): void {
  const value = config[key]
  if (typeof value === 'string' && value !== '' && !value.startsWith('/')) judge.refuse(key, text.absolute(key))
}

function addresses(key: string, values: unknown, judge: Judge): void {
  if (!Array.isArray(values)) return
  const wrong = values.find((value) => typeof value === 'string' && value !== '' && !parseAddress(value).ok)
  if (typeof wrong === 'string') judge.refuse(key, text.notAddress(key, wrong))
}
