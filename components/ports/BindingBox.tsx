'use client'
import { Info, X } from 'lucide-react'
import { useWatch, type UseFormReturn } from 'react-hook-form'
import type { Container } from '../../lib/features/containers/schema'
import { publishForm as words } from '../../lib/text/en/publish'
import { ChoiceField, TextField } from '../forms/fields'
import { IconButton } from '../ui/IconButton'
import { AddressChoice } from './AddressChoice'
import type { HostFacts } from './publish-host'
import { portsNamed, type LineView } from './publish-lines'
import { isAuto, portsOf, type PublishValues } from './publish-values'

const PROTOCOLS = (['tcp', 'udp', 'sctp'] as const).map((value) => ({ value, label: value.toUpperCase() }))
const port = (text: string) => portsOf(text) !== null || words.badPort(text)
const hostPort = (text: string) => text.trim() === '' || isAuto(text) || port(text)

/** One binding: a port of the container, and where on the host it is reached. */
export function BindingBox({ name, form, n, host, container, view, onRemove }: { name: string; form: UseFormReturn<PublishValues>; n: number; host: HostFacts; container: Container | null; view: LineView | null; onRemove?: () => void }) {
  const [proto, inside] = useWatch({ control: form.control, name: [`bindings.${n}.proto`, `bindings.${n}.containerPort`] })
  const named = container ? portsNamed(container, proto) : []
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 border-t border-line pt-3">
      <legend className="sr-only">{words.binding(n + 1)}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_96px_minmax(0,1fr)] items-start gap-3">
        <TextField form={form} name={`bindings.${n}.containerPort`} label={words.containerPort} placeholder={named[0] ?? '80'} choices={named} wrong={view?.inside} required validate={port} />
        <ChoiceField form={form} name={`bindings.${n}.proto`} label={words.proto} options={PROTOCOLS} />
        <TextField form={form} name={`bindings.${n}.hostPort`} label={words.hostPort} placeholder={inside.trim() || '80'} wrong={view?.port} validate={hostPort} beside={onRemove ? <IconButton label={words.remove(n + 1)} onClick={onRemove}><X aria-hidden size={14} /></IconButton> : null} />
        {n === 0 ? <p className="col-span-full -mt-2 text-12 text-faint">{words.portsHelp} {named.length > 0 ? words.named(named.join(', ')) : ''}</p> : null}
      </div>
      <AddressChoice name={name} form={form} n={n} host={host} view={view} />
      {view && view.notes.length > 0 ? (
        <ul className="flex flex-col gap-1 text-12 text-soft">
          {view.notes.map((note) => <li key={note} className="flex items-start gap-1.5"><Info aria-hidden size={13} className="mt-0.5 shrink-0" />{note}</li>)}
        </ul>
      ) : null}
    </fieldset>
  )
}
