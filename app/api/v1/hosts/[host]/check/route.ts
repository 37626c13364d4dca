import { checkHost, CheckWish } from '@/lib/server/check'
import { route } from '@/lib/server/route'

/** Checks with real packets. */
export const POST = route({ who: 'signed-in', body: CheckWish }, checkHost)
