import type { ReactNode } from 'react'
import type { Ref } from '../../lib/core/resource'
import type { Meaning } from '../../lib/core/meaning'

/** One fact of a row. Facts whose value is null or undefined are left out. `wide` takes the whole width. */
export type Fact = { label: ReactNode; value: ReactNode; wide?: boolean }

/** One station of the chain of related things: what it is ("bridge"), and the row to go to (`to`) or a filtered page (`href`); without either it is only named. */
export type Station = { what: string; label: string; to?: Ref; href?: string }

/** A further part of the drawer: a list, a table, a note. */
export type Section = { title: string; content: ReactNode }

/** What a drawer shows. `name` is the title as plain text, for labels. */
export type DrawerContent = {
  title: ReactNode
  name: string
  state?: { meaning: Meaning; word: string; why?: string }
  facts: readonly Fact[]
  related?: readonly (Station | null | undefined | false | '')[]
  /** What can be done with it: buttons that open the change dialog. */
  actions?: ReactNode
  sections?: readonly (Section | null | undefined | false | '')[]
}
