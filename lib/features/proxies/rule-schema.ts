import type { Problem } from '../../core/problem'
import type { SilentReason } from './schema'

/** A wish: containers of `network` (its name) answer on `dev`. */
export type ProxyRule = { network: string; dev: string }

/** One entry that dock6 added for a rule. Only what is written down as such is ever taken away. `rule`: the rule's key. */
export type OwnEntry = { dev: string; address: string; rule: string }

/** What dock6 keeps about rules: the rules, the entries that are theirs, and what went wrong last. */
export type OwnProxies = { rules: (ProxyRule & { by: string; at: number })[]; entries: OwnEntry[]; problems: Record<string, Problem> }

/**
 * How a rule stands. `network-missing`: there is no such network; `link-down`: its link is down or gone; `makes-no-sense`: the entries help nobody;
 * `off`: the kernel answers nothing, a switch is off; `failing`: an entry could not be added or removed; `unknown`: the engine could not be asked;
 * `leaving`: the rule is gone, entries of it are still there.
 */
export type ProxyRuleState = 'working' | 'makes-no-sense' | 'link-down' | 'network-missing' | 'off' | 'failing' | 'unknown' | 'leaving'

/** One rule “containers of this network answer on this link”. */
export type ProxyRuleRow = {
  key: string
  network: string
  /** The engine's id of the network; null if there is none of this name. */
  networkId: string | null
  dev: string
  /** The IPv6 subnets of the network; empty if there is none of this name, or the engine could not be asked. */
  subnets6: string[]
  state: ProxyRuleState
  /** The state as a sentence. */
  why: string
  /** Which switches keep the kernel from answering, for the fix. */
  silent: SilentReason[]
  answersProbes: boolean | null
  problem: Problem | null
  /** Addresses of running containers on the network; null if the engine could not be asked. */
  wants: number | null
  /** Entries that the rule added. */
  owns: number
  /** Wanted addresses without any entry; null if that is not known. */
  missing: number | null
  by: string
  since: number
}

/** The key under which a rule is kept. A link's name holds no slash. */
export function ruleKey({ network, dev }: ProxyRule): string {
  return `proxies/${network}/${dev}`
}
