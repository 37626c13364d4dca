import type { KernelRows } from '../plan-parts'
import type { RouteRow } from '../routes/schema'
import type { Sysctl } from './schema'

type Seen = Pick<KernelRows, 'sysctls' | 'routes' | 'links' | 'addresses'>

/** Default routes that were learned from advertisements on links that would hear no more of them once the host forwards (accept_ra 1; Linux ip-sysctl). */
export function learnedDefaults(rows: Seen): RouteRow[] {
  return rows.routes.filter((one) => one.family === 6 && one.dst === 'default' && one.protocol === 'ra' && one.dev !== null && acceptRa(rows, one.dev)?.value === '1')
}

/** accept_ra of the links that live on router advertisements and would ignore them once the host forwards. */
export function deafened(rows: Seen): (Sysctl & { dev: string })[] {
  const uplinks = rows.links.filter((one) => one.uplink && acceptRa(rows, one.name)?.value === '1' && rows.addresses.some((held) => !held.container && held.dev === one.name && held.source === 'ra'))
  const devs = new Set([...learnedDefaults(rows).map(({ dev }) => dev), ...uplinks.map(({ name }) => name)])
  return [...devs].flatMap((dev) => {
    const own = dev === null ? undefined : acceptRa(rows, dev)
    return own && dev !== null ? [{ ...own, dev }] : []
  })
}

/** Whether a link takes router advertisements: always by 2, by 1 only while it does not forward (ipv6_accept_ra of the kernel's net/ipv6/ndisc.c). A link whose settings nobody shows is taken to. */
export function hears(rows: Pick<KernelRows, 'sysctls'>, dev: string): boolean {
  const value = (name: string) => rows.sysctls.find(({ key }) => key === `net/ipv6/conf/${dev}/${name}`)?.value
  return value('accept_ra_defrtr') !== '0' && (value('accept_ra') === '1' ? (value('forwarding') ?? '0') === '0' : value('accept_ra') !== '0')
}

function acceptRa({ sysctls }: Seen, dev: string): Sysctl | undefined {
  return sysctls.find(({ key }) => key === `net/ipv6/conf/${dev}/accept_ra`)
}
