import type { Meaning } from '../../lib/core/meaning'
import type { ProxyRuleRow } from '../../lib/features/proxies/rule-schema'
import { proxiesPage } from '../../lib/text/en/pages-proxies'
import { proxyRulesPage } from '../../lib/text/en/pages-proxy-rules'

const words = proxyRulesPage.state

/** How a rule stands, as meaning, word and the keeper's sentence. */
export function ruleState(row: ProxyRuleRow): { meaning: Meaning; word: string; why: string } {
  const { dev, state, why, missing, silent } = row
  const as = (meaning: Meaning, word: string) => ({ meaning, word, why })
  switch (state) {
    case 'working':
      return missing ? as('attention', words.adding(missing)) : as('good', words.working)
    case 'off':
      return as('bad', silent[0] ? proxiesPage.silentShort[silent[0]](dev) : why)
    case 'link-down':
      return silent.includes('link_missing') ? as('attention', words['link-missing'](dev)) : as('bad', words['link-down'](dev))
    case 'failing':
      return as('bad', words.failing)
    case 'unknown':
      return as('unknown', words.unknown)
    case 'makes-no-sense':
    case 'network-missing':
    case 'leaving':
      return as('attention', words[state])
  }
}
