/** Installs what the lab needs on this Debian or Ubuntu machine; does nothing when all is there. */
import { spawnSync } from 'node:child_process'

const packages = [
  'systemd-container', 'mmdebstrap', 'debian-archive-keyring', 'chromium', 'radvd', 'ndisc6', 'iputils-ping',
  'busybox-static', 'tcpdump', 'dnsmasq-base', 'nftables', 'iptables', 'iproute2', 'procps', 'util-linux',
]

/** @param {string} name */
function isInstalled(name) {
  const asked = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name], { encoding: 'utf8' })
  if (asked.error) throw new Error('the lab needs a Debian or Ubuntu machine: dpkg-query is not there')
  return asked.status === 0 && asked.stdout === 'installed'
}

/** @param {string[]} args */
function aptGet(...args) {
  // Progress goes to stderr: stdout may be somebody's JSON.
  const { status } = spawnSync('apt-get', args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed with ${status}`)
}

try {
  const missing = packages.filter((name) => !isInstalled(name))
  if (missing.length > 0) {
    process.stderr.write(`lab: installing ${missing.join(' ')}\n`)
    aptGet('update', '--quiet')
    aptGet('install', '--quiet', '--yes', '--no-install-recommends', ...missing)
  }
} catch (error) {
  process.stderr.write(`lab: ${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}
