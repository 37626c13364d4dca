type Sh = (...argv: string[]) => Promise<string>
type Place = { HostIp: string; HostPort: string }
type Endpoint = { EndpointID?: string; Aliases?: string[] | null; DNSNames?: string[] | null }
type Mount = { Type: string; Name?: string; Destination: string; Mode?: string; Source?: string; VolumeOptions?: object }
/** What the tests look into of an inspection; the rest is compared as it comes. */
export type Inspect = {
  [field: string]: unknown
  Id: string
  State?: { Running: boolean }
  HostConfig: { Binds: string[] | null; Mounts?: Mount[] | null; PortBindings: Record<string, Place[]> }
  Mounts: Mount[]
  NetworkSettings: { SandboxID?: string; SandboxKey?: string; Networks: Record<string, Endpoint>; Ports: Record<string, Place[] | null> }
}

export const NAME = 'fid-web'
const RUN = `trap 'exit 0' TERM; mkdir -p /data/www; echo hello > /data/www/index.html; httpd -p '[::]:80' -h /data/www; while :; do sleep 1 & wait $!; done`

/** Makes and starts a container with more than 40 options on two networks. Answers how many different options of `docker create` it has. */
export async function makeContainer(sh: Sh, isModern: boolean): Promise<number> {
  await sh('sh', '-c', 'mkdir -p /srv/fid; docker volume create fid-data >/dev/null')
  await sh('docker', 'network', 'create', '--ipv6', '--subnet', '2001:db8:f1::/64', '--subnet', '10.231.0.0/24', 'fid-a')
  await sh('docker', 'network', 'create', '--ipv6', '--subnet', '2001:db8:f2::/64', '--subnet', '10.232.0.0/24', 'fid-b')
  await sh('docker', 'run', '-d', '--name', 'fid-peer', '--network', 'fid-a', 'busybox:lab', 'sleep', '9999')
  // An image with a file where a volume without a name comes to lie, and somebody who lends volumes.
  await sh('sh', '-c', 'docker exec fid-peer sh -c "mkdir /full; echo image > /full/file"; docker commit fid-peer fid-full:1; docker create --name fid-donor -v fid-lent:/lent -v /lent-anon busybox:lab')
  const options = [
    '--name', NAME,
    '--network', 'fid-a', '--ip', '10.231.0.50', '--ip6', '2001:db8:f1::50', '--mac-address', '02:11:22:33:44:55', '--network-alias', 'web', '--network-alias', 'api', '--link', 'fid-peer:db',
    '-p', '[::1]:8081:80', '-p', '127.0.0.1:8082:80/tcp', '-p', '9053:53/udp', '--expose', '7000',
    '-e', 'A=1', '-e', 'TOKEN=pa ss"w$ord', '-e', 'EMPTY=', '-l', 'app=fid', '-l', 'quoted="x"',
    '-v', 'fid-data:/data', '-v', '/srv/fid:/srv:ro,rslave', '-v', '/anon', '-v', '/full', '--volumes-from', 'fid-donor', '--mount', 'type=volume,target=/anon2', '--mount', 'type=tmpfs,target=/tm,tmpfs-size=1048576,tmpfs-mode=1770',
    '--mount', 'type=bind,source=/srv/fid,target=/bind,readonly,bind-propagation=rprivate', '--tmpfs', '/run:size=65536k,mode=755',
    '--user', '0:0', '--workdir', '/data', '--hostname', 'fid.example', '--domainname', 'example.org',
    '--cap-add', 'NET_ADMIN', '--cap-drop', 'MKNOD', '--device', '/dev/null:/dev/xnull:r', '--device-cgroup-rule', 'c 1:3 r',
    '--ulimit', 'nofile=2048:4096', '--ulimit', 'core=0', '--sysctl', 'net.ipv6.conf.all.forwarding=0', '--sysctl', 'net.core.somaxconn=256',
    '--health-cmd', 'wget -q -O- http://127.0.0.1/ || exit 1', '--health-interval', '1s', '--health-timeout', '2s', '--health-retries', '5', '--health-start-period', '1s',
    '--restart', 'on-failure:3', '--log-driver', 'json-file', '--log-opt', 'max-size=1m', '--log-opt', 'max-file=2',
    '--add-host', 'db.example:2001:db8::9', '--dns', '2001:db8::53', '--dns-search', 'example.org', '--dns-option', 'ndots:2',
    '--shm-size', '16m', '--stop-signal', 'TERM', '--stop-timeout', '3', '--init', '--pid', 'host', '--ipc', 'shareable', '--cgroupns', 'private',
    '--security-opt', 'no-new-privileges', '--read-only', '--oom-score-adj', '100', '--group-add', '4', '-t', '-i', '--attach', 'stdin',
    ...(isModern ? ['--annotation', 'org.example.note=x'] : []),
    '--entrypoint', '/bin/sh',
  ]
  await sh('docker', 'create', ...options, 'fid-full:1', '-c', RUN)
  await sh('docker', 'network', 'connect', '--ip', '10.232.0.60', '--ip6', '2001:db8:f2::60', '--alias', 'second', '--link', 'fid-peer:db2', '--driver-opt', 'com.example.x=y', ...(isModern ? ['--gw-priority', '5'] : []), 'fid-b', NAME)
  await sh('docker', 'start', NAME)
  return new Set(options.filter((word) => /^--?[a-z]/.test(word))).size
}

export const CLEAN = 'docker rm -fv fid-web fid-web.dock6-new fid-web.dock6-old fid-peer fid-donor; docker rmi fid-full:1; docker network rm fid-a fid-b; docker volume rm fid-data fid-lent; rm -rf /srv/fid; true'

/** Fields that differ from one container to the next whatever one does: its own id, times, process, and the paths and ids that the engine makes of them. */
const OWN = ['Id', 'Created', 'State', 'GraphDriver', 'ResolvConfPath', 'HostnamePath', 'HostsPath', 'LogPath', 'RestartCount', 'ExecIDs']

/**
 * An inspection without what is allowed to differ after a container was made anew:
 * the fields of OWN; NetworkSettings.SandboxID, SandboxKey and each EndpointID; the short id among the aliases and DNS names;
 * that anonymous volumes are asked for by their names, with nothing copied into them (HostConfig.Binds and Mounts, and with it the mode "z" that the engine notes for named volumes);
 * and the order of lists that the engine keeps in none.
 */
export function comparable(inspect: Inspect): Inspect {
  const copy = structuredClone(inspect)
  const short = copy.Id.slice(0, 12)
  for (const field of OWN) delete copy[field]
  delete copy.NetworkSettings.SandboxID
  delete copy.NetworkSettings.SandboxKey
  for (const network of Object.values(copy.NetworkSettings.Networks)) {
    delete network.EndpointID
    for (const list of ['Aliases', 'DNSNames'] as const) if (network[list]) network[list] = network[list].filter((name) => name !== short)
  }
  for (const places of Object.values(copy.NetworkSettings.Ports)) places?.sort(byPlace)
  const isAnonymous = (name: string) => /^[0-9a-f]{64}$/.test(name)
  copy.HostConfig.Binds &&= copy.HostConfig.Binds.filter((bind) => !isAnonymous(bind.split(':')[0]!))
  for (const mount of copy.HostConfig.Mounts ?? []) if (mount.Type === 'volume' && isAnonymous(mount.Source ?? '')) for (const field of ['Source', 'VolumeOptions'] as const) delete mount[field]
  copy.Mounts.sort((a, b) => (a.Destination < b.Destination ? -1 : 1))
  for (const mount of copy.Mounts) if (mount.Type === 'volume' && isAnonymous(mount.Name ?? '')) delete mount.Mode
  return copy
}

export function byPlace(a: Place, b: Place): number {
  return a.HostIp + a.HostPort < b.HostIp + b.HostPort ? -1 : 1
}
