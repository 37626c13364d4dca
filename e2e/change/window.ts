import { expect, type HostName } from '../fixtures'
import { consoleReady, hostExec } from '../lab/api.mjs'

/** Seconds to confirm while these tests run: they wait for the end of the time many times. */
export const WINDOW_S = 8

const DROP_IN = '/etc/systemd/system/dock6-keeper.service.d/window.conf'

async function must(host: HostName, script: string): Promise<void> {
  const { code, stderr } = await hostExec(host, ['sh', '-c', script])
  if (code !== 0) throw new Error(`${script}: ${stderr}`)
}

/** Makes the keeper of a host give less time to confirm, as an administrator would: by a drop-in of its unit. */
export async function shortWindow(host: HostName): Promise<void> {
  await must(host, `mkdir -p ${DROP_IN.slice(0, DROP_IN.lastIndexOf('/'))}; printf '[Service]\\nEnvironment=DOCK6_CONFIRM_SECONDS=${WINDOW_S}\\n' > ${DROP_IN}; systemctl daemon-reload; systemctl restart dock6-keeper`)
  await consoleReady(host)
}

/** The time that everybody has. */
export async function usualWindow(host: HostName): Promise<void> {
  await must(host, `rm -f ${DROP_IN} /etc/dock6/dock6.env; systemctl daemon-reload; systemctl restart dock6-keeper`)
  await consoleReady(host)
}

/**
 * Has the host live on router advertisements: no forwarding, a default route and an address that were advertised. An engine that made an IPv6 network before has turned forwarding on.
 * Answers what puts it back.
 */
export async function advertised(host: HostName): Promise<() => Promise<void>> {
  const all = 'net.ipv6.conf.all.forwarding'
  const was = (await hostExec(host, ['sysctl', '-n', all])).stdout.trim()
  await must(host, `sysctl -qw ${all}=0 net.ipv6.conf.eth0.accept_ra=1`)
  await expect.poll(async () => (await hostExec(host, ['sh', '-c', 'ip -6 route show default dev eth0 proto ra; ip -6 addr show dev eth0 dynamic'])).stdout, { timeout: 20_000, message: 'the router advertises' }).toMatch(/^default .*\n.*inet6/s)
  return () => must(host, `sysctl -qw ${all}=${was}`)
}
