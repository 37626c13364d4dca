import type { Plan, Risk } from '../../lib/core/change'
import type { Meaning } from '../../lib/core/meaning'
import { changeUi as words } from '../../lib/text/en/change-ui'
import { MeaningIcon } from '../ui/StatusMark'

const MEANING: Record<Risk, Meaning> = { safe: 'good', disrupts: 'attention', 'restarts-engine': 'attention', 'may-disconnect': 'bad' }
const WASH: Record<Meaning, string> = { good: 'bg-good-wash', attention: 'bg-attention-wash', bad: 'bg-bad-wash', unknown: 'bg-raised' }

/** How much it may hurt, as mark, word and one sentence. */
export function RiskLine({ plan }: { plan: Pick<Plan, 'risk' | 'riskText'> }) {
  const meaning = MEANING[plan.risk]
  return (
    <p className={`flex items-start gap-2 rounded-md px-2.5 py-1.5 text-13 ${WASH[meaning]}`}>
      <span className="mt-0.5"><MeaningIcon meaning={meaning} size={15} /></span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">{words.risk[plan.risk]}{plan.riskText ? '. ' : '.'}</span>
        {plan.riskText}
        {plan.risk === 'may-disconnect' ? ` ${words.mayDisconnect}` : ''}
      </span>
    </p>
  )
}
