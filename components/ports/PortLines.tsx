'use client'
import { useId, useState } from 'react'
import { lineAddress, portLines } from '../../lib/features/ports/lines'
import type { PortRow } from '../../lib/features/ports/schema'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import { CopyButton } from '../ui/CopyButton'
import { Input } from '../ui/Input'
import { isWild } from './port-state'

const t = words.lines

/** URL, curl line, zone-file lines, `docker run` and Compose lines of a port, each to copy. `known` is the name that it has already. */
export function PortLines({ row, known }: { row: PortRow; known?: string | undefined }) {
  const id = useId()
  const [name, setName] = useState(known ?? `${row.container.name.toLowerCase().replace(/[^a-z0-9-]+/g, '-')}.example.org`)
  const address = lineAddress(row)
  const lines = portLines(row, name.trim().replace(/\.$/, ''))
  return (
    <div className="flex flex-col gap-2">
      {isWild(row) && row.travels !== 'direct' ? <p className="text-12 text-soft">{address === null ? t.noAddress : t.forAll(address)}</p> : null}
      <Line label={t.url} text={lines.url} link />
      <Line label={t.curl} text={lines.curl} />
      <Line label={t.run} text={lines.run} />
      <Line label={t.compose} text={lines.compose} />
      {lines.record === null ? null : (
        <>
          <div className="mt-1">
            <label htmlFor={id} className="mb-1 block text-12 text-faint">{t.name}</label>
            <Input id={id} mono value={name} spellCheck={false} autoComplete="off" aria-describedby={`${id}-help`} onChange={(event) => setName(event.target.value)} />
            <p id={`${id}-help`} className="mt-0.5 text-12 text-faint">{t.nameHelp}</p>
          </div>
          <Line label={address?.includes(':') ? t.aaaa : t.a} text={lines.record} />
          <Line label={t.ptr} text={lines.ptr} />
        </>
      )}
    </div>
  )
}

function Line({ label, text, link = false }: { label: string; text: string | null; link?: boolean }) {
  if (text === null) return null
  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-raised pl-2.5">
      <div className="min-w-0 flex-1 py-1">
        <p className="text-11 text-faint">{label}</p>
        {link ? <a href={text} target="_blank" rel="noreferrer" className="font-mono text-12 text-accent underline-offset-[3px] [overflow-wrap:anywhere] hover:underline">{text}</a> : <pre className="font-mono text-12 whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</pre>}
      </div>
      <CopyButton text={text} what={label} />
    </div>
  )
}
