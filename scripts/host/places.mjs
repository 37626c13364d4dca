/** Where dock6 lies on a host that it is installed on. */
import { join } from 'node:path'

/** The console and the keeper run all the time; the boot unit runs once, before the engine. */
export const RUNNING = ['dock6-keeper.service', 'dock6-console.service']
export const UNITS = [...RUNNING, 'dock6-boot.service']
/** The console's user and group. */
export const USER = 'dock6'

/**
 * @param {string} [root] the host's top folder, for a host that does not run
 */
export function places(root = '/') {
  return {
    product: join(root, 'opt/dock6'),
    /** The next version while it is made ready. */
    next: join(root, 'opt/dock6.next'),
    /** The version before, as long as the new one has not shown that it works; and the data as it left them. */
    previous: join(root, 'opt/dock6.previous'),
    previousData: join(root, 'var/lib/dock6.previous'),
    data: join(root, 'var/lib/dock6'),
    units: join(root, 'etc/systemd/system'),
    sysusers: join(root, 'etc/sysusers.d/dock6.conf'),
    /** Settings of the person who runs the host: environment for all units. */
    settings: join(root, 'etc/dock6'),
    socket: join(root, 'run/dock6/keeper.sock'),
    /** Kernel settings that were made to last; they belong to the host. */
    sysctls: join(root, 'etc/sysctl.d/90-dock6.conf'),
  }
}
