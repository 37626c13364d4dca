/**
 * An image with Node.js for the product's own to be built on, as `node:<version>-bookworm-slim` is: a small Debian with apt. The hosts reach no registry and no mirror,
 * so the packages that the Dockerfile installs lie in it as a repository, taken once from the mirror of this machine.
 */
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../scripts/steps/paths.mjs'
import { cacheDir, hostNamed, hostPaths } from './config.mjs'
import { withLock } from './lock.mjs'
import { hostEnv, onHost } from './machine.mjs'
import { removeTree } from './mounts.mjs'
import { debianMirror } from './rootfs.mjs'
import { must, say } from './run.mjs'

/** Debian's release of the default base. */
const SUITE = 'bookworm'
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
/** Where the packages lie in the image. */
const REPOSITORY = '/srv/packages'
const dir = join(cacheDir, 'node-image')
export const NODE_IMAGE = 'dock6-base:lab'

/**
 * Puts the image into a running host's engine.
 * @param {import('./config.mjs').HostName} name
 */
export async function putNodeImage(name) {
  const packages = wantedPackages()
  const key = createHash('sha256').update(JSON.stringify([SUITE, packages, process.version])).digest('hex').slice(0, 12)
  const archive = join(dir, `${key}.tar`)
  if (!existsSync(archive)) await withLock('node-image', (fd) => make(archive, packages, fd))
  const host = hostNamed(name)
  const there = '/var/tmp/node-image.tar'
  const copy = join(hostPaths(host).root, there)
  copyFileSync(archive, copy)
  try {
    await must(onHost(host, ['docker', 'import', there, NODE_IMAGE]), { env: hostEnv, timeoutMs: 120_000 })
  } finally {
    rmSync(copy)
  }
}

/** What the Dockerfile installs. @returns {string[]} */
function wantedPackages() {
  const [, list = ''] = /apt-get install (?:--\S+ )*([\w -]+)/.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')) ?? []
  const packages = list.trim().split(/\s+/).filter(Boolean)
  if (packages.length === 0) throw new Error('the Dockerfile installs no packages by apt-get any more')
  return packages
}

/**
 * @param {string} archive
 * @param {string[]} packages
 * @param {number} fd the lock
 */
async function make(archive, packages, fd) {
  if (existsSync(archive)) return
  say('making the image with Node.js (about 20 s, once)')
  await removeTree(dir)
  const tree = join(dir, 'tree')
  mkdirSync(tree, { recursive: true })
  const source = `deb [signed-by=${KEYRING}] ${await debianMirror()} ${SUITE} main`
  await must(['mmdebstrap', '--quiet', '--mode=root', '--variant=apt', '--aptopt=Acquire::Check-Valid-Until "false"', `--keyring=${KEYRING}`, '--include=libstdc++6', SUITE, tree, source], { fd })
  copyFileSync(process.execPath, join(tree, 'usr/local/bin/node'))
  await fetchPackages(tree, packages, source, fd)
  writeFileSync(join(tree, 'etc/apt/sources.list'), `deb [trusted=yes] file:${REPOSITORY} ./\n`)
  // The engine gives containers devices of its own, and on a host of the lab it may make none.
  await must(['tar', '--create', '--file', `${archive}.draft`, '--directory', tree, '--exclude=./dev/*', '.'], { fd })
  await removeTree(tree)
  renameSync(`${archive}.draft`, archive)
}

/**
 * Fills the repository with the packages and all that they need beside what the tree has.
 * @param {string} tree
 * @param {string[]} packages
 * @param {string} source a line of sources.list(5)
 * @param {number} fd the lock
 */
async function fetchPackages(tree, packages, source, fd) {
  const work = join(dir, 'apt')
  for (const name of ['lists/partial', 'archives/partial']) mkdirSync(join(work, name), { recursive: true })
  const list = join(work, 'sources.list')
  writeFileSync(list, `${source}\n`)
  // This machine's apt with its own way to the mirror, and with the tree's idea of what is installed.
  const options = [
    `Dir::Etc::sourcelist=${list}`, 'Dir::Etc::sourceparts=-', `Dir::State::lists=${join(work, 'lists')}`, `Dir::State::status=${join(tree, 'var/lib/dpkg/status')}`,
    `Dir::State::extended_states=${join(work, 'extended')}`, `Dir::Cache::archives=${join(work, 'archives')}`, 'Dir::Cache::pkgcache=', 'Dir::Cache::srcpkgcache=',
    'APT::Sandbox::User=root', 'Debug::NoLocking=true', 'APT::Get::List-Cleanup=false', 'Acquire::Check-Valid-Until=false', 'Acquire::Languages=none',
  ].flatMap((option) => ['-o', option])
  await must(['apt-get', '--quiet', '--quiet', ...options, 'update'], { fd })
  await must(['apt-get', '--quiet', '--quiet', '--yes', '--no-install-recommends', '--download-only', ...options, 'install', ...packages], { fd })
  const repository = join(tree, REPOSITORY)
  mkdirSync(repository, { recursive: true })
  const index = []
  for (const name of readdirSync(join(work, 'archives')).filter((one) => one.endsWith('.deb'))) {
    const from = join(work, 'archives', name)
    const file = join(repository, name)
    copyFileSync(from, file)
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex')
    index.push(`${(await must(['dpkg-deb', '--field', file])).trim()}\nFilename: ./${name}\nSize: ${statSync(file).size}\nSHA256: ${hash}\n`)
  }
  if (index.length === 0) throw new Error('apt fetched no packages for the image')
  writeFileSync(join(repository, 'Packages'), index.join('\n'))
  await removeTree(work)
}
