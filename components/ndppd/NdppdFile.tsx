'use client'
import { useResource } from '../../lib/client/use-resource'
import type { Ndppd } from '../../lib/features/ndppd/schema'
import { ndppdPage as words } from '../../lib/text/en/pages-ndppd'
import { useHost } from '../networks/use-host'
import { ProblemNote } from '../problem/ProblemView'
import { cx } from '../ui/class-names'

/** The file as it is, with one line marked. */
export function NdppdFile({ line }: { line: number }) {
  const { page, problem } = useResource<Ndppd>(useHost(), 'ndppd')
  if (problem) return <ProblemNote problem={problem} />
  const text = page?.rows[0]?.text
  if (text === undefined) return null
  if (text === null) return <p className="text-13 text-soft">{words.file.none}</p>
  return (
    <pre tabIndex={0} aria-label={words.file.title} className="max-h-80 overflow-auto rounded-md border border-line bg-raised py-1.5 font-mono text-12 leading-5">
      {text.replace(/\n$/, '').split('\n').map((content, index) => (
        <div key={index} aria-current={index + 1 === line ? 'location' : undefined} className={cx('flex px-2', index + 1 === line && 'bg-accent-wash')}>
          <span aria-hidden className="w-8 shrink-0 pr-2 text-right text-faint select-none">{index + 1}</span>
          <span className="whitespace-pre">{content}</span>
        </div>
      ))}
    </pre>
  )
}
