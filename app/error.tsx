'use client'
import { Button } from '../components/ui/Button'
import { shell } from '../lib/text/en/shell'

/** A page that threw while drawing. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const { title, why, action } = shell.problem.crashed
  return (
    <div role="alert" className="flex max-w-lg flex-col items-start gap-2 p-6">
      <h1 className="text-16 font-semibold">{title}</h1>
      <p className="text-soft">{why}</p>
      <pre className="max-w-full overflow-auto rounded-md border border-line bg-raised p-2 font-mono text-12 whitespace-pre-wrap text-soft">{error.digest ?? error.message}</pre>
      <Button onClick={reset}>{action}</Button>
    </div>
  )
}
