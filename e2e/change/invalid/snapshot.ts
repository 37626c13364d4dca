type Sh = (...argv: string[]) => Promise<string>

// Only what the product may touch; counters, ages and what neighbors do by themselves are left out.
const COMMANDS: [string, string][] = [
  ['links', 'ip -j -d link'], ['addresses', 'ip -j addr'], ['routes', 'ip -j -6 route show table all; ip -j -4 route show table all'], ['rules', 'ip -j -6 rule; ip -j -4 rule'],
  ['neighbors', 'ip -j -6 neigh show nud permanent; ip -j -4 neigh show nud permanent'], ['proxies', 'ip -j -6 neigh show proxy'],
  ['nft', 'nft list ruleset 2>/dev/null | sed -E "s/counter packets [0-9]+ bytes [0-9]+/counter/"; ip6tables-save 2>/dev/null | sed -E "s/\\[[0-9]+:[0-9]+\\]//; /^#/d"'],
  ['sysctls', 'sysctl -a -r "^net\\.(ipv6\\.(conf|bindv6only|ip_nonlocal_bind)|ipv4\\.ip_forward|bridge)" 2>/dev/null; true'],
  ['networks', 'docker network ls -q | sort | xargs docker network inspect'], ['containers', 'docker ps -aq | sort | xargs docker inspect'],
  ['files', 'find /etc/dock6 /etc/sysctl.d /etc/ndppd.conf /etc/docker /etc/systemd/system -type f 2>/dev/null | sort | xargs sha256sum'],
  ['services', 'systemctl is-active docker ndppd 2>/dev/null; systemctl is-enabled ndppd 2>/dev/null; true'],
]

/** Everything of the host that a change could alter, part by part. */
export async function snapshot(sh: Sh): Promise<Record<string, string>> {
  const parts = await Promise.all(COMMANDS.map(async ([name, command]) => [name, steady(await sh('sh', '-c', command))] as const))
  // A part that reads as nothing would agree with anything.
  for (const [name, text] of parts) if (text.trim() === '' && name !== 'files') throw new Error(`nothing was read of ${name}`)
  return Object.fromEntries(parts)
}

function steady(text: string): string {
  return text.replaceAll(/"(valid_life_time|preferred_life_time|expires|[a-z_]*timer)":[\d.]+,?/g, '')
}
