/** Base root file systems: built once from Debian's packages, cached, then only read. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { basePackages, cacheDir } from './config.mjs'
import { withLock } from './lock.mjs'
import { removeTree } from './mounts.mjs'
import { must, run, say } from './run.mjs'

/** @typedef {import('./config.mjs').Host} Host */

/** Grows when what is done to the packages' files below changes. */
const recipe = 1
const buildDir = join(cacheDir, 'rootfs')

/** Not of use on a host without a network manager, name server, way out or console. */
const masked = [
  'systemd-networkd.service', 'systemd-networkd.socket', 'systemd-resolved.service', 'systemd-timesyncd.service',
  'systemd-firstboot.service', 'apt-daily.timer', 'apt-daily-upgrade.timer', 'console-getty.service',
  // These reach for the one kernel that the host shares with the machine it runs on.
  'modprobe@.service', 'sys-kernel-debug.mount', 'sys-kernel-tracing.mount',
]

/** @param {Host} host */
function basePath(host) {
  const key = JSON.stringify([recipe, host.suite, packagesOf(host), host.disabled, masked])
  return join(buildDir, `${host.suite}-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`)
}

/** @param {Host} host */
const packagesOf = (host) => [...basePackages, ...host.packages]

/**
 * The host's base, built now if it is not in the cache.
 * @param {Host} host
 * @returns {Promise<string>} its folder
 */
export async function ensureBase(host) {
  const base = basePath(host)
  if (existsSync(base)) return base
  return withLock(`rootfs-${host.suite}`, async (fd) => {
    if (existsSync(base)) return base
    mkdirSync(buildDir, { recursive: true })
    const draft = `${join(buildDir, host.suite)}.draft`
    await removeTree(draft)
    await removeOldBases(host)
    say(`building the ${host.suite} root file system (about 20 s, once)`)
    await bootstrap(host, draft, fd)
    await furnish(host, draft)
    renameSync(draft, base)
    return base
  })
}

/** Bases of an older recipe, unless a host still lies on one. @param {Host} host */
async function removeOldBases(host) {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
  for (const name of readdirSync(buildDir)) {
    const path = join(buildDir, name)
    if (name.startsWith(`${host.suite}-`) && !mounts.includes(`lowerdir=${path},`)) await removeTree(path)
  }
}

/**
 * @param {Host} host
 * @param {string} draft
 * @param {number} fd the lock: a build whose lab command was killed keeps it until it ends
 */
async function bootstrap(host, draft, fd) {
  const mirror = await debianMirror()
  await must([
    'mmdebstrap', '--quiet', '--mode=root', '--variant=minbase',
    // A frozen mirror's Release file may be past its date; signatures are still checked.
    '--aptopt=Acquire::Check-Valid-Until "false"',
    '--keyring=/usr/share/keyrings/debian-archive-keyring.gpg',
    `--include=${packagesOf(host).join(',')}`,
    host.suite, draft, `deb ${mirror} ${host.suite} main`,
  ], { fd })
}

/** The Debian mirror that this machine's own apt uses. */
export async function debianMirror() {
  if (process.env.DOCK6_LAB_MIRROR) return process.env.DOCK6_LAB_MIRROR
  const targets = await must(['apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages'])
  const mirror = targets.split('\n').find((uri) => /\/debian\/?$/.test(uri))
  if (!mirror) throw new Error('apt on this machine has no Debian mirror; name one in DOCK6_LAB_MIRROR')
  return mirror
}

/** What every host of this base has beside its packages. @param {Host} host @param {string} root */
async function furnish(host, root) {
  await must(['systemctl', `--root=${root}`, 'mask', ...masked])
  if (host.disabled.length > 0) await must(['systemctl', `--root=${root}`, 'disable', ...host.disabled])
  mkdirSync(join(root, 'var/log/journal'), { recursive: true }) // logs outlive a reboot
  await packImage(join(root, 'usr/local/share/dock6-lab'))
}

/** The files of `busybox:lab`: one static binary under all its names. @param {string} dir */
async function packImage(dir) {
  const tree = join(dir, 'busybox')
  const bin = join(tree, 'bin')
  mkdirSync(bin, { recursive: true })
  copyFileSync('/bin/busybox', join(bin, 'busybox'))
  const { stdout } = await run(['/bin/busybox', '--list'])
  for (const name of stdout.split('\n').filter((name) => name && name !== 'busybox')) {
    symlinkSync('busybox', join(bin, name))
  }
  for (const name of ['etc', 'tmp', 'var', 'www']) mkdirSync(join(tree, name))
  await must(['tar', '--create', '--file', join(dir, 'busybox.tar'), '--directory', tree, '.'])
  await removeTree(tree)
}
