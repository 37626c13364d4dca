import { z } from 'zod'
import { evidence } from '../../core/problem'
import { text } from '../../text/en'
import { EngineFault } from './problems'

const POLL_MS = 250
/** A program that cannot work often ends within its first moments. */
const STEADY_MS = 1500

const stateSchema = z.object({
  RestartCount: z.number().nullish(),
  State: z.object({
    Status: z.string(),
    Error: z.string().nullish(),
    ExitCode: z.number().nullish(),
    StartedAt: z.string().nullish(),
    Health: z.object({ Status: z.string(), Log: z.array(z.object({ Output: z.string().nullish() })).nullish() }).nullish(),
  }),
})

/** Waits until a container runs steadily and, with a health check, is healthy. Throws its own words if it ends, is unhealthy, or takes too long. */
export async function awaitContainer(inspect: () => Promise<unknown>, words: () => Promise<string>, seconds: number): Promise<string> {
  const began = Date.now()
  let restarts: number | null = null
  for (;;) {
    const { State, RestartCount } = stateSchema.parse(await inspect())
    restarts ??= RestartCount ?? 0
    const failed = async (why: string, said?: string): Promise<never> => {
      const own = said ?? [State.Error, await words().catch(() => '')].filter(Boolean).join('\n')
      throw new EngineFault({ code: 'command_failed', message: why, evidence: evidence(text.changesContainers.itsWords, own) })
    }
    if (State.Status !== 'running' || (RestartCount ?? 0) > restarts) await failed(text.changesContainers.ended(State.ExitCode ?? null))
    const health = State.Health && State.Health.Status !== 'none' ? State.Health : null
    if (health?.Status === 'unhealthy') await failed(text.changesContainers.unhealthy, health.Log?.at(-1)?.Output ?? '')
    if (health ? health.Status === 'healthy' : Date.now() - began >= STEADY_MS) return health ? health.Status : ''
    if (Date.now() - began >= seconds * 1000) await failed(text.changesContainers.notHealthy(seconds), health?.Log?.at(-1)?.Output ?? '')
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
