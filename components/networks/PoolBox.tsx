'use client'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useWatch, type UseFormReturn } from 'react-hook-form'
import { forms } from '../../lib/text/en/forms'
import { PairsField, TextField } from '../forms/fields'
import { FormRow } from '../forms/FormDrawer'
import { PrefixField } from '../forms/PrefixField'
import { IconButton } from '../ui/IconButton'
import type { NetworkValues } from './network-values'
import { SuggestButton } from './SuggestButton'

const words = forms.network

/** One subnet with what is given inside it. */
export function PoolBox({ host, form, family, at, onRemove }: { host: string; form: UseFormReturn<NetworkValues>; family: 4 | 6; at: number; onRemove?: () => void }) {
  const box = `${family === 6 ? 'pool6' : 'pool4'}.${at}` as const
  const [subnet, aux] = useWatch({ control: form.control, name: [`${box}.subnet`, `${box}.aux`] })
  const [suggested, setSuggested] = useState<{ subnet: string; why: string } | null>(null)
  const [moreAux, setMoreAux] = useState(false)
  const take = (one: { subnet: string; why: string }) => {
    setSuggested(one)
    if (one.subnet) form.setValue(`${box}.subnet`, one.subnet, { shouldDirty: true, shouldValidate: true })
  }
  // The reason belongs to what was suggested, not to what was typed over it.
  const because = suggested && (suggested.subnet === '' || suggested.subnet === subnet) ? suggested.why : null
  const label = at === 0 ? words.subnet : words.subnetN(at + 1)
  const beside = (
    <>
      <SuggestButton host={host} family={family} typed={() => form.getValues(`${box}.subnet`)} onSuggest={take} />
      {onRemove ? <IconButton label={words.removeSubnet(at + 1)} onClick={onRemove}><X aria-hidden size={14} /></IconButton> : null}
    </>
  )
  return (
    <>
      <TextField form={form} name={`${box}.subnet`} label={label} help={because ?? (family === 6 ? words.subnet6Help : words.subnet4Help)} placeholder={family === 6 ? '2001:db8:1:2::/64' : '172.30.0.0/16'} beside={beside} required />
      <FormRow>
        <PrefixField form={form} name={`${box}.gateway`} label={words.gateway} help={words.gatewayHelp} prefix={subnet} />
        <TextField form={form} name={`${box}.range`} label={words.range} help={words.rangeHelp} />
      </FormRow>
      {aux !== '' || moreAux
        ? <PairsField form={form} name={`${box}.aux`} label={words.aux} help={words.auxHelp} rows={2} />
        : <button type="button" onClick={() => setMoreAux(true)} className="self-start rounded text-12 text-accent hover:underline">{words.auxAdd}</button>}
    </>
  )
}
