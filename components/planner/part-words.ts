import { formatAddress, makePrefix } from '../../lib/core/ip'
import type { Mark } from '../../lib/features/planner/marks'
import type { Part, Picture } from '../../lib/features/planner/picture'
import { plannerPage } from '../../lib/text/en/pages-planner'
import { planner as sentences } from '../../lib/text/en/planner'

const words = plannerPage.picture
const BITS = 128

/** What a part is called: its own name, or what it is. */
export function titleOf(part: Part): string {
  return part.mark?.name ?? words.states[part.state]
}

/** How many things of each kind lie in a part. */
export function countsOf(inside: readonly Mark[]): string[] {
  const counts = new Map<Mark['state'], number>()
  for (const { state } of inside) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].map(([state, n]) => words.count(n, words.states[state]))
}

/** The whole of a part in words, for the facts below the picture and for screen readers. */
export function sentenceOf(part: Part, picture: Picture): string {
  const { prefix, state, mark, inside } = part
  const free = state === 'free' && picture.around.length > 0 ? words.freeIn(picture.around.at(-1)!.name) : words.states[state]
  return [mark?.name, prefix.text, free, sentences.size(BITS - prefix.length), words.share(prefix.length - picture.view.length), mark?.purpose, inside.length > 0 ? words.holds(countsOf(inside)) : ''].filter(Boolean).join(', ')
}

/** The network that a click on a free part makes; null where a network cannot be: inside of one that is there or planned. */
export function subnetAt({ prefix, state }: Part, { around }: Picture, networkLength: number): string | null {
  if (state !== 'free' || around.some(({ block }) => !block)) return null
  const length = Math.min(Math.max(prefix.length, networkLength), BITS - 2)
  return prefix.length > BITS - 2 ? null : makePrefix(6, prefix.network, length).text
}

/** The end of a prefix that tells it from its neighbors: short enough for a small box. */
export function shortOf({ prefix }: Part): string {
  const group = Math.max(0, Math.ceil(prefix.length / 16) - 1)
  const shift = BigInt(BITS - 16 * (group + 1))
  return `${((prefix.network >> shift) & 0xffffn).toString(16)}${group < 7 ? '::' : ''}/${prefix.length}`
}

/** First and last address. */
export function rangeOf({ prefix }: Part): string {
  return `${formatAddress(6, prefix.network)} – ${formatAddress(6, prefix.network + (1n << BigInt(BITS - prefix.length)) - 1n)}`
}
