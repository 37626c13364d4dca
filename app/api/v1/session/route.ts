import { signIn, signOut, whoAmI } from '@/lib/server/people'
import { route } from '@/lib/server/route'
import { Credentials } from '@/lib/server/sign-in'

/** Who am I; 401 tells whether to sign in or to set up. */
export const GET = route({ who: 'anyone' }, whoAmI)

/** Signs in. */
export const POST = route({ who: 'anyone', body: Credentials }, signIn)

/** Signs out. */
export const DELETE = route({ who: 'signed-in' }, signOut)
