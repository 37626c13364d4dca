import { Act, actOnChange, readChange } from '@/lib/server/changes'
import { route } from '@/lib/server/route'

/** One change as it stands. */
export const GET = route({ who: 'signed-in' }, readChange)

/** Applies, confirms, takes back, or plans the undo. */
export const POST = route({ who: 'signed-in', body: Act }, actOnChange)
