import { z } from 'zod'
import { sourceText, type Reading } from '../../core/reading'
import { parseValue } from '../parse-json'
import { SYSCTL_DROP_IN } from './drop-in'

/** Values by their path under /proc/sys, such as `net/ipv6/conf/eth0/forwarding`. A file that does not exist is not there. */
export type SysctlValues = Record<string, string>

const source = {
  type: 'gather',
  gatherer: 'sysctls',
  shows: '/proc/sys/net/{ipv6/conf/*,ipv6/neigh/*/proxy_delay,ipv6/bindv6only,ipv6/ip_nonlocal_bind,ipv4/ip_forward,ipv4/conf/all/forwarding,bridge/bridge-nf-call-*}',
} as const

/** The kernel settings that decide about IPv6 (`lib/hosts/gather/sysctls.ts`). Some have netlink events, the others are polled while somebody looks. */
export const sysctlValues: Reading<SysctlValues> = {
  name: 'sysctls',
  source,
  wakes: ['netconf', 'link', { poll: 5000 }],
  parse: (raw) => parseValue(raw, z.record(z.string(), z.string()), sourceText(source)),
}

/** One file that sets sysctls when the host starts, as it is; in the list they stand in the order in which they are applied. */
export type SysctlFileFacts = { path: string; text: string | null; atStart: boolean }

const filesSource = { type: 'gather', gatherer: 'sysctl-files', shows: 'systemd-analyze cat-config sysctl.d' } as const

/** The files behind systemd-sysctl (`lib/hosts/gather/sysctl-files.ts`). Only our own is watched; the others are polled while somebody looks. */
export const sysctlFiles: Reading<SysctlFileFacts[]> = {
  name: 'sysctl-files',
  source: filesSource,
  wakes: [{ file: SYSCTL_DROP_IN }, { poll: 10_000 }],
  parse: (raw) => parseValue(raw, z.array(z.object({ path: z.string(), text: z.string().nullable(), atStart: z.boolean() })), sourceText(filesSource)),
}

/** One setting of a link (or of `all`, `default`) under net/ipv6/conf; undefined if it is not known. */
export function conf6(values: SysctlValues | undefined, dev: string, name: string): string | undefined {
  const path = `net/ipv6/conf/${dev}/${name}`
  return values !== undefined && Object.hasOwn(values, path) ? values[path] : undefined
}
