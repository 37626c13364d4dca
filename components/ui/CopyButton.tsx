'use client'
import { Copy } from 'lucide-react'
import { copyText } from '../../lib/client/copy'
import { shell } from '../../lib/text/en/shell'
import { IconButton } from './IconButton'

/** Copies `text`; `what` names it. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  return (
    <IconButton label={shell.copy.what(what)} className="size-7" onClick={(event) => void copyText(text, event.currentTarget)}>
      <Copy aria-hidden size={14} />
    </IconButton>
  )
}
