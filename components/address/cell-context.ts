import { createContext } from 'react'

/** True inside table cells: there the grid has the focus, and what is in a cell must not be a tab stop of its own. */
export const InCell = createContext(false)
