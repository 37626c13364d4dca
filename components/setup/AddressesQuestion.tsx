'use client'
import { useMemo } from 'react'
import { onLinkOf } from '../../lib/features/setup/choices'
import type { Look } from '../../lib/features/setup/schema'
import { setupPage } from '../../lib/text/en/pages-setup'
import { Address } from '../address/Address'
import { useHostRows } from '../planner/use-host-rows'
import { Button } from '../ui/Button'
import { freeAddress } from './free-address'
import { TypedField } from './TypedField'

const words = setupPage.plan

/** Which addresses the host gets for services, beside those that it has. */
export function AddressesQuestion({ host, look, value, error, onValue }: { host: string; look: Look; value: string; error: string | null; onValue: (value: string) => void }) {
  const { rows, state } = useHostRows(host)
  const onLink = onLinkOf(look)
  const typed = useMemo(() => value.split(/[\s,]+/).filter(Boolean), [value])
  const free = useMemo(() => (onLink && state === 'ready' ? freeAddress(onLink.prefix, rows, typed) : null), [onLink, rows, state, typed])
  return (
    <div className="flex flex-col gap-4">
      {onLink && onLink.addresses.length > 0 ? (
        <div>
          <p className="text-12 text-faint">{words.has}</p>
          <ul className="mt-0.5 flex flex-col gap-0.5">{onLink.addresses.map((address) => <li key={address} className="flex min-w-0"><Address address={address} length={onLink.length} withLength /></li>)}</ul>
        </div>
      ) : null}
      <TypedField name="addresses" label={words.addresses} help={words.addressesHelp(onLink?.prefix ?? '')} error={error} value={value} onValue={onValue} beside={free ? <Button onClick={() => onValue([...typed, free].join(', '))}>{words.suggest}</Button> : null} />
    </div>
  )
}
