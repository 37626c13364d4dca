'use client'
import { useResource } from '../../lib/client/use-resource'
import type { Meaning } from '../../lib/core/meaning'
import type { Ndppd } from '../../lib/features/ndppd/schema'
import { ndppdPage } from '../../lib/text/en/pages-ndppd'
import { ChangeButton } from '../change/ChangeButton'
import { StatusMark } from '../ui/StatusMark'

const words = ndppdPage.service

/** Whether ndppd runs, what is odd in its file, and the switch for it. A failed read is told by the table below. */
export function NdppdService({ host }: { host: string }) {
  const row = useResource<Ndppd>(host, 'ndppd').page?.rows[0]
  if (!row) return null
  const { unit, remarks, error } = row
  return (
    <section aria-label={words.label} className="flex shrink-0 flex-col gap-1 border-b border-line px-4 py-2 text-13">
      {unit ? <Line host={host} row={row} unit={unit} /> : <p className="text-soft">{words.missing}</p>}
      {unit && row.restartNeeded ? <p className="text-attention">{words.restart}</p> : null}
      {error ? <p className="text-bad">{error}</p> : null}
      {remarks.length > 0 ? (
        <details>
          <summary className="cursor-pointer text-attention">{words.remarks(remarks.length)}</summary>
          <ul className="mt-1 flex flex-col gap-0.5 text-12">
            {remarks.map(({ line, message }) => <li key={`${line} ${message}`} className="flex gap-2"><span className="w-14 shrink-0 font-mono text-faint">{words.line(line)}</span><span className="text-soft">{message}</span></li>)}
          </ul>
        </details>
      ) : null}
    </section>
  )
}

function Line({ host, row, unit }: { host: string; row: Ndppd; unit: NonNullable<Ndppd['unit']> }) {
  const { meaning, word } = stateOf(row, unit)
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <StatusMark meaning={meaning}>{word}</StatusMark>
      <span className="text-soft">{unit.boot ? words.boot : words.noBoot}</span>
      <div className="ml-auto flex gap-2">
        {unit.running && !unit.boot ? <ChangeButton kind="ndppd.service" input={{ run: true, boot: true }} wish={{ host, title: words.enable }}>{words.enable}</ChangeButton> : null}
        {unit.running || unit.boot ? <ChangeButton kind="ndppd.service" input={{ run: false, boot: false }} wish={{ host, title: words.stop }}>{words.stop}</ChangeButton> : null}
        {!unit.running && row.rules > 0 ? <ChangeButton kind="ndppd.service" look="primary" input={{ run: true, boot: true }} wish={{ host, title: words.start }}>{words.start}</ChangeButton> : null}
      </div>
    </div>
  )
}

function stateOf(row: Ndppd, unit: NonNullable<Ndppd['unit']>): { meaning: Meaning; word: string } {
  if (unit.running) return { meaning: row.restartNeeded ? 'attention' : 'good', word: words.running(row.rules) }
  if (unit.state === 'exited' || unit.state === 'failed') return { meaning: 'bad', word: words.failed }
  return { meaning: row.rules > 0 ? 'attention' : 'unknown', word: words.stopped }
}
