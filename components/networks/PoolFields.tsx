'use client'
import { Plus } from 'lucide-react'
import { useFieldArray, useWatch, type UseFormReturn } from 'react-hook-form'
import type { CapabilityName } from '../../lib/features/engine/schema'
import { forms } from '../../lib/text/en/forms'
import { ChoiceField } from '../forms/fields'
import { Button } from '../ui/Button'
import { NO_POOL, type Chosen, type NetworkValues } from './network-values'
import { PoolBox } from './PoolBox'

const words = forms.network

/** Why the engine cannot do something; null if it can. */
export type Can = (name: CapabilityName) => string | null

const NEEDS: Record<string, CapabilityName> = { nat: 'gatewayModes', routed: 'gatewayModes', 'nat-unprotected': 'natUnprotected', isolated: 'isolatedMode' }

/** The subnets of one family: none, the engine's choice, or one's own; and how the bridge leads out. What this engine lacks stands there with the reason. */
export function PoolFields({ host, form, family, bridge, can }: { host: string; form: UseFormReturn<NetworkValues>; family: 4 | 6; bridge: boolean; can: Can }) {
  const six = family === 6
  const [chosenBy, box, modeName] = six ? (['six', 'pool6', 'gatewayMode6'] as const) : (['four', 'pool4', 'gatewayMode4'] as const)
  const [chosen, mode] = useWatch({ control: form.control, name: [chosenBy, modeName] })
  const { fields, append, remove } = useFieldArray({ control: form.control, name: box })
  const lacks: Partial<Record<Chosen, string | null>> = six ? { auto: bridge ? can('autoUla') : null } : { none: can('ipv6OnlyNetworks') }
  const labels = six ? words.ipv6Modes : words.ipv4Modes
  const options = (['none', 'auto', 'custom'] as const).map((value) => ({ value, label: labels[value], disabled: Boolean(lacks[value]) && chosen !== value }))
  const why = Object.values(lacks).filter(Boolean).join(' ')
  return (
    <>
      <ChoiceField form={form} name={chosenBy} label={six ? words.ipv6 : words.ipv4} help={`${(six ? words.ipv6Help : words.ipv4Help)[chosen]} ${why}`.trim()} options={options} />
      {chosen === 'custom' ? (
        <>
          {fields.map((field, n) => <PoolBox key={field.id} host={host} form={form} family={family} at={n} {...(n > 0 ? { onRemove: () => remove(n) } : {})} />)}
          {/* A bridge has one subnet of a family. */}
          {bridge ? null : <Button look="quiet" className="self-start" icon={<Plus aria-hidden size={14} />} onClick={() => append({ ...NO_POOL }, { focusName: `${box}.${fields.length}.subnet` })}>{words.anotherSubnet(family)}</Button>}
        </>
      ) : null}
      {bridge && chosen !== 'none' ? <ModeField form={form} name={modeName} mode={mode} can={can} /> : null}
    </>
  )
}

function ModeField({ form, name, mode, can }: { form: UseFormReturn<NetworkValues>; name: 'gatewayMode4' | 'gatewayMode6'; mode: string; can: Can }) {
  const lacking = (value: string) => (NEEDS[value] ? can(NEEDS[value]) : null)
  const all = Object.keys(words.modes)
  const options = all.map((value) => ({ value, label: words.modes[value] ?? value, disabled: lacking(value) !== null && mode !== value }))
  const reason = can('gatewayModes')
  const missing = reason ? '' : [...new Set(all.map(lacking).filter(Boolean))].join(' ')
  return <ChoiceField form={form} name={name} label={words.mode} help={`${words.modeHelp[mode] ?? ''} ${missing}`.trim()} reason={reason} options={options} />
}
