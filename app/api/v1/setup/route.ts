import { setUp } from '@/lib/server/people'
import { route } from '@/lib/server/route'
import { FirstAdmin } from '@/lib/server/sign-in'

/** Makes the first admin, for whoever has the one-time token. */
export const POST = route({ who: 'anyone', body: FirstAdmin }, setUp)
