import { z } from 'zod'

const word = z.string().trim()
/** A field that may be left empty in a form: blank is the same as not given. */
const maybe = word.max(255).transform((s) => s || undefined).optional()
const words = z.record(z.string().trim().min(1).max(255).regex(/^[^=\s]+$/), z.string().max(4096))

/** One subnet of the network to be. `aux` are addresses that the engine keeps free, by a name of one's own. */
export const poolInput = z.strictObject({ subnet: word.min(1), gateway: maybe, range: maybe, aux: z.record(word.min(1).max(255).regex(/^[^=\s]+$/), word).default({}) })

const GATEWAY_MODES = ['nat', 'nat-unprotected', 'routed', 'isolated'] as const

// Without defaults, so that the same fields can stand in a partial change: a default there would change what nobody mentioned.
const given = {
  driver: z.enum(['bridge', 'macvlan', 'ipvlan', 'overlay']),
  ipv6: z.boolean(),
  ipv4: z.boolean(),
  pools: z.array(poolInput).max(32),
  internal: z.boolean(),
  attachable: z.boolean(),
  trustedHostInterfaces: z.array(word.min(1)).max(64),
  labels: words,
  options: words,
}

const open = {
  /** ipvlan only. */
  mode: z.enum(['l2', 'l3', 'l3s']),
  /** macvlan and ipvlan: the host's link that carries it. */
  parent: word.max(255),
  mtu: z.number().int(),
  bridgeName: word.max(255),
  icc: z.boolean(),
  masquerade: z.boolean(),
  gatewayMode4: z.enum(GATEWAY_MODES),
  gatewayMode6: z.enum(GATEWAY_MODES),
  /** Address on which ports are published where a container names none. */
  hostBinding: word.max(255),
  /** Fixed IPv6 source of what leaves by NAT. */
  hostIpv6: word.max(255),
}

/** What a network shall be. Fields that are not given are left to the engine. */
export const createInput = z.strictObject({
  name: word,
  ...given,
  driver: given.driver.default('bridge'),
  ipv4: given.ipv4.default(true),
  pools: given.pools.default([]),
  internal: given.internal.default(false),
  attachable: given.attachable.default(false),
  trustedHostInterfaces: given.trustedHostInterfaces.default([]),
  labels: given.labels.default({}),
  options: given.options.default({}),
  ...open,
  mode: open.mode.optional(),
  parent: maybe,
  mtu: open.mtu.optional(),
  bridgeName: maybe,
  icc: open.icc.optional(),
  masquerade: open.masquerade.optional(),
  gatewayMode4: open.gatewayMode4.optional(),
  gatewayMode6: open.gatewayMode6.optional(),
  hostBinding: maybe,
  hostIpv6: maybe,
})

/** What shall be different about a network that exists. `null` takes a setting back to what the engine does by itself. */
export const alterInput = z.strictObject({
  ...z.strictObject(given).partial().shape,
  mode: open.mode.nullish(),
  parent: open.parent.nullish(),
  mtu: open.mtu.nullish(),
  bridgeName: open.bridgeName.nullish(),
  icc: open.icc.nullish(),
  masquerade: open.masquerade.nullish(),
  gatewayMode4: open.gatewayMode4.nullish(),
  gatewayMode6: open.gatewayMode6.nullish(),
  hostBinding: open.hostBinding.nullish(),
  hostIpv6: open.hostIpv6.nullish(),
})

/** A network as wished, all defaults filled in. */
export type CreateInput = z.output<typeof createInput>
/** The same as a form or a script may write it. */
export type CreateDraft = z.input<typeof createInput>
export type AlterInput = z.output<typeof alterInput>
export type PoolInput = CreateInput['pools'][number]
