'use client'
import { Dices } from 'lucide-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Rows } from '../../lib/core/change'
import { ipv4Of, offersOf } from '../../lib/features/planner/offers'
import { freshGlobalId, sixToFour, ulaOf } from '../../lib/features/planner/request'
import { SITUATIONS, type PlanProblem } from '../../lib/features/planner/schema'
import { planner as sentences } from '../../lib/text/en/planner'
import { plannerPage } from '../../lib/text/en/pages-planner'
import { Button } from '../ui/Button'
import { Field } from '../ui/Field'
import { Input } from '../ui/Input'
import { Skeleton } from '../ui/Skeleton'
import { SOURCES, valuesOf, type PlannerValues, type Source } from './planner-values'
import { Choices, Choice } from './Choices'

const words = plannerPage.ask

type Asked = { rows: Rows; loading: boolean; values: PlannerValues; onValues: (change: Partial<PlannerValues>) => void; problem: PlanProblem | null; /** Somebody wanted to go on: an empty box is a mistake now. */ insist: boolean; /** What else is asked where several hosts share the prefix. */ whichHost?: ReactNode }

/** The questions: which prefix, how packets for it come here, and what is wished. What cannot be stands at its question. */
export function PlannerQuestions({ askSituation, ...asked }: Asked & { askSituation: boolean }) {
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <SourceQuestion {...asked} />
      {askSituation ? <SituationQuestion {...asked} /> : null}
      <WishQuestion {...asked} />
    </div>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="float-left mb-1 flex min-h-7 w-full items-center border-b border-line text-13 font-semibold">{title}</legend>
      {children}
    </fieldset>
  )
}

/** The refusal of a field, with a button that does what it proposes. */
function errorAt(field: keyof PlannerValues, { problem, onValues }: Asked): { text: string | undefined; fix: ReactNode } {
  if (problem?.field !== field) return { text: undefined, fix: null }
  const { fix } = problem
  return {
    text: [problem.message, problem.hint].filter(Boolean).join(' '),
    fix: fix ? <Button onClick={() => onValues({ ...valuesOf(fix.change), ...(fix.change.prefix ? { from: 'typed' } : {}) })} className="mt-1 self-start">{fix.label}</Button> : null,
  }
}

function SourceQuestion(asked: Asked) {
  const { rows, loading, values, onValues } = asked
  const offers = useMemo(() => offersOf(rows), [rows])
  const chooseUla = () => {
    const made = ulaOf(freshGlobalId((bytes) => crypto.getRandomValues(bytes)))
    if (made.ok) onValues({ from: 'ula', prefix: made.value.text, situation: 'none' })
  }
  const choose = (from: Source) => {
    if (from === 'ula') return chooseUla()
    const offer = offers[0]
    if (from === 'host') return onValues({ from, prefix: offer?.prefix ?? '', ...(offer ? { situation: offer.situation } : {}) })
    onValues({ from, ...(from === '6to4' ? { ipv4: values.ipv4 || (ipv4Of(rows)[0] ?? '') } : {}) })
  }
  // The first visit has no prefix in its URL: the host's own is the likeliest answer.
  const first = offers[0]
  useEffect(() => {
    if (values.from === 'host' && values.prefix === '' && first) onValues({ prefix: first.prefix, situation: first.situation })
  }, [values.from, values.prefix, first, onValues])
  const wrong = errorAt('prefix', asked)
  return (
    <Group title={words.title}>
      <Choices label={words.source} name="from" value={values.from} onValue={choose} options={SOURCES.map((value) => ({ value, label: words.sources[value] }))} />
      <p className="-mt-1 text-12 text-faint">{words.sourceHelp[values.from]}</p>
      {values.from === 'host' ? (
        <div className="flex flex-col gap-1">
          {loading ? <Skeleton width="80%" /> : offers.length === 0 ? <p className="text-13 text-soft">{words.noOffers}</p> : offers.map((offer) => (
            <Choice key={offer.prefix} name="offer" checked={values.prefix === offer.prefix} invalid={wrong.text !== undefined} onChoose={() => onValues({ prefix: offer.prefix, situation: offer.situation })} title={<span className="font-mono text-[12.5px]">{offer.prefix}</span>} help={words.offerWhy[offer.situation](offer.dev)} />
          ))}
          {wrong.text && !loading && offers.length > 0 ? <p role="alert" className="text-12 text-bad">{wrong.text}</p> : null}
          {wrong.fix}
        </div>
      ) : null}
      {values.from === 'typed' ? <TextAt field="prefix" label={words.typed} help={words.typedHelp} {...asked} mono /> : null}
      {values.from === 'ula' ? (
        <div className="flex flex-col gap-1.5">
          <div className="flex items-center gap-2"><output className="min-w-0 flex-1 truncate font-mono text-13">{values.prefix}</output><Button icon={<Dices aria-hidden size={14} />} onClick={chooseUla}>{words.draw}</Button></div>
          <p className="text-12 text-faint">{sentences.ula.how}</p>
          {wrong.text ? <p role="alert" tabIndex={-1} className="text-12 text-bad">{wrong.text}</p> : null}
        </div>
      ) : null}
      {values.from === '6to4' ? <SixToFour {...asked} /> : null}
    </Group>
  )
}

function SixToFour(asked: Asked) {
  const made = sixToFour(asked.values.ipv4)
  return <TextAt field="ipv4" label={words.ipv4} help={words.ipv4Help(made.ok ? made.value.text : null)} {...asked} mono />
}

function SituationQuestion({ values, onValues }: Asked) {
  return (
    <Group title={words.situation}>
      <div className="flex flex-col gap-1">
        {SITUATIONS.map((value) => <Choice key={value} name="situation" checked={values.situation === value} onChoose={() => onValues({ situation: value })} title={words.situations[value]} help={words.situationHelp[value]} />)}
      </div>
    </Group>
  )
}

function WishQuestion({ whichHost, ...asked }: Asked) {
  const { values, onValues, problem } = asked
  const cluster = values.hosts !== ''
  const finer = values.length !== '' || values.hostLength !== '' || problem?.field === 'length' || problem?.field === 'hostLength'
  return (
    <Group title={words.wish}>
      <div className="grid grid-cols-2 gap-3">
        <TextAt field="networks" label={cluster ? words.networksPerHost : words.networks} number {...asked} />
        <TextAt field="containers" label={words.containers} number {...asked} />
      </div>
      <label className="flex items-center gap-2 text-13"><input type="checkbox" checked={cluster} onChange={(event) => onValues({ hosts: event.target.checked ? '2' : '', hostLength: '' })} className="size-3.5 accent-accent-solid" />{words.cluster}</label>
      {cluster ? <TextAt field="hosts" label={words.hosts} number {...asked} /> : null}
      {cluster ? whichHost : null}
      <TextAt field="names" label={words.names} help={words.namesHelp} {...asked} />
      <details open={finer || undefined}>
        <summary className="text-12 text-soft hover:text-text">{words.finer}</summary>
        <div className="mt-2 grid grid-cols-2 gap-3">
          <TextAt field="length" label={words.length} placeholder={words.auto} mono {...asked} />
          {cluster ? <TextAt field="hostLength" label={words.hostLength} placeholder={words.auto} mono {...asked} /> : null}
        </div>
      </details>
    </Group>
  )
}

type Boxed = Exclude<keyof PlannerValues, 'from' | 'situation'>

/** A box of its own text: what is typed stands there at once, also while the URL catches up. */
function TextAt({ field, label, help, placeholder, mono = false, number = false, ...asked }: Asked & { field: Boxed; label: string; help?: string; placeholder?: string; mono?: boolean; number?: boolean }) {
  const { values, onValues, insist } = asked
  const [typed, setTyped] = useState(values[field])
  const [known, setKnown] = useState(values[field])
  if (known !== values[field]) {
    setKnown(values[field])
    setTyped(values[field])
  }
  const { text, fix } = errorAt(field, asked)
  // An empty box is a question, not a mistake.
  const error = !insist && typed.trim() === '' && (field === 'prefix' || field === 'ipv4') ? undefined : text
  return (
    <div className="flex min-w-0 flex-col">
      <Field label={label} help={help} error={error}>
        {(control) => (
          <Input {...control} name={field} mono={mono} value={typed} placeholder={placeholder} inputMode={number ? 'numeric' : undefined} autoComplete="off" onChange={(event) => {
            setTyped(event.target.value)
            setKnown(event.target.value)
            onValues({ [field]: event.target.value })
          }} />
        )}
      </Field>
      {fix}
    </div>
  )
}
