import { homedir } from 'node:os'
import { join } from 'node:path'

/** What the keeper is told by its environment (docs/architecture.md, "Environment"). */
export type KeeperConfig = { data: string; socket: string; consoleGid: number | null; engineSocket: string; supervised: boolean; confirmSeconds: number }

/** Seconds until an unconfirmed change is taken back. Duplicate address detection alone takes 2, and nobody is cut off for longer than 10 minutes. */
const CONFIRM_S = { least: 5, usual: 60, most: 600 }

/** Reads the environment. Defaults differ for root, who owns system folders, and others, who own a state folder. */
export function keeperConfig(env: NodeJS.ProcessEnv, root: boolean): KeeperConfig {
  const data = env['DOCK6_DATA'] || (root ? '/var/lib/dock6' : join(env['XDG_STATE_HOME'] || join(homedir(), '.local/state'), 'dock6'))
  const gid = env['DOCK6_CONSOLE_GID'] ?? ''
  return {
    data,
    socket: env['DOCK6_SOCKET'] || (root ? '/run/dock6/keeper.sock' : join(data, 'keeper.sock')),
    consoleGid: /^\d+$/.test(gid) ? Number(gid) : null,
    engineSocket: env['DOCK6_ENGINE'] || '/var/run/docker.sock',
    supervised: env['DOCK6_SUPERVISED'] === '1',
    confirmSeconds: confirmSeconds(env['DOCK6_CONFIRM_SECONDS'] ?? ''),
  }
}

/** A wish outside the bounds is met as far as they go; what is no number is no wish. */
function confirmSeconds(wish: string): number {
  return /^\d{1,9}$/.test(wish) ? Math.min(CONFIRM_S.most, Math.max(CONFIRM_S.least, Number(wish))) : CONFIRM_S.usual
}
