'use client'
import { Plus, X } from 'lucide-react'
import { useFieldArray, useWatch, type UseFormReturn } from 'react-hook-form'
import type { Image } from '../../lib/features/images/schema'
import type { Network } from '../../lib/features/networks/schema'
import { createForm as words } from '../../lib/text/en/publish'
import { CheckField, ChoiceField, PairsField, TextField } from '../forms/fields'
import { FormRow } from '../forms/FormDrawer'
import { PrefixField } from '../forms/PrefixField'
import { Button } from '../ui/Button'
import { IconButton } from '../ui/IconButton'
import { commandWords, imageOf, NO_MOUNT } from './create-values'
import type { PublishValues } from './publish-values'

type Props = { form: UseFormReturn<PublishValues>; images: readonly Image[]; networks: readonly Network[] }

const RESTART = Object.entries(words.restarts).map(([value, label]) => ({ value, label }))

/** What a new container is made of: image, command, variables, its place on a network, and what is mounted. */
export function FreshFields({ form, images, networks }: Props) {
  const [image, network, restart] = useWatch({ control: form.control, name: ['fresh.image', 'fresh.network', 'fresh.restart'] })
  const chosen = imageOf(image, images)
  const on = networks.find(({ name }) => name === network.trim())
  const prefix = (family: 4 | 6) => on?.pools.find((pool) => pool.family === family && !pool.ignored)?.subnet ?? null
  const own = chosen ? [...chosen.entrypoint, ...chosen.command].join(' ') : ''
  return (
    <>
      <FormRow>
        <TextField form={form} name="fresh.name" label={words.name} placeholder="web2" mono={false} required />
        <TextField form={form} name="fresh.image" label={words.image} help={words.imageHelp} choices={images.flatMap(({ names }) => names)} required />
      </FormRow>
      <TextField form={form} name="fresh.command" label={words.command} help={own === '' ? words.commandHelp : words.commandOwn(own)} validate={(text) => commandWords(text) !== null || words.commandOpen} />
      <PairsField form={form} name="fresh.env" label={words.env} help={words.envHelp} rows={2} />
      <TextField form={form} name="fresh.network" label={words.network} choices={networks.map(({ name }) => name)} mono={false} required />
      <FormRow>
        <PrefixField form={form} name="fresh.ipv6" label={words.ipv6} help={words.addressHelp} prefix={prefix(6)} reason={on && !on.ipv6 ? words.noIpv6 : null} />
        <PrefixField form={form} name="fresh.ipv4" label={words.ipv4} help={words.addressHelp} prefix={prefix(4)} reason={on && !on.ipv4 ? words.noIpv4 : null} />
      </FormRow>
      <FormRow>
        <ChoiceField form={form} name="fresh.restart" label={words.restart} options={RESTART} />
        {restart === 'on-failure' ? <TextField form={form} name="fresh.retries" label={words.retries} help={words.retriesHelp} placeholder="0" number /> : null}
      </FormRow>
      <Mounts form={form} />
      <CheckField form={form} name="fresh.start" label={words.start} help={words.startHelp} />
    </>
  )
}

const TYPES = Object.entries(words.mountTypes).map(([value, label]) => ({ value, label }))

function Mounts({ form }: Pick<Props, 'form'>) {
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'fresh.mounts' })
  const mounts = useWatch({ control: form.control, name: 'fresh.mounts' })
  return (
    <div role="group" aria-label={words.mounts} className="flex flex-col gap-3">
      {fields.map((field, n) => (
        <div key={field.id} className="flex flex-col gap-2 rounded-md border border-line px-3 py-2.5">
          <div className="flex items-start gap-3">
            <div className="w-36 shrink-0"><ChoiceField form={form} name={`fresh.mounts.${n}.type`} label={words.mountType} options={TYPES} /></div>
            <div className="min-w-0 flex-1"><TextField form={form} name={`fresh.mounts.${n}.source`} label={words.source} help={words.sourceHelp[mounts[n]?.type ?? 'volume']} reason={mounts[n]?.type === 'tmpfs' ? words.sourceHelp.tmpfs : null} /></div>
            <IconButton label={words.removeMount(n + 1)} onClick={() => remove(n)}><X aria-hidden size={14} /></IconButton>
          </div>
          <TextField form={form} name={`fresh.mounts.${n}.target`} label={words.target} placeholder="/data" required />
          <CheckField form={form} name={`fresh.mounts.${n}.readOnly`} label={words.readOnly} />
        </div>
      ))}
      <Button look="quiet" className="self-start" icon={<Plus aria-hidden size={14} />} onClick={() => append({ ...NO_MOUNT }, { focusName: `fresh.mounts.${fields.length}.source` })}>{words.addMount}</Button>
    </div>
  )
}
