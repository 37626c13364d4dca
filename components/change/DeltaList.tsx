import { ChevronRight, Minus, Pencil, Plus } from 'lucide-react'
import type { Delta } from '../../lib/core/change'
import { changeUi as words } from '../../lib/text/en/change-ui'
import { cx } from '../ui/class-names'
import { alike, fileTexts, kindOf, linesOf, resourceWord, type DeltaKind, type FieldLine } from './delta-view'
import { FileDiff } from './FileDiff'

const ICONS = { added: Plus, removed: Minus, changed: Pencil } as const
const LOOKS: Record<DeltaKind, string> = { added: 'text-good', removed: 'text-bad', changed: 'text-attention' }

/** What is different row by row: what was there struck, what will be there marked. `past`: it has happened already. */
export function DeltaList({ deltas, past = false }: { deltas: readonly Delta[]; past?: boolean }) {
  // A delta that is the same on both sides only states what must stay so.
  const told = deltas.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
  if (told.length === 0) return <p className="text-13 text-soft">{words.nothingDifferent}</p>
  return (
    <ul className="flex flex-col gap-2">
      {alike(told).map(([delta, ...others], index) => <DeltaCard key={index} delta={delta!} others={others} past={past} />)}
    </ul>
  )
}

/** One row, or all of `others` with it that change alike. */
function DeltaCard({ delta, others, past }: { delta: Delta; others: readonly Delta[]; past: boolean }) {
  const kind = kindOf(delta)
  const Icon = ICONS[kind]
  const file = fileTexts(delta)
  const lines = file ? [] : linesOf(delta)
  return (
    <li className="min-w-0 overflow-hidden rounded-md border border-line">
      <div className="flex min-w-0 items-center gap-2 bg-raised px-2.5 py-1.5">
        <Icon aria-hidden size={13} className={cx('shrink-0', LOOKS[kind])} />
        <span className="shrink-0 text-12 text-soft">{resourceWord(delta.resource)}</span>
        <span className={cx('min-w-0 flex-1 text-13 font-medium [overflow-wrap:anywhere]', kind === 'removed' && 'line-through decoration-bad')}>{others.length > 0 ? words.alike(others.length + 1) : delta.label}</span>
        <span className={cx('shrink-0 text-12', LOOKS[kind])}>{(past ? words.deltaWas : words.delta)[kind]}</span>
      </div>
      {file ? <FileDiff {...file} /> : null}
      {lines.length > 0 ? (
        <dl className="grid grid-cols-[minmax(84px,auto)_minmax(0,1fr)] gap-x-3 gap-y-1 px-2.5 py-2 text-13">
          {lines.map((line) => <Line key={line.name} line={line} kind={kind} />)}
        </dl>
      ) : null}
      {others.length > 0 ? <Labels labels={[delta, ...others].map(({ label }) => label)} /> : null}
    </li>
  )
}

const SHOWN_LABELS = 6

/** Which rows they are; a host may have hundreds. */
function Labels({ labels }: { labels: readonly string[] }) {
  const list = (part: readonly string[]) => part.map((label) => <li key={label} className="font-mono text-12 text-soft [overflow-wrap:anywhere]">{label}</li>)
  return (
    <div className="border-t border-line px-2.5 py-2">
      <ul>{list(labels.slice(0, SHOWN_LABELS))}</ul>
      {labels.length > SHOWN_LABELS ? (
        <details className="group mt-1 text-12">
          <summary className="flex w-fit list-none items-center gap-1 rounded text-soft hover:text-text">
            <ChevronRight aria-hidden size={13} className="transition-transform group-open:rotate-90" />
            {words.moreAlike(labels.length - SHOWN_LABELS)}
          </summary>
          <ul className="mt-1">{list(labels.slice(SHOWN_LABELS))}</ul>
        </details>
      ) : null}
    </div>
  )
}

function Line({ line, kind }: { line: FieldLine; kind: DeltaKind }) {
  return (
    <>
      <dt className="text-12 leading-5 text-faint">{line.name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">
        {line.same ? <Values texts={line.after} /> : (
          <>
            {line.before ? <del className={cx('mr-2 text-soft decoration-bad/80', line.before.length > 1 && 'inline-block align-top')}><span className="sr-only">{words.value.was} </span><Values texts={line.before} /></del> : null}
            {line.after ? <ins className={cx('no-underline', line.after.length > 1 && 'inline-block align-top', kind === 'changed' && 'rounded-[3px] bg-good-wash px-1 text-good')}><span className="sr-only">{kind === 'changed' ? `${words.value.becomes} ` : ''}</span><Values texts={line.after} /></ins> : null}
          </>
        )}
      </dd>
    </>
  )
}

const CODE = /^[\da-f:.]*[:./\d][\da-f:./]*$/i

/** Addresses, prefixes and numbers in the face of a terminal, words in the face of text. */
function Values({ texts }: { texts: string[] | null }) {
  return <>{texts?.map((text, index) => <span key={index} className={cx(texts.length > 1 && 'block', CODE.test(text) && 'font-mono text-[12.5px]')}>{text}</span>)}</>
}
