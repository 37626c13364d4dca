'use client'
import { useId } from 'react'
import type { Choice, ChoiceFit } from '../../lib/features/setup/schema'
import { setupPage } from '../../lib/text/en/pages-setup'
import { setup as sentences } from '../../lib/text/en/setup'
import { Badge } from '../ui/Badge'
import { cx } from '../ui/class-names'
import { MeaningIcon } from '../ui/StatusMark'
import { ChoiceDrawing } from './ChoiceDrawing'

const words = setupPage.choose

/** The ways as cards, each with what it means, how it fits this host and why. Radio buttons: arrow keys move between them. */
export function ChoiceCards({ fits, value, onChoose }: { fits: readonly ChoiceFit[]; value: Choice | null; onChoose: (choice: Choice) => void }) {
  return (
    <div role="radiogroup" aria-label={words.title} className="m-4 grid max-w-[1200px] grid-cols-1 gap-3 xl:grid-cols-2">
      {fits.map((fit) => <Card key={fit.choice} fit={fit} checked={fit.choice === value} onChoose={onChoose} />)}
    </div>
  )
}

function Card({ fit: { choice, fit, why, needs }, checked, onChoose }: { fit: ChoiceFit; checked: boolean; onChoose: (choice: Choice) => void }) {
  const id = useId()
  const off = fit === 'impossible'
  return (
    <div className={cx('relative flex min-w-0 gap-3 rounded-md border p-3 has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent', checked ? 'border-accent bg-accent-wash' : off ? 'border-dashed border-line-strong' : 'border-line-strong bg-surface hover:bg-hover')}>
      <input id={`${id}-box`} type="radio" name="choice" value={choice} checked={checked} disabled={off} onChange={() => onChoose(choice)} aria-describedby={`${id}-what ${id}-why`} className="mt-1 size-3.5 shrink-0 accent-accent-solid" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-2">
          {/* The label reaches over the whole card. */}
          <label htmlFor={`${id}-box`} className={cx('text-14 font-medium after:absolute after:inset-0', off && 'text-soft')}>{sentences.choices.names[choice]}</label>
          {fit === 'recommended' ? <Badge meaning="good">{words.recommended}</Badge> : null}
          {off ? <Badge>{words.impossible}</Badge> : null}
        </div>
        <div className="mt-1 flex flex-wrap gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-[240px] text-13">
            <p id={`${id}-what`} className="text-soft">{sentences.choices.what[choice]}</p>
            <p id={`${id}-why`} className="mt-1.5 flex gap-1.5"><span className="mt-0.5"><MeaningIcon meaning={off ? 'bad' : fit === 'recommended' ? 'good' : 'unknown'} size={14} /></span><span className="min-w-0 [overflow-wrap:anywhere]">{why}</span></p>
          </div>
          <ChoiceDrawing choice={choice} />
        </div>
        {!off && needs.length > 0 ? (
          <div className="mt-2 text-12 text-soft">
            <p className="text-faint">{words.changes}</p>
            <ul className="list-disc pl-4">{needs.map((need) => <li key={need}>{need}</li>)}</ul>
          </div>
        ) : null}
      </div>
    </div>
  )
}
