/** Docker Compose for the hosts: one binary of Debian's, taken out of its package once. It runs beside both engines. */
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir, hostNamed, hostPaths, hosts } from './config.mjs'
import { withLock } from './lock.mjs'
import { removeTree } from './mounts.mjs'
import { debianMirror } from './rootfs.mjs'
import { must } from './run.mjs'

const binary = join(cacheDir, 'compose', 'docker-compose')

/**
 * Puts docker-compose on a host.
 * @param {import('./config.mjs').HostName} name
 * @returns {Promise<string>} where it is there
 */
export async function putCompose(name) {
  if (!existsSync(binary)) await withLock('compose', extract)
  const place = '/usr/local/bin/docker-compose'
  copyFileSync(binary, join(hostPaths(hostNamed(name)).root, place))
  return place
}

async function extract() {
  if (existsSync(binary)) return
  const dir = join(cacheDir, 'compose')
  const tree = join(dir, 'tree')
  await removeTree(dir)
  mkdirSync(dir, { recursive: true })
  await must([
    'mmdebstrap', '--quiet', '--mode=root', '--variant=extract', '--include=docker-compose',
    '--aptopt=Acquire::Check-Valid-Until "false"', '--keyring=/usr/share/keyrings/debian-archive-keyring.gpg',
    hosts.modern.suite, tree, `deb ${await debianMirror()} ${hosts.modern.suite} main`,
  ])
  renameSync(join(tree, 'usr/libexec/docker/cli-plugins/docker-compose'), binary)
  await removeTree(tree)
}
