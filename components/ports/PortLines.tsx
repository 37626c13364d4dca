'use client'
import { useState } from 'react'
import { lineAddress, portLines } from '../../lib/features/ports/lines'
import type { PortRow } from '../../lib/features/ports/schema'
import { readName } from '../../lib/features/resolve/names'
import { portsPage as words } from '../../lib/text/en/pages-ports'
import { CopyButton } from '../ui/CopyButton'
import { Field } from '../ui/Field'
import { Input } from '../ui/Input'
import { isWild } from './port-state'

const t = words.lines

/** URL, curl line, zone-file lines, `docker run` and Compose lines of a port, each to copy. `known` is the name that it has already. */
export function PortLines({ row, known }: { row: PortRow; known?: string | undefined }) {
  const [name, setName] = useState(known ?? `${labelOf(row.container.name)}.example.org`)
  const address = lineAddress(row)
  const read = readName(name)
  const lines = portLines(row, read.ok ? read.value.replace(/\.$/, '') : '')
  return (
    <div className="flex flex-col gap-2">
      {isWild(row) && row.travels !== 'direct' ? <p className="text-12 text-soft">{address === null ? t.noAddress : t.forAll(address)}</p> : null}
      <Line label={t.url} text={lines.url} link />
      <Line label={t.curl} text={lines.curl} />
      <Line label={t.run} text={lines.run} />
      <Line label={t.compose} text={lines.compose} />
      {lines.record === null ? null : (
        <>
          <Field label={t.name} help={t.nameHelp} error={read.ok ? undefined : [read.problem.message, read.problem.hint].filter(Boolean).join(' ')}>
            {(control) => <Input {...control} mono value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />}
          </Field>
          <Line label={address?.includes(':') ? t.aaaa : t.a} text={read.ok ? lines.record : null} />
          <Line label={t.ptr} text={read.ok ? lines.ptr : null} />
        </>
      )}
    </div>
  )
}

/** A container's name as a label of a DNS name (RFC 1035 section 2.3.1). */
function labelOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9-]+/g, '-').slice(0, 63).replace(/^-+|-+$/g, '')
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
