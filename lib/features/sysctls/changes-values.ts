import { ok, type Result } from '../../core/result'
import { changesKernel as text } from '../../text/en/changes-kernel'
import type { Link } from '../links/schema'
import { refuse } from '../plan-parts'
import type { Sysctl } from './schema'

const t = text.sysctls

const SWITCH = [0, 1] as const
/** Which values a setting takes. The kernel itself takes nearly any number for most of them (`forwarding` 5 is accepted on 6.18) and means nothing by it. */
const RANGES: Partial<Record<string, readonly [number, number]>> = {
  forwarding: SWITCH, proxy_ndp: SWITCH, disable_ipv6: SWITCH, autoconf: SWITCH, accept_ra_defrtr: SWITCH, bindv6only: SWITCH, ip_nonlocal_bind: SWITCH, ip_forward: SWITCH,
  'bridge-nf-call-ip6tables': SWITCH, 'bridge-nf-call-iptables': SWITCH, 'bridge-nf-call-arptables': SWITCH,
  accept_ra: [0, 2], accept_dad: [0, 2], use_tempaddr: [0, 2], keep_addr_on_down: [-1, 1], addr_gen_mode: [0, 3],
  // Hundredths of a second; at 6000 an entry looks dead (pndisc_redo of the kernel's net/ipv6/ndisc.c).
  proxy_delay: [0, 1000],
}

/** Below this the kernel takes IPv6 off the link, and its settings with it (RFC 8200 section 5; addrconf_notify of the kernel's net/ipv6/addrconf.c). */
const MTU_LEAST = 1280
const MTU_MOST = 65536

/** Checks a value for a setting; answers it as the kernel prints it. */
export function valueFor(row: Sysctl, input: string, links: readonly Link[]): Result<string> {
  const range = row.name === 'mtu' ? ([MTU_LEAST, links.find(({ name }) => name === row.dev)?.mtu ?? MTU_MOST] as const) : RANGES[row.name]
  if (!range) return refuse('value', t.unknown(row.name))
  const [low, high] = range
  const written = input.trim()
  const value = /^(0|-?[1-9]\d{0,5})$/.test(written) ? Number(written) : Number.NaN
  if (row.name === 'mtu' && value < MTU_LEAST) return refuse('value', t.mtuTooSmall)
  if (!(value >= low && value <= high)) return refuse('value', t.range(row.name, low, high))
  // EUI-64 by a secret needs the secret to be there; the kernel answers with an I/O error.
  if (row.name === 'addr_gen_mode' && value === 2) return refuse('value', t.noSecret)
  return ok(String(value))
}
