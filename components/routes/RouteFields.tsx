'use client'
import { useWatch, type FieldPath, type UseFormReturn } from 'react-hook-form'
import { forms } from '../../lib/text/en/forms'
import { useLinkNames } from '../forms/choices'
import { CheckField, ChoiceField, TextField } from '../forms/fields'
import { FormRow } from '../forms/FormDrawer'
import { filled, numberOf } from '../forms/use-change-form'

const words = forms.route
export const ROUTE_TYPES = Object.keys(words.typeHelp)
const TYPES = ROUTE_TYPES.map((value) => ({ value, label: value }))

/** Where the packets of a route go. */
export type WayValues = { type: string; via: string; dev: string; src: string; mtu: string; onlink: boolean; keep: boolean }

export const NO_WAY: WayValues = { type: 'unicast', via: '', dev: '', src: '', mtu: '', onlink: false, keep: true }

/** The same as input of a change. Kinds that drop packets have no next hop. */
export function wayInput({ type, via, dev, src, mtu, onlink, keep }: WayValues): Record<string, unknown> {
  const hop = type === 'unicast' ? { ...filled({ via: via.trim(), dev: dev.trim(), src: src.trim(), mtu: numberOf(mtu) }), onlink } : {}
  return { type, ...hop, keep }
}

/** Type and next hop of a route. */
export function HopFields<V extends WayValues>({ host, form }: { host: string; form: UseFormReturn<V> }) {
  const links = useLinkNames(host)
  const type = useWatch({ control: form.control, name: at<V>('type') }) as string
  return (
    <>
      <ChoiceField form={form} name={at<V>('type')} label={words.type} help={words.typeHelp[type]} options={TYPES} />
      {type === 'unicast' ? (
        <>
          <TextField form={form} name={at<V>('via')} label={words.via} help={words.viaHelp} placeholder="fe80::1" />
          <TextField form={form} name={at<V>('dev')} label={words.dev} help={words.devHelp} choices={links} placeholder={links[0]} />
        </>
      ) : null}
    </>
  )
}

/** What else a route says, and whether it is kept. */
export function RestFields<V extends WayValues>({ form }: { form: UseFormReturn<V> }) {
  const type = useWatch({ control: form.control, name: at<V>('type') }) as string
  return (
    <>
      {type === 'unicast' ? (
        <>
          <FormRow>
            <TextField form={form} name={at<V>('src')} label={words.src} help={words.srcHelp} />
            <TextField form={form} name={at<V>('mtu')} label={words.mtu} number />
          </FormRow>
          <CheckField form={form} name={at<V>('onlink')} label={words.onlink} help={words.onlinkHelp} />
        </>
      ) : null}
      <CheckField form={form} name={at<V>('keep')} label={forms.keep} help={forms.keepWhy} />
    </>
  )
}

// Every form over these fields has them, which the types of paths cannot tell.
function at<V extends WayValues>(name: keyof WayValues): FieldPath<V> {
  return name as FieldPath<V>
}
