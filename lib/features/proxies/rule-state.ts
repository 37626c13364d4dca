import { proxyRules as text } from '../../text/en/proxy-rules'
import type { ProxyRuleRow } from './rule-schema'
import type { Nonsense } from './rule-sense'

const t = text.state

/** The state of a rule and its sentence: what keeps it from being first, then what it does. */
export function ruleState(facts: Pick<ProxyRuleRow, 'network' | 'networkId' | 'dev' | 'silent' | 'problem' | 'wants' | 'missing'> & { networksKnown: boolean; nonsense: readonly Nonsense[] }): Pick<ProxyRuleRow, 'state' | 'why'> {
  const { network, networkId, dev, silent, problem, wants, missing, networksKnown, nonsense } = facts
  if (networksKnown && networkId === null) return { state: 'network-missing', why: t.networkMissing(network) }
  if (silent.includes('link_missing')) return { state: 'link-down', why: t.linkMissing(dev) }
  if (silent.includes('link_down')) return { state: 'link-down', why: t.linkDown(dev) }
  if (nonsense.length > 0) return { state: 'makes-no-sense', why: nonsense.map(({ why }) => why).join(' ') }
  if (problem) return { state: 'failing', why: problem.message }
  if (silent.includes('proxy_ndp_off')) return { state: 'off', why: t.proxyOff(dev) }
  if (silent.includes('forwarding_off')) return { state: 'off', why: t.forwardingOff(dev) }
  if (!networksKnown || wants === null) return { state: 'unknown', why: t.unknown }
  return { state: 'working', why: missing ? t.catchingUp(missing) : t.working(wants, dev) }
}
