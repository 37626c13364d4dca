'use client'
import { Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useFieldArray, useWatch } from 'react-hook-form'
import type { ChangeRecord } from '../../lib/core/change'
import { joinersOf } from '../../lib/features/containers/joiners'
import { createForm, publishForm as words } from '../../lib/text/en/publish'
import { CheckField, ChoiceField, TextField } from '../forms/fields'
import { FormDrawer } from '../forms/FormDrawer'
import type { PageForm } from '../forms/FormPanel'
import { useChangeForm } from '../forms/use-change-form'
import { ProblemNote } from '../problem/ProblemView'
import { Button } from '../ui/Button'
import { BindingBox } from './BindingBox'
import { freshContainer } from './create-values'
import { FreshFields } from './FreshFields'
import { JoinersNote } from './JoinersNote'
import { OwnerNote } from './OwnerNote'
import { PublishResult } from './PublishResult'
import { checkLines, linesWith, ownerOf } from './publish-lines'
import { intentsOf, NAMED, nextOf, NO_BINDING, prefixIn, publishField, startValues, type PublishValues } from './publish-values'
import { usePublishHost } from './use-publish-host'

const MADE = Object.entries(createForm.whichOptions).map(([value, label]) => ({ value, label }))
const containerOf = ({ made, container, fresh }: PublishValues) => (made === 'new' ? fresh.name : container).trim()

/** Publishes ports of a container. `about` is its name, or the address that they are to be published at. */
export function PublishForm(props: PageForm) {
  return <Form {...props} made="old" />
}

/** The same for a container that is made with them. */
export function CreateForm(props: PageForm) {
  return <Form {...props} made="new" />
}

type Done = { record: ChangeRecord; container: string; names: Readonly<Record<string, string>> }
type FormProps = PageForm & Pick<PublishValues, 'made'>

function Form(props: FormProps) {
  const [done, setDone] = useState<Done | null>(null)
  return done
    ? <PublishResult host={props.host} {...done} onMore={() => setDone(null)} onClose={props.onClose} />
    : <Fields {...props} onDone={setDone} />
}

function Fields({ host: name, about, made, onClose, onDone }: FormProps & { onDone: (done: Done) => void }) {
  const [began] = useState(() => startValues(about, made))
  const [prefixes, setPrefixes] = useState<readonly string[]>([])
  const { host, facts, containers, networks, images, ready, problems } = usePublishHost(name, prefixes)
  const [title, setTitle] = useState<string>(words.title)
  const change = useChangeForm<PublishValues>({
    name: `containers.${made === 'new' ? 'create' : 'publish'} ${about ?? ''}`,
    host: name,
    title,
    defaults: began,
    intents: (values) => intentsOf(values, host),
    fieldOf: (field, values) => publishField(field, values, host),
    onDone: (record) => {
      const made = change.form.getValues()
      const names = made.bindings.flatMap(({ at, found }) => (at === NAMED && found ? [[found.address, found.asked] as const] : []))
      onDone({ record, container: containerOf(made), names: Object.fromEntries(names) })
    },
  })
  const { form } = change
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'bindings' })
  const values = useWatch({ control: form.control }) as PublishValues
  const isNew = values.made === 'new'
  const there = containers.find((one) => one.name === containerOf(values) || one.id === containerOf(values)) ?? null
  const container = isNew ? freshContainer(values.fresh, networks, images) : there
  const act = isNew ? createForm.titleOf(containerOf(values)) : there ? words.titleOf(there.name) : words.title
  if (act !== title) setTitle(act)
  const views = checkLines(values, host, facts, container)
  const wanted = [...new Set(values.bindings.flatMap(({ at }) => prefixIn(at) ?? []))].join(' ')
  useEffect(() => setPrefixes(wanted === '' ? [] : wanted.split(' ')), [wanted])

  // An address of its own for every service is what IPv6 is for: where the host has a prefix, that is offered first.
  const first = host.prefixes[0]?.prefix
  useEffect(() => {
    if (!ready || !first) return
    form.getValues('bindings').forEach(({ at }, n) => at === '' && form.setValue(`bindings.${n}.at`, nextOf(first)))
  }, [ready, first, form])

  const owner = isNew || !there ? null : ownerOf(there)
  const lost = isNew || !there ? [] : joinersOf(there, containers).lost
  const adds = views.some(({ target }) => target?.add)
  return (
    <FormDrawer title={isNew ? createForm.title : about && there ? words.titleOf(there.name) : words.title} change={change} onClose={onClose}>
      {problems.map((problem) => <ProblemNote key={problem.message} problem={{ ...problem, hint: words.unread }} />)}
      <ChoiceField form={form} name="made" label={createForm.which} options={MADE} />
      {isNew
        ? <FreshFields form={form} images={images} networks={networks} />
        : <TextField form={form} name="container" label={words.container} help={there ? words.containerIs(there.state, there.image, there.attachments.map(({ network }) => network.name).join(', ')) : words.containerHelp} choices={containers.map((one) => one.name)} mono={false} required />}
      {fields.length === 0 ? <p className="border-t border-line pt-3 text-12 text-soft">{createForm.noPorts}</p> : null}
      {fields.map((field, n) => <BindingBox key={field.id} name={name} form={form} n={n} host={host} container={container} view={views[n] ?? null} {...(fields.length > 1 || isNew ? { onRemove: () => remove(n) } : {})} />)}
      <Button look="quiet" className="self-start" icon={<Plus aria-hidden size={14} />} onClick={() => append({ ...NO_BINDING, at: values.bindings.at(-1)?.at ?? '' }, { focusName: `bindings.${fields.length}.containerPort` })}>{words.another}</Button>
      {adds ? <CheckField form={form} name="quiet" label={words.quiet} help={words.quietHelp} /> : null}
      {there && owner ? (
        <OwnerNote container={there} owner={owner} lines={linesWith(there, values, host)}>
          <CheckField form={form} name="anyway" label={words.anyway} help={owner === 'swarm' ? undefined : words.anywayHelp} />
        </OwnerNote>
      ) : null}
      {there && lost.length > 0 ? <JoinersNote container={there.name} names={lost}>{owner ? null : <CheckField form={form} name="anyway" label={words.joinedAnyway} />}</JoinersNote> : null}
    </FormDrawer>
  )
}
