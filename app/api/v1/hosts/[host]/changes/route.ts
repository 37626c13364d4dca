import { listChanges, previewChange, Wishes, WISHES_LIMIT } from '@/lib/server/changes'
import { route } from '@/lib/server/route'

/** History of the host's changes. */
export const GET = route({ who: 'signed-in' }, listChanges)

/** Previews what is wished. */
export const POST = route({ who: 'signed-in', body: Wishes, bodyLimit: WISHES_LIMIT }, previewChange)
