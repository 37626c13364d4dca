/** A full read of a host with 200 containers, beside the same raw facts by plain commands. */
import { CONTAINERS, withCrowd } from '../crowd.mjs'
import { scriptOnHost } from '../host.mjs'
import { median, spread } from '../numbers.mjs'
import { whatIsRead } from '../readings.mjs'

export const figures = [
  { name: 'read.cold', unit: 'ratio', target: 1.5 },
  { name: 'read.warm', unit: 'ratio', target: 0.2 },
]

const RUNS = 7

/** @param {(text: string) => void} note */
export async function measure(note) {
  const what = await whatIsRead()
  /** @type {{ cold: number, warm: number, raw: number }[]} */
  const runs = []
  await withCrowd(async () => {
    // The order changes from run to run, so that neither side always finds the host as the other left it.
    for (let i = 0; i < RUNS; i++) runs.push(await scriptOnHost('read-all.mjs', { ...what, containers: CONTAINERS, rawFirst: i % 2 === 1 }))
  })
  for (const side of /** @type {const} */ (['cold', 'warm', 'raw'])) note(`${side}, ms: ${spread(runs.map((run) => run[side]))}`)
  return { 'read.cold': median(runs.map(({ cold, raw }) => cold / raw)), 'read.warm': median(runs.map(({ warm, raw }) => warm / raw)) }
}
