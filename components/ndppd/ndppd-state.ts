import type { Meaning } from '../../lib/core/meaning'
import type { NdppdRule } from '../../lib/features/ndppd/schema'
import { ndppdPage as words } from '../../lib/text/en/pages-ndppd'

/** Whether a rule does its work, as meaning, word and reason. What keeps ndppd from answering comes before who else answers. */
export function ndppdState({ faults, entries }: NdppdRule): { meaning: Meaning; word: string; why: string } {
  const [fault] = faults
  if (fault) return { meaning: fault === 'not_loaded' ? 'attention' : 'bad', ...words.faults[fault] }
  if (entries.length > 0) return { meaning: 'attention', word: words.verdict.both(entries.length), why: words.why.both }
  return { meaning: 'good', word: words.verdict.answers, why: words.why.answers }
}

/** How the rule knows that somebody has an address, in words. */
export function methodWord({ method, iface }: NdppdRule): string {
  if (method === null) return words.method.none
  return method === 'iface' ? words.method.iface(iface ?? '') : words.method[method]
}
