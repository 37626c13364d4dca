import { homedir } from 'node:os'
import { join } from 'node:path'

/** What the keeper is told by its environment (docs/architecture.md, "Environment"). */
export type KeeperConfig = { data: string; socket: string; consoleGid: number | null; engineSocket: string; supervised: boolean }

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
  }
}
