/** A host's disk: a writable copy of its base, with the few files that make it this host. */
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesDir, hostPaths, lan, uplink } from './config.mjs'
import { emptyTrash, mountCopy, removeTree, setAside } from './mounts.mjs'
import { ensureBase } from './rootfs.mjs'
import { must } from './run.mjs'

/** @typedef {import('./config.mjs').Host} Host */

/** A clean disk from the cached base; whatever the host had is gone. @param {Host} host */
export async function freshDisk(host) {
  const base = await ensureBase(host)
  const paths = hostPaths(host)
  await setAside(paths.dir)
  mkdirSync(paths.docker, { recursive: true })
  await mountCopy(base, paths)
  cpSync(filesDir, paths.root, { recursive: true })
  const files = {
    'etc/hostname': `${host.name}\n`,
    'etc/hosts': `127.0.0.1 localhost\n::1 localhost\n${host.address} ${host.name}\n${host.address4} ${host.name}\n`,
    'etc/machine-id': `${host.machineId}\n`,
    'etc/resolv.conf': `nameserver ${uplink.router}\nnameserver ${uplink.router4}\n`,
    'etc/lab-net.env': `LAB_ADDRESS=${host.address}/64\nLAB_ADDRESS4=${host.address4}/24\nLAB_ROUTER4=${uplink.router4}\nLAB_ROUTER=${uplink.router}\nLAB_LAN=${lan.prefix}\n`,
  }
  for (const [path, text] of Object.entries(files)) {
    const file = join(paths.root, path)
    rmSync(file, { force: true }) // a base may have a link here that leads outside
    writeFileSync(file, text)
    chmodSync(file, 0o644)
  }
  await must(['systemctl', '--quiet', `--root=${paths.root}`, 'enable', 'lab-net.service', 'lab-image.service'])
}

/** @param {Host} host */
export async function removeDisk(host) {
  await removeTree(hostPaths(host).dir)
  await emptyDiskTrash(host)
}

/** Deletes former disks; slow enough to be left until the new one runs. @param {Host} host */
export const emptyDiskTrash = (host) => emptyTrash(hostPaths(host).dir)
