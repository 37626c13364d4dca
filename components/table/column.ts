import type { ReactNode } from 'react'
import type { DrawerContent } from '../drawer/content'

/** One column. `id` names it in the chooser and, unless `sort` says otherwise, the field that the keeper sorts by. */
export type Column<Row> = {
  id: string
  header: string
  /** What the header means, on hover. */
  help?: string
  /** Pure and cheap: it runs for every row in sight on every change. Inside cells `Address`, `Prefix` and `RefLink` are no tab stops. */
  cell: (row: Row) => ReactNode
  /** `true`: sortable by the field `id`; a text: by that field. It has to be among the `sorts` of the resource. */
  sort?: boolean | string
  /** Smallest width in px, and the share of what is left over (0: fixed). */
  min: number
  grow?: number
  defaultHidden?: boolean
  mono?: boolean
  align?: 'left' | 'right'
  /** On narrow screens a row is a card of two lines: one column is its title, facts follow below, the rest is in the drawer. */
  mobile: 'title' | 'fact' | 'hide'
}

/** A filter at one click: words that go into the filter box. */
export type QuickFilter = { label: string; q: string }

/** Everything that makes a resource a page. Declare it once at module scope: its identity keeps rows from rendering again. */
export type TableView<Row extends object> = {
  /** Name of the resource in the API. */
  resource: string
  /** What the rows are, in words: "Routes". */
  label: string
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  /** What `c` copies. */
  copyText: (row: Row) => string
  /** Fields that change all the time and mean nothing by it (counters, ages): no glow for them. */
  volatile?: readonly string[]
  quick?: readonly QuickFilter[]
  /** What would be here, and why it is not. */
  empty: { title: string; why: ReactNode }
  /** What the drawer shows of a row. */
  drawer: (row: Row) => DrawerContent
}

/** The field that a column sorts by, or null. */
export function sortField<Row>(column: Column<Row>): string | null {
  if (!column.sort) return null
  return column.sort === true ? column.id : column.sort
}

/** The grid template of a row: each column its smallest width and its share of the rest. */
export function templateOf<Row>(columns: readonly Column<Row>[]): string {
  return columns.map(({ min, grow = 1 }) => (grow > 0 ? `minmax(${min}px, ${grow}fr)` : `${min}px`)).join(' ')
}

/** Room between columns and at both ends; the style of rows and header uses the same numbers. */
const GAP_PX = 16
const EDGE_PX = 16

/** The width below which a table scrolls sideways. */
export function minWidthOf<Row>(columns: readonly Column<Row>[]): number {
  return columns.reduce((sum, { min }) => sum + min, 0) + GAP_PX * (columns.length - 1) + EDGE_PX * 2
}
