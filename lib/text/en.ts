import { engine } from './en/engine'
import { hosts } from './en/hosts'
import { ip } from './en/ip'
import { kernel } from './en/kernel'
import { keeper } from './en/keeper'
import { server } from './en/server'

/** The one catalogue of every text a person sees: an entry per area, functions where a value goes into the sentence. */
export const text = { engine, hosts, ip, kernel, keeper, server } as const
