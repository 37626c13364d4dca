import { readResource } from '@/lib/server/reads'
import { route } from '@/lib/server/route'

/** Every read of the product: filter, sort and page are in the query. */
export const GET = route({ who: 'signed-in' }, readResource)
