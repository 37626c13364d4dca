import { existsSync } from 'node:fs'

/** Whether systemd is the init that this process can talk to (sd_booted(3)); it is not in a container, where the host's units are out of reach. */
export function hasSystemd(): boolean {
  return existsSync('/run/systemd/system')
}
