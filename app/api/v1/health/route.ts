import { answer } from '@/lib/server/answer'
import { route } from '@/lib/server/route'

/** Whether the console answers, and whether the keeper behind it does. No version: this is for anyone. */
export const GET = route({ who: 'anyone' }, async ({ runtime }) => answer({ ok: true, keeper: await runtime.keeper.healthy() }))
