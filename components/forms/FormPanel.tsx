'use client'
import { useSyncExternalStore, type ComponentType } from 'react'
import { canChange, type ChangeKind } from '../../lib/client/changes-kinds'
import { useChangeUrl } from '../../lib/client/use-change-url'

/** What every form of a page is given. */
export type PageForm = { host: string; about: string | null; onClose: () => void }

/** The forms of a page by their name in the URL, each with the kind of change that it makes. Their code is fetched when they are opened. */
export type PageForms = Record<string, { kind: ChangeKind; form: ComponentType<PageForm> }>

/** The form that the URL asks for, ready to stand at the right of the page; null if it asks for none that is offered. */
export function useFormPanel(host: string, forms: PageForms) {
  const { form: name, about, close } = useChangeUrl()
  // What is typed into a form that does not listen yet would be lost.
  const alive = useSyncExternalStore(never, () => true, () => false)
  const asked = name === null || !alive ? undefined : forms[name]
  if (!asked || !canChange(asked.kind)) return null
  const Form = asked.form
  return <Form key={`${name} ${about ?? ''}`} host={host} about={about} onClose={close} />
}

function never(): () => void {
  return () => {}
}
