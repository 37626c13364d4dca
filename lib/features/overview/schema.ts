import type { Ref } from '../../core/resource'

export type Severity = 'bad' | 'attention'

/** Something that needs a person: what, why, what to do, and the row where it shows. */
export type Finding = { code: string; severity: Severity; title: string; why: string; advice: string; about: Ref }

/** One station on the way from the internet to the containers. */
export type Hop = { id: 'internet' | 'router' | 'uplink' | 'host' | 'bridges' | 'containers'; title: string; fact: string; state: 'good' | 'attention' | 'bad' | 'unknown'; about: Ref | null }

/** The state of the host's IPv6 at a glance, one row. */
export type Overview = {
  key: 'overview'
  /** One sentence for the top of the page. */
  sentence: string
  global: { address: string; length: number; dev: string; source: string; validUntil: number | null; preferredUntil: number | null }[]
  defaultRoute: { via: string | null; dev: string | null; protocol: string; expiresAt: number | null } | null
  forwarding: boolean | null
  kernelIpv6: boolean
  networks: { total: number; withIpv6: number }
  containers: { running: number; withIpv6: number }
  path: Hop[]
  findings: Finding[]
}
