import { refuse } from '@/lib/server/answer'
import { route } from '@/lib/server/route'
import { text } from '@/lib/text/en'

/** Whatever no other route answers: a Problem instead of Next's page. */
const nothing = () => refuse({ code: 'not_found', message: text.server.notFound })

export const GET = route({ who: 'signed-in' }, nothing)
export const POST = route({ who: 'signed-in' }, nothing)
export const PUT = route({ who: 'signed-in' }, nothing)
export const PATCH = route({ who: 'signed-in' }, nothing)
export const DELETE = route({ who: 'signed-in' }, nothing)
