import type { Change } from '../../../lib/core/change'

/** One input that cannot be right, and the field that has to be named for it. */
export type Case = { kind: string; input: unknown; field: string; why: string }

type Def = { type: string; innerType?: Schema; in?: Schema; element?: Schema; shape?: Record<string, Schema>; valueType?: Schema }
type Schema = { def: Def }

const LONG = 'a'.repeat(10_000)

/** Values of the wrong kind, per kind of field. */
const WRONG: Record<string, unknown[]> = {
  string: [42, true, [], {}, LONG, 'a\u0000b', 'a\nb', 'a\u202eb', '$(reboot)', '--help'],
  number: ['12', true, [], 1.5, 1e15],
  int: ['12', true, [], 1.5, 1e15],
  boolean: ['yes', 1, 'true', [], {}],
  enum: ['nonsense', '', 1, [], 'NAT '],
  array: ['x', 1, {}, [[]], [{ strange: 1 }]],
  record: ['x', 1, ['a'], { a: 1 }, { a: null }],
  object: ['x', 1, []],
}

/** What can be said of any change from its schema alone: wrong types, unknown fields, what is missing, what is too long or holds control characters. */
export function schemaCases({ kind, input: schema }: Change<unknown>, base: Record<string, unknown>): Case[] {
  return objectCases(kind, schema as unknown as Schema, base, [])
}

function objectCases(kind: string, schema: Schema, base: Record<string, unknown>, path: string[]): Case[] {
  const shape = bare(schema).schema.def.shape ?? {}
  const cases: Case[] = [{ kind, input: at(base, [...path, 'strange'], 1), field: [...path, 'strange'].join('.'), why: 'a field that nobody knows' }]
  for (const [name, part] of Object.entries(shape)) {
    const here = [...path, name]
    const { schema: inner, optional, nullable } = bare(part)
    const { type } = inner.def
    if (WRONG[type] === undefined) throw new Error(`no wrong values for fields of type ${type} (${kind} ${here.join('.')})`)
    const values = [...WRONG[type], ...(nullable ? [] : [null])]
    cases.push(...values.map((value) => ({ kind, input: at(base, here, value), field: here.join('.'), why: `${JSON.stringify(value)?.slice(0, 40)} for ${type}` })))
    if (!optional) cases.push({ kind, input: at(base, here, undefined), field: here.join('.'), why: 'missing' })
    if (type === 'object') cases.push(...objectCases(kind, inner, base, here))
    const element = inner.def.element && bare(inner.def.element).schema
    if (element?.def.type === 'object' && valueAt(base, [...here, '0']) !== undefined) cases.push(...objectCases(kind, element, base, [...here, '0']))
  }
  return cases
}

/** A schema without what only says that it may be left out. */
function bare(schema: Schema): { schema: Schema; optional: boolean; nullable: boolean } {
  let [at, optional, nullable] = [schema, false, false]
  for (;;) {
    const { type, innerType, in: input } = at.def
    if (type === 'optional' || type === 'default' || type === 'prefault') optional = true
    else if (type === 'nullable') nullable = true
    else if (type !== 'pipe' && type !== 'readonly' && type !== 'nonoptional') return { schema: at, optional, nullable }
    at = (innerType ?? input)!
  }
}

function valueAt(base: unknown, path: readonly string[]): unknown {
  return path.reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], base)
}

/** The base with one value replaced; undefined leaves it out. */
export function at(base: unknown, path: readonly string[], value: unknown): unknown {
  const [head, ...rest] = path
  if (head === undefined) return value
  if (Array.isArray(base)) return base.map((one, n) => (String(n) === head ? at(one, rest, value) : one))
  return { ...(base as object), [head]: at((base as Record<string, unknown> | undefined)?.[head], rest, value) }
}
