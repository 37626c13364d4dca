import { wizardState } from '@/lib/core/wizard'
import { route } from '@/lib/server/route'
import { readWizard, saveWizard } from '@/lib/server/wizards'

/** How far the first-time wizard is. */
export const GET = route({ who: 'signed-in' }, readWizard)

/** Keeps how far it is. */
export const POST = route({ who: 'signed-in', body: wizardState }, saveWizard)
