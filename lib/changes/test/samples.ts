import { z } from 'zod'
import { defineChange, emptyPlan, type Change, type Rows } from '../../core/change'
import type { Resource } from '../../core/resource'
import { ok } from '../../core/result'
import type { Step } from '../../core/action'

/** A resource that only has a name: tests bring the rows. */
const things = { name: 'things' } as Resource<unknown>

const ipStep = (n: number): Step => ({
  title: `add ${n}`,
  do: { type: 'exec', argv: ['ip', 'address', 'add', `2001:db8::${n}/64`, 'dev', 'eth0'] },
  undo: { type: 'exec', argv: ['ip', 'address', 'del', `2001:db8::${n}/64`, 'dev', 'eth0'], alreadyDone: ['Cannot assign requested address'] },
})

/** Adds a thing in as many steps as wished, with as much risk as wished. */
export const addThing = defineChange({
  kind: 'things.add',
  input: z.strictObject({ name: z.string().min(1, 'Write a name.'), steps: z.number().int().default(2), risk: z.enum(['safe', 'may-disconnect']).default('safe') }),
  needs: [things],
  plan: ({ name, steps, risk }, rows) => {
    if ((rows['things'] as { name: string }[]).some((row) => row.name === name)) return { ok: false, problem: { code: 'conflict', message: `${name} is there`, field: 'name' } }
    const own = Array.from({ length: steps }, (_, n) => ipStep(n + 1 + name.length * 100))
    return ok({ ...emptyPlan(`Add ${name}`), steps: own, deltas: [{ resource: 'things', label: name, match: { name }, before: null, after: { state: 'new' } }], risk })
  },
})

/** Turns something off and on again around a change: the last step is the undo of the first. */
export const flip = defineChange({
  kind: 'things.flip',
  input: z.strictObject({ name: z.string() }),
  needs: [things],
  plan: ({ name }) => {
    const down = { type: 'exec' as const, argv: ['ip', 'link', 'set', 'dev', name, 'down'] as const }
    const up = { type: 'exec' as const, argv: ['ip', 'link', 'set', 'dev', name, 'up'] as const }
    const sysctl = (value: string) => ({ type: 'write-sysctl' as const, path: `net/ipv6/conf/${name}/accept_ra`, value })
    return ok({
      ...emptyPlan(`Flip ${name}`),
      steps: [{ title: 'down', do: down, undo: up }, { title: 'set', do: sysctl('2'), undo: sysctl('1') }, { title: 'tell', do: { type: 'exec', argv: ['true'] }, undo: null }, { title: 'up', do: up, undo: down }],
      deltas: [{ resource: 'things', label: name, match: { name }, before: { state: 'old' }, after: { state: 'new' } }],
      risk: 'may-disconnect',
    })
  },
})

/** Puts a new thing in the place of an old one, which no undo brings back whole; undone, the same with the new one. */
export const replaceThing = defineChange({
  kind: 'things.replace',
  input: z.strictObject({ name: z.string(), risk: z.enum(['safe', 'may-disconnect']).default('safe') }),
  needs: [things],
  plan: ({ name, risk }) => {
    const make = (one: string) => ({ type: 'exec' as const, argv: ['ip', 'link', 'add', one, 'type', 'dummy'] as const })
    const remove = (one: string) => ({ type: 'exec' as const, argv: ['ip', 'link', 'del', one] as const })
    const [fresh, old] = [`${name}-new`, `${name}-old`]
    const passing = (one: string) => ({ resource: 'things', label: one, match: { name: one }, before: null, after: null, last: true as const })
    return ok({
      ...emptyPlan(`Replace ${name}`),
      steps: [{ title: 'make', do: make(fresh), undo: remove(fresh), forward: 'back' }, ipStep(name.length), { title: 'remove', do: remove(old), undo: make(old), forward: 'there' }],
      deltas: [{ resource: 'things', label: name, match: { name }, before: { state: 'old' }, after: { state: 'new' } }, passing(fresh), passing(old)],
      risk,
    })
  },
})

export const SAMPLES: { change: Change<unknown>; input: unknown; rows: Rows }[] = [
  { change: addThing, input: { name: 'a' }, rows: { things: [] } },
  { change: addThing, input: { name: 'abc', steps: 3, risk: 'may-disconnect' }, rows: { things: [{ name: 'z' }] } },
  { change: replaceThing, input: { name: 'x' }, rows: { things: [{ name: 'x', state: 'old' }] } },
  { change: flip, input: { name: 'eth0' }, rows: { things: [{ name: 'eth0', state: 'old' }] } },
]
