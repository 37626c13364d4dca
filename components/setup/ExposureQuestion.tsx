'use client'
import { useId } from 'react'
import type { Exposure, ExposureFit } from '../../lib/features/setup/schema'
import { setupPage } from '../../lib/text/en/pages-setup'
import { setup as sentences } from '../../lib/text/en/setup'
import { cx } from '../ui/class-names'

const words = setupPage.plan

/** Who outside may reach containers with global addresses. Nothing is chosen beforehand: somebody has to decide it. */
export function ExposureQuestion({ fits, value, error, onChoose }: { fits: readonly ExposureFit[]; value: Exposure | null; error: string | null; onChoose: (exposure: Exposure) => void }) {
  const id = useId()
  return (
    <fieldset className="min-w-0" aria-describedby={`${id}-why`}>
      <legend className="text-13 font-semibold">{words.exposure}</legend>
      <p id={`${id}-why`} className="mb-2 text-12 text-soft">{words.exposureWhy}</p>
      <div className="grid grid-cols-1 gap-2 md:grid-cols-2">
        {fits.map(({ exposure, possible, why }) => (
          <div key={exposure} className={cx('relative flex min-w-0 items-start gap-2 rounded-md border px-2.5 py-2 has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent', exposure === value ? 'border-accent bg-accent-wash' : possible ? 'border-line-strong hover:bg-hover' : 'border-dashed border-line-strong')}>
            <input id={`${id}-${exposure}`} type="radio" name="exposure" value={exposure} checked={exposure === value} disabled={!possible} onChange={() => onChoose(exposure)} aria-describedby={`${id}-${exposure}-why`} aria-invalid={error ? true : undefined} className="mt-1 size-3.5 shrink-0 accent-accent-solid" />
            <div className="min-w-0">
              <label htmlFor={`${id}-${exposure}`} className={cx('block text-13 font-medium after:absolute after:inset-0', !possible && 'text-soft')}>{sentences.exposure.names[exposure]}</label>
              <p id={`${id}-${exposure}-why`} className="text-12 text-soft">{possible ? why : `${words.notPossible} ${why}`}</p>
            </div>
          </div>
        ))}
      </div>
      <p aria-live="polite" className="mt-1 text-12 text-bad empty:hidden">{error}</p>
    </fieldset>
  )
}
