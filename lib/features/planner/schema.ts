import { z } from 'zod'
import type { Problem } from '../../core/problem'

/** How packets for the prefix come to this host: a router sends them, a router looks for each address on the link, or not at all. */
export const SITUATIONS = ['routed', 'on-link', 'none'] as const
export type Situation = (typeof SITUATIONS)[number]

/** Networks in one plan: beyond it a table helps nobody. */
export const MOST_NETWORKS = 4096
/** Containers in one network: more than a bridge can carry (1,023 ports in Linux), with room for macvlan. */
export const MOST_CONTAINERS = 1_000_000

const amount = z.coerce.number().int()

/**
 * What is wished. `networks` is per Docker host where `hosts` is given. Lengths are chosen by rule unless they are given.
 * `names` are those of the networks in order; the rest is called net1, net2 and so on.
 */
export const planRequest = z.object({
  prefix: z.string().trim(),
  situation: z.enum(SITUATIONS),
  networks: amount,
  containers: amount,
  hosts: amount.optional(),
  names: z.array(z.string().trim().min(1)).default([]),
  length: amount.optional(),
  hostLength: amount.optional(),
})

export type PlanRequest = z.input<typeof planRequest>

/**
 * Something that has a part of the address space already. `owner` is equal for what belongs together (a network, its route and its addresses).
 * `link`: a prefix that is on-link; longer ones inside of it may well be somebody else's.
 */
export type Used = { prefix: string; what: string; owner: string; kind: 'network' | 'route' | 'link' | 'address' | 'neighbor' }

/** `network`: for containers. `host`: a block that holds the networks of one Docker host. `kept`: for hosts and routers themselves. */
export type Role = 'network' | 'host' | 'kept'

/** One part of the plan. `within` names the block that holds it; `bits` are its address bits. */
export type Allocation = { name: string; role: Role; prefix: string; purpose: string; gateway: string | null; within: string | null; bits: number; reasons: string[] }

/** A worked-out plan. `reasons` and `arithmetic` are about its lengths, `warnings` about what to expect. */
export type Plan = {
  prefix: string
  situation: Situation
  networkLength: number
  hostLength: number | null
  allocations: Allocation[]
  reasons: string[]
  arithmetic: string[]
  warnings: string[]
}

/** A wish that cannot be, at its field, with a change of the wish that would make it possible. */
export type PlanProblem = Problem & { fix?: { label: string; change: Partial<PlanRequest> } }
export type PlanResult = { ok: true; value: Plan } | { ok: false; problem: PlanProblem }
