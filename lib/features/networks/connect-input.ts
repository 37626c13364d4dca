import { z } from 'zod'

const word = z.string().trim().min(1).max(255)
const maybe = z.string().trim().max(255).transform((s) => s || undefined).optional()

/** Network and container by name or id. */
export const connectInput = z.strictObject({ network: word, container: word, ipv4: maybe, ipv6: maybe, aliases: z.array(word).max(64).default([]), gwPriority: z.number().int().min(-1e9).max(1e9).optional(), mac: maybe })
export const disconnectInput = z.strictObject({ network: word, container: word, force: z.boolean().default(false) })
export type ConnectInput = z.output<typeof connectInput>
export type DisconnectInput = z.output<typeof disconnectInput>
