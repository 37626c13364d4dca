'use client'
import { useWatch, type UseFormReturn } from 'react-hook-form'
import type { AddressRow } from '../../lib/features/addresses/schema'
import { publishForm as words } from '../../lib/text/en/publish'
import { Address } from '../address/Address'
import { CheckField, ChoiceField, TextField } from '../forms/fields'
import type { SelectOption } from '../ui/Select'
import { Ahead } from '../ui/Time'
import type { HostFacts } from './publish-host'
import type { LineView } from './publish-lines'
import { NameField } from './NameField'
import { NAMED, nextOf, prefixIn, TYPED, type PublishValues } from './publish-values'

/** Flags that say how long an address will do. */
const TOLD = ['tentative', 'dadfailed', 'temporary', 'deprecated', 'dynamic']

/** Where on the host: an address of its own, one that the host has, all of them, or one that is typed. */
export function AddressChoice({ name, form, n, host, view }: { name: string; form: UseFormReturn<PublishValues>; n: number; host: HostFacts; view: LineView | null }) {
  const [at, typed, add] = useWatch({ control: form.control, name: [`bindings.${n}.at`, `bindings.${n}.typed`, `bindings.${n}.add`] })
  const prefix = prefixIn(at)
  const row = host.addresses.find(({ address }) => address === (at === TYPED || at === NAMED ? view?.target?.address : at))
  const place = at === TYPED ? host.placeFor(typed.trim()) : null
  return (
    <div className="flex flex-col gap-2">
      <ChoiceField form={form} name={`bindings.${n}.at`} label={words.at} options={optionsOf(host, at)} required wrong={at === TYPED ? null : view?.at} />
      {prefix === null ? null : <Next prefix={prefix} host={host} view={view} />}
      {at === TYPED ? <TextField form={form} name={`bindings.${n}.typed`} label={words.address} help={words.addressHelp} placeholder="2001:db8::202" required wrong={view?.at} /> : null}
      {at === NAMED ? <NameField host={name} form={form} n={n} /> : null}
      {place ? <CheckField form={form} name={`bindings.${n}.add`} label={words.add(`${typed.trim()}/${place.length}`, place.dev)} help={words.addHelp} /> : null}
      {row && !add ? <Lasts row={row} /> : null}
    </div>
  )
}

function optionsOf({ prefixes, addresses }: HostFacts, chosen: string): SelectOption[] {
  const { groups } = words
  const known: SelectOption[] = [
    ...prefixes.map(({ prefix, dev }) => ({ value: nextOf(prefix), label: words.next(prefix, dev), group: groups.next })),
    ...addresses.map(({ address, dev, flags }) => ({ value: address, label: words.own(address, dev, flags.filter((flag) => TOLD.includes(flag)).join(', ')), group: groups.own })),
    { value: '::', label: words.all6, group: groups.all },
    { value: '0.0.0.0', label: words.all4, group: groups.all },
    { value: NAMED, label: words.byName, group: groups.other },
    { value: TYPED, label: words.typed, group: groups.other },
  ]
  const options = [...new Map(known.map((option) => [option.value, option])).values()]
  // What was chosen and went away meanwhile stays chosen, so that it can be said.
  return options.some(({ value }) => value === chosen) ? options : [{ value: chosen, label: chosen === '' ? words.choose : chosen }, ...options]
}

/** The address that it will be. */
function Next({ prefix, host, view }: { prefix: string; host: HostFacts; view: LineView | null }) {
  const from = host.prefixes.find((one) => one.prefix === prefix)
  const address = host.free[prefix]
  if (address === null) return <p className="text-12 text-bad">{words.noneFree(prefix)}</p>
  if (!address || !from || !view?.target?.add) return <p role="status" className="text-12 text-faint">{words.looking}</p>
  return (
    <div className="text-12 text-soft">
      <p className="flex flex-wrap items-center gap-x-1.5"><Address address={address} length={from.length} /> {words.willAdd(from.dev, from.length)}</p>
      {from.passing ? <p className="text-attention">{words.passing(prefix)}</p> : null}
    </div>
  )
}

/** How long an address of the host will do, where that is not for ever. */
function Lasts({ row: { flags, validUntil } }: { row: AddressRow }) {
  const kind = (['temporary', 'deprecated', 'dynamic'] as const).find((flag) => flags.includes(flag))
  if (!kind || validUntil === null) return null
  return <p className="text-12 text-attention">{words.until[kind]} <Ahead at={validUntil} />. {words.breaks}</p>
}
