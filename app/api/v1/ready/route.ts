import { answer } from '@/lib/server/answer'
import { route } from '@/lib/server/route'

/** Whether dock6 can be worked with: the console has its store, and the keeper answers and has settled what its last end left. 503 until then. */
export const GET = route({ who: 'anyone' }, async ({ runtime }) => {
  const keeper = await runtime.keeper.ready()
  // Asks the store: one that cannot be read is an error, and route() answers 500.
  runtime.users.any()
  return answer({ ready: keeper }, {}, keeper ? 200 : 503)
})
