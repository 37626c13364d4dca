import { liveStream } from '@/lib/server/live'
import { route } from '@/lib/server/route'

/** Server-sent events: which resources changed, never their data. */
export const GET = route({ who: 'signed-in' }, liveStream)
