'use client'
import { memo, use } from 'react'
import type { AddressKind } from '../../lib/core/address-scope'
import { copyText } from '../../lib/client/copy'
import { glossary, type GlossaryTerm } from '../../lib/text/en/glossary'
import { Badge } from '../ui/Badge'
import type { Meaning } from '../../lib/core/meaning'
import { InCell } from './cell-context'
import { isEui64, kindOfText, kindText } from './describe'
import { splitAtPrefix } from './split'

export type AddressProps = {
  /** RFC 5952 text, as the keeper gives it; a zone (`%eth0`) may follow. */
  address: string
  /** Prefix length: the prefix part is then quieter than the interface part. */
  length?: number | null
  /** Shows the length behind the address. */
  withLength?: boolean
  kind?: AddressKind
  flags?: readonly string[]
  /** Leaves the scope mark away where a column says it already. */
  unmarked?: boolean
  /** Whose it is, told on hover. */
  owner?: string
}

const BAD_FLAGS: Partial<Record<string, Meaning>> = { dadfailed: 'bad', tentative: 'attention', deprecated: 'attention' }

/** An address as dock6 shows it everywhere: mono, prefix part quiet, scope mark, flags as words. A click copies it. */
export const Address = memo(function Address({ address, length, withLength = false, kind, flags, unmarked = false, owner }: AddressProps) {
  const inCell = use(InCell)
  const family = address.includes(':') ? 6 : 4
  const known = kind ?? kindOfText(address)
  const words = known ? kindText(known, family) : null
  const [prefix, rest] = length === undefined || length === null ? ['', address] : splitAtPrefix(address, family, length)
  const whole = rest === '' ? ['', prefix] : [prefix, rest]
  const tip = [words ? `${words.name}. ${words.means}` : '', isEui64(address) ? glossary.eui64.means : '', owner ?? ''].filter(Boolean).join('\n')
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5">
      <button
        type="button"
        tabIndex={inCell ? -1 : 0}
        data-tip={tip || undefined}
        onClick={(event) => {
          event.stopPropagation()
          void copyText(address, event.currentTarget)
        }}
        className="min-w-0 truncate rounded-[3px] font-mono text-[12.5px] decoration-line-strong underline-offset-[3px] hover:underline"
      >
        <span className="text-faint">{whole[0]}</span>
        {whole[1]}
        {withLength && length !== undefined && length !== null ? <span className="text-faint">/{length}</span> : null}
      </button>
      {words && !unmarked ? <Badge mono>{words.mark}</Badge> : null}
      {flags?.map((flag) => <Flag key={flag} name={flag} />)}
    </span>
  )
})

/** A flag of an address or route as a word with its explanation. Only what needs attention has color. */
export function Flag({ name }: { name: string }) {
  const entry = name in glossary ? glossary[name as GlossaryTerm] : null
  return <Badge meaning={BAD_FLAGS[name] ?? 'plain'} {...(entry ? { tip: entry.means } : {})}>{name}</Badge>
}
