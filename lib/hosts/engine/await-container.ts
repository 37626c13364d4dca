import { z } from 'zod'
import { publishWords, type EngineBindings } from '../../core/action'
import { evidence } from '../../core/problem'
import { placeNotAsked } from '../../features/containers/as-asked'
import { text } from '../../text/en'
import { hold } from '../probe'
import { EngineFault } from './problems'

const POLL_MS = 250
/** A program that cannot work often ends within its first moments. */
const STEADY_MS = 1500

const stateSchema = z.object({
  RestartCount: z.number().nullish(),
  NetworkSettings: z.object({ Ports: z.record(z.string(), z.array(z.object({ HostIp: z.string().optional(), HostPort: z.string().optional() })).nullable()).nullish() }).nullish(),
  State: z.object({
    Status: z.string(),
    Error: z.string().nullish(),
    ExitCode: z.number().nullish(),
    StartedAt: z.string().nullish(),
    Health: z.object({ Status: z.string(), Log: z.array(z.object({ Output: z.string().nullish() })).nullish() }).nullish(),
  }),
})

type Wish = { seconds: number; asked?: EngineBindings; serves?: { address: string; port: number } }

/**
 * Waits until a container runs steadily and, with a health check, is healthy; with `serves` until a connection there is taken and held. Throws its own words if it ends, is started again, is unhealthy,
 * or takes longer than `seconds`; and at once if it is published where `asked` does not say.
 */
export async function awaitContainer(inspect: () => Promise<unknown>, words: () => Promise<string>, { seconds, asked, serves }: Wish): Promise<string> {
  const began = Date.now()
  let restarts: number | null = null
  for (;;) {
    const { State, RestartCount, NetworkSettings } = stateSchema.parse(await inspect())
    restarts ??= RestartCount ?? 0
    const failed = async (why: string, said?: string): Promise<never> => {
      const own = said ?? [State.Error, await words().catch(() => '')].filter(Boolean).join('\n')
      throw new EngineFault({ code: 'command_failed', message: why, evidence: evidence(text.changesContainers.itsWords, own) })
    }
    if (State.Status !== 'running' || (RestartCount ?? 0) > restarts) await failed(text.changesContainers.ended(State.ExitCode ?? null))
    const other = asked && placeNotAsked(NetworkSettings?.Ports ?? {}, asked)
    if (other) throw new EngineFault({ code: 'conflict', message: text.changesContainers.notAsked(placeWords(other), publishWords(asked).filter((word) => word !== '-p').join(', ')) })
    const health = State.Health && State.Health.Status !== 'none' ? State.Health : null
    if (health?.Status === 'unhealthy') await failed(text.changesContainers.unhealthy, health.Log?.at(-1)?.Output ?? '')
    const late = Date.now() - began >= seconds * 1000
    if (serves) {
      const said = await hold(serves.address, serves.port)
      if (said === null) return ''
      if (late) await failed(text.changesContainers.noAnswer(serves.address, serves.port, seconds), [`connect ${serves.address} ${serves.port}: ${said}`, await words().catch(() => '')].filter(Boolean).join('\n'))
    } else {
      if (health ? health.Status === 'healthy' : Date.now() - began >= STEADY_MS) return health ? health.Status : ''
      if (late) await failed(text.changesContainers.notHealthy(seconds), health?.Log?.at(-1)?.Output ?? '')
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

function placeWords({ port, hostIp, hostPort }: { port: string; hostIp: string; hostPort: string }): string {
  return `${hostIp.includes(':') ? `[${hostIp}]` : hostIp}:${hostPort} (${port})`
}
