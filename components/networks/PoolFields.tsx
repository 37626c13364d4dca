'use client'
import { useState } from 'react'
import { useWatch, type UseFormReturn } from 'react-hook-form'
import type { CapabilityName } from '../../lib/features/engine/schema'
import { forms } from '../../lib/text/en/forms'
import { ChoiceField, TextField } from '../forms/fields'
import { FormRow } from '../forms/FormDrawer'
import { PrefixField } from '../forms/PrefixField'
import type { Chosen, NetworkValues } from './network-values'
import { SuggestButton } from './SuggestButton'

const words = forms.network

/** Why the engine cannot do something; null if it can. */
export type Can = (name: CapabilityName) => string | null

const NEEDS: Record<string, CapabilityName> = { nat: 'gatewayModes', routed: 'gatewayModes', 'nat-unprotected': 'natUnprotected', isolated: 'isolatedMode' }

/** The subnet of one family: none, the engine's choice, or one's own; and how the bridge leads out. */
export function PoolFields({ host, form, family, bridge, can }: { host: string; form: UseFormReturn<NetworkValues>; family: 4 | 6; bridge: boolean; can: Can }) {
  const six = family === 6
  const [chosenBy, box, modeName] = six ? (['six', 'pool6', 'gatewayMode6'] as const) : (['four', 'pool4', 'gatewayMode4'] as const)
  const [chosen, subnet, mode] = useWatch({ control: form.control, name: [chosenBy, `${box}.subnet`, modeName] })
  const lacks: Partial<Record<Chosen, string | null>> = six ? { auto: bridge ? can('autoUla') : null } : { none: can('ipv6OnlyNetworks') }
  const [suggested, setSuggested] = useState<{ subnet: string; why: string } | null>(null)
  const take = (one: { subnet: string; why: string }) => {
    setSuggested(one)
    if (one.subnet) form.setValue(`${box}.subnet`, one.subnet, { shouldDirty: true, shouldValidate: true })
  }
  // The reason belongs to what was suggested, not to what was typed over it.
  const because = suggested && (suggested.subnet === '' || suggested.subnet === subnet) ? suggested.why : null
  const labels = six ? words.ipv6Modes : words.ipv4Modes
  const options = (['none', 'auto', 'custom'] as const).filter((value) => !lacks[value]).map((value) => ({ value, label: labels[value] }))
  const why = Object.values(lacks).filter(Boolean).join(' ')
  return (
    <>
      <ChoiceField form={form} name={chosenBy} label={six ? words.ipv6 : words.ipv4} help={`${(six ? words.ipv6Help : words.ipv4Help)[chosen]} ${why}`.trim()} options={options} />
      {chosen === 'custom' ? (
        <>
          <TextField form={form} name={`${box}.subnet`} label={words.subnet} help={because ?? (six ? words.subnet6Help : words.subnet4Help)} placeholder={six ? '2001:db8:1:2::/64' : '172.30.0.0/16'} beside={<SuggestButton host={host} family={family} typed={() => form.getValues(`${box}.subnet`)} onSuggest={take} />} required />
          <FormRow>
            <PrefixField form={form} name={`${box}.gateway`} label={words.gateway} help={words.gatewayHelp} prefix={subnet} />
            <TextField form={form} name={`${box}.range`} label={words.range} help={words.rangeHelp} />
          </FormRow>
        </>
      ) : null}
      {bridge && chosen !== 'none' ? <ModeField form={form} name={modeName} mode={mode} can={can} /> : null}
    </>
  )
}

function ModeField({ form, name, mode, can }: { form: UseFormReturn<NetworkValues>; name: 'gatewayMode4' | 'gatewayMode6'; mode: string; can: Can }) {
  const lacking = (value: string) => (NEEDS[value] ? can(NEEDS[value]) : null)
  const all = Object.keys(words.modes)
  const options = all.filter((value) => !lacking(value)).map((value) => ({ value, label: words.modes[value] ?? value }))
  const reason = can('gatewayModes')
  // What this engine lacks is not hidden without a word.
  const missing = reason ? '' : [...new Set(all.map(lacking).filter(Boolean))].join(' ')
  return <ChoiceField form={form} name={name} label={words.mode} help={`${words.modeHelp[mode] ?? ''} ${missing}`.trim()} reason={reason} options={options} />
}
