import type { Family } from '../../core/ip'
import type { Problem } from '../../core/problem'

/** Whose an address is: this host's, one of its containers', seen at a neighbor's, on a link where it can be added, on no link of this host, or no address that one host can be reached by. */
export type Whose = 'host' | 'container' | 'neighbor' | 'on-link' | 'nobody' | 'unusable'

/** One address that a name has. `ttl` in seconds. `prefix`: the link's prefix that it lies in; `flags` as the kernel names them, where the host has it. */
export type NameAddress = {
  family: Family
  address: string
  ttl: number
  whose: Whose
  dev: string | null
  prefix: string | null
  container: string | null
  mac: string | null
  flags: string[]
  /** What that means for publishing at it, in a sentence. */
  note: string
}

/** What the host's resolver says of a name. `asked`: the full name that answered; `problem`: why none of its addresses can be published at over IPv6. */
export type Resolved = { name: string; asked: string; servers: string[]; addresses: NameAddress[]; problem: Problem | null }
