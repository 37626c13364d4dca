import { ip } from './en/ip'

/** The one catalogue of every text a person sees: an entry per area, functions where a value goes into the sentence. */
export const text = { ip } as const
