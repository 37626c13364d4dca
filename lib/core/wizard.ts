import { z } from 'zod'

/** The most that a place in the wizard may hold: the answers as they stand in the URL. */
const LONGEST = 4000

/**
 * How far the first-time wizard of a host is. `open`: not finished, and nobody said "not now"; `search`: the answers and the step as the query
 * string of its page, so that whoever comes back goes on there.
 */
export const wizardState = z.strictObject({
  status: z.enum(['open', 'finished', 'dismissed']),
  search: z.string().max(LONGEST).regex(/^(?:\?[!-~]*)?$/),
})
export type WizardState = z.infer<typeof wizardState>

/** Of a host on which nobody has opened the wizard yet. */
export const NEW_WIZARD: WizardState = { status: 'open', search: '' }
