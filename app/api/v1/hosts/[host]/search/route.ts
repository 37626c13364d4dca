import { searchHost } from '@/lib/server/reads'
import { route } from '@/lib/server/route'

/** Searches all resources at once. */
export const GET = route({ who: 'signed-in' }, searchHost)
