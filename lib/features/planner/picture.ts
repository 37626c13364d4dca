import { bitsOf, contains, lastOf, makePrefix, type Prefix } from '../../core/ip'
import { isInside, type Mark, type PartState } from './marks'

const BITS = bitsOf(6)
/** Bits of one level of the picture: 256 parts, 16 by 16, can still be told apart. */
const MOST_BITS = 8
const LEAST_BITS = 4

/**
 * One rectangle of the picture. Prefixes are aligned powers of two, so that row by row in a grid of a power of two columns each of them is
 * a rectangle. `mark` is what covers it; `inside` are the things within, where there are any.
 */
export type Part = { prefix: Prefix; state: PartState; mark: Mark | null; inside: readonly Mark[]; column: number; row: number; columns: number; rows: number }

/** One level: the whole of `view` in proportion. `around` covers all of it. */
export type Picture = { view: Prefix; columns: number; rows: number; parts: Part[]; around: readonly Mark[] }

/** Draws one level of the marks, which have to be in order (`marksOf`). */
export function pictureOf(view: Prefix, marks: readonly Mark[]): Picture {
  const inside = marks.filter((mark) => isInside(view, mark))
  const bits = levelBits(view, inside)
  const columnBits = Math.ceil(bits / 2)
  const parts: Part[] = []
  const leaf = (prefix: Prefix, state: PartState, mark: Mark | null, within: readonly Mark[]) => {
    const cells = bits - (prefix.length - view.length)
    const index = Number((prefix.network - view.network) >> BigInt(BITS - view.length - bits))
    const wide = Math.min(cells, columnBits)
    parts.push({ prefix, state, mark, inside: within, column: index % 2 ** columnBits, row: Math.floor(index / 2 ** columnBits), columns: 2 ** wide, rows: 2 ** (cells - wide) })
  }
  const divide = (prefix: Prefix, here: readonly Mark[]) => {
    // Where nothing is, the level is shown in equal parts, so that one can be chosen.
    if (here.length === 0 && (inside.length > 0 || prefix.length >= view.length + bits)) return leaf(prefix, 'free', null, [])
    const covering = here.filter((mark) => mark.prefix.length <= prefix.length)
    if (covering.length > 0) return leaf(prefix, stateOf(covering), covering.at(-1)!, here.filter((mark) => mark.prefix.length > prefix.length))
    if (prefix.length >= view.length + bits) return leaf(prefix, 'mixed', null, here)
    for (const half of halves(prefix)) divide(half, here.filter((mark) => contains(half, mark.prefix)))
  }
  if (bits > 0) for (const half of halves(view)) divide(half, inside.filter((mark) => contains(half, mark.prefix)))
  return { view, columns: 2 ** columnBits, rows: 2 ** (bits - columnBits), parts, around: marks.filter((mark) => mark.prefix.length <= view.length && contains(mark.prefix, view)) }
}

/** Whether there is anything to see inside of a part that this level does not show: things, or finer free parts. */
export function canZoom({ prefix, inside, state }: Pick<Part, 'prefix' | 'inside' | 'state'>): boolean {
  return prefix.length < BITS && (inside.length > 0 || (state === 'free' && prefix.length < BITS - LEAST_BITS))
}

/** The level on which the plan is seen best: the smallest prefix that holds it all, with some of what is around it. */
export function fitView(outer: Prefix, marks: readonly Mark[]): Prefix {
  return fitTo(outer, marks.filter((mark) => mark.state === 'planned' || mark.state === 'kept'))
}

/** The levels that zooming into a part leads through: the part itself, and where what is in it can be told apart. */
export function zoomInto({ prefix, inside }: Pick<Part, 'prefix' | 'inside'>): Prefix[] {
  const fitted = fitTo(prefix, inside)
  return fitted.length > prefix.length ? [prefix, fitted] : [prefix]
}

function fitTo(outer: Prefix, marks: readonly Mark[]): Prefix {
  const own = marks.filter((mark) => isInside(outer, mark))
  const first = own[0]
  if (!first) return outer
  const end = own.reduce((last, { prefix }) => (lastOf(prefix) > last ? lastOf(prefix) : last), 0n)
  // The longest of those that lie in no other: hosts of a cluster, not the networks in them.
  const finest = Math.max(...topOf(own).map(({ prefix }) => prefix.length))
  let length = Math.min(first.prefix.length, finest - LEAST_BITS)
  while (length > outer.length && lastOf(makePrefix(6, first.prefix.network, length)) < end) length--
  return makePrefix(6, first.prefix.network, Math.max(outer.length, length))
}

/** Marks in order that lie in no other. */
function topOf(marks: readonly Mark[]): Mark[] {
  let end = -1n
  return marks.filter(({ prefix }) => {
    if (prefix.network <= end) return false
    end = lastOf(prefix)
    return true
  })
}

/** A stretch of a bar, as shares of its length. */
export type Stretch = { mark: Mark; start: number; share: number }

/** The marks of a prefix on a line; those inside others are left out. */
export function stretchesOf(view: Prefix, marks: readonly Mark[]): Stretch[] {
  return topOf(marks.filter((mark) => isInside(view, mark))).map((mark) => ({ mark, ...placeIn(view, mark.prefix) }))
}

/** Where a prefix lies in a larger one, as shares. */
export function placeIn(view: Prefix, inner: Prefix): { start: number; share: number } {
  // 2^52 steps are what a number can hold.
  const scale = 2 ** 52
  const offset = inner.network - view.network
  const width = BITS - view.length
  return { start: Number(width > 52 ? offset >> BigInt(width - 52) : offset << BigInt(52 - width)) / scale, share: 2 ** (view.length - inner.length) }
}

/** Bits that this level shows: down to the finest mark that can be told apart on it. What is smaller shows as part of something. */
function levelBits(view: Prefix, inside: readonly Mark[]): number {
  const bits = topOf(inside).map(({ prefix }) => prefix.length - view.length)
  return Math.min(Math.max(LEAST_BITS, ...bits.filter((one) => one <= MOST_BITS)), BITS - view.length)
}

function stateOf(covering: readonly Mark[]): PartState {
  const planned = covering.some(({ state }) => state === 'planned')
  // The planner never does this; a plan that was made before somebody else took the place does.
  if (covering.some(({ state }) => state === 'conflict') || (planned && covering.some(({ state }) => state === 'used'))) return 'conflict'
  return covering.at(-1)!.state
}

function halves(prefix: Prefix): [Prefix, Prefix] {
  const length = prefix.length + 1
  return [makePrefix(6, prefix.network, length), makePrefix(6, prefix.network | (1n << BigInt(BITS - length)), length)]
}
