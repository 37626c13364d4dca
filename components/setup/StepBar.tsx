'use client'
import { Check } from 'lucide-react'
import { setupPage as words } from '../../lib/text/en/pages-setup'
import { cx } from '../ui/class-names'
import { STEPS, whyNot, type SetupValues, type Step } from './setup-values'

/** The steps as a line: where one is, what is behind, and what has to come before the rest. */
export function StepBar({ values, onGo }: { values: SetupValues; onGo: (step: Step) => void }) {
  const here = STEPS.indexOf(values.step)
  return (
    <nav aria-label={words.stepsLabel}>
      <p className="text-12 text-soft md:hidden">{words.stepOf(here + 1, STEPS.length, words.steps[values.step])}</p>
      <ol className="hidden items-center md:flex">
        {STEPS.map((step, index) => {
          const reason = whyNot(step, values, words.notYet)
          const past = index < here
          return (
            <li key={step} className="flex min-w-0 items-center">
              {index > 0 ? <span aria-hidden className={cx('mx-1 h-px w-4 shrink-0 lg:w-7', past || index === here ? 'bg-accent' : 'bg-line-strong')} /> : null}
              <button type="button" aria-current={index === here ? 'step' : undefined} aria-disabled={reason !== null || undefined} data-tip={reason ?? undefined} aria-description={reason ?? undefined} onClick={() => reason === null && onGo(step)} className={cx('flex h-8 items-center gap-1.5 rounded-md px-2 text-13', index === here ? 'font-medium text-text' : 'text-soft', reason === null ? 'hover:bg-hover' : 'cursor-not-allowed')}>
                <span aria-hidden className={cx('flex size-5 shrink-0 items-center justify-center rounded-full border text-11', index === here ? 'border-accent-solid bg-accent-solid text-accent-text' : past ? 'border-accent text-accent' : 'border-line-strong text-faint')}>{past ? <Check size={12} strokeWidth={2.5} /> : index + 1}</span>
                {words.steps[step]}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
